package org.chartseal.anchoring.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerkleTreeTest {
    private static final int SIZES = 300;
    /** The entries and roots of the Certificate Transparency reference implementation's tests. */
    private static final List<String> ENTRIES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static final List<byte[]> LEAVES = new ArrayList<>();
    private static final List<byte[]> BRUTE = new ArrayList<>();
    private static final TileAppender TILES = new TileAppender((level, index) -> new byte[0], 0);
    private static HashReader hashes;

    @BeforeAll
    static void grow() {
        BRUTE.add(MerkleTree.emptyRoot());
        for (int i = 0; i < SIZES; i++) {
            LEAVES.add(MerkleTree.leafHash(new byte[] {(byte) i, (byte) (i >> 8)}));
            TILES.append(LEAVES.get(i));
            BRUTE.add(definition(LEAVES));
        }
        TileHashReader tiles = new TileHashReader(TILES);
        Map<List<Long>, byte[]> known = new HashMap<>();
        hashes = (level, index) -> known.computeIfAbsent(List.of((long) level, index), key -> tiles.hash(level, index));
    }

    /** MTH of RFC 6962, section 2.1, word for word. */
    private static byte[] definition(List<byte[]> leaves) {
        int n = leaves.size();
        if (n == 1) {
            return leaves.get(0);
        }
        int k = Integer.highestOneBit(n - 1);
        return MerkleTree.nodeHash(definition(leaves.subList(0, k)), definition(leaves.subList(k, n)));
    }

    @Test
    void rootsOfTheReferenceTree() {
        List<byte[]> leaves = new ArrayList<>();
        assertThat(hex(MerkleTree.root(leaves))).isEqualTo(ROOTS.get(0));
        for (int i = 0; i < ENTRIES.size(); i++) {
            leaves.add(MerkleTree.leafHash(HexFormat.of().parseHex(ENTRIES.get(i))));
            assertThat(hex(MerkleTree.root(leaves))).isEqualTo(ROOTS.get(i + 1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,1,''",
        "0,8,96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
                + " 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
                + " 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        "5,8,bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
                + " ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
                + " d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "2,3,fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "1,5,6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
                + " 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
                + " bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    })
    void pathsOfTheReferenceTree(long index, long size, String path) {
        InclusionProof proof = InclusionProof.create(reference(), index, size);
        assertThat(String.join(
                        " ", proof.path().stream().map(MerkleTreeTest::hex).toList()))
                .isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,''",
        "1,8,96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
                + " 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
                + " 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        "6,8,0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
                + " ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
                + " d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "2,5,5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
                + " bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    })
    void consistencyOfTheReferenceTree(long from, long to, String path) {
        ConsistencyProof proof = ConsistencyProof.create(reference(), from, to);
        assertThat(String.join(
                        " ", proof.path().stream().map(MerkleTreeTest::hex).toList()))
                .isEqualTo(path);
    }

    @Test
    void everyRootAgreesWithTheDefinition() {
        CompactRange range = new CompactRange();
        for (int size = 0; size <= SIZES; size++) {
            assertThat(range.root()).isEqualTo(BRUTE.get(size));
            assertThat(MerkleTree.root(hashes, size)).isEqualTo(BRUTE.get(size));
            assertThat(CompactRange.of(hashes, size).root()).isEqualTo(BRUTE.get(size));
            if (size < SIZES) {
                range.append(LEAVES.get(size));
            }
        }
    }

    @Test
    void everyInclusionProofVerifiesAndNoMutationOfItDoes() {
        for (int size = 1; size <= SIZES; size++) {
            byte[] root = BRUTE.get(size);
            for (int index = 0; index < size; index++) {
                byte[] leaf = LEAVES.get(index);
                InclusionProof proof = InclusionProof.create(hashes, index, size);
                check(proof.verifies(leaf, root), index, size);
                check(!new InclusionProof(index, size, longer(proof.path())).verifies(leaf, root), index, size);
                check(!new InclusionProof(index + size, size, proof.path()).verifies(leaf, root), index, size);
                check(!proof.verifies(LEAVES.get((index + 1) % SIZES), root), index, size);
                check(!proof.verifies(leaf, BRUTE.get(size - 1)), index, size);
                for (int i : positions(size, index, proof.path().size())) {
                    check(!new InclusionProof(index, size, without(proof.path(), i)).verifies(leaf, root), index, size);
                    check(!new InclusionProof(index, size, mutated(proof.path(), i)).verifies(leaf, root), index, size);
                }
            }
        }
    }

    @Test
    void everyConsistencyProofVerifiesAndNoMutationOfItDoes() {
        for (int to = 0; to <= SIZES; to++) {
            for (int from = 0; from <= to; from++) {
                ConsistencyProof proof = ConsistencyProof.create(hashes, from, to);
                byte[] older = BRUTE.get(from);
                byte[] newer = BRUTE.get(to);
                check(proof.verifies(older, newer), from, to);
                check(!new ConsistencyProof(from, to, longer(proof.path())).verifies(older, newer), from, to);
                check(!proof.verifies(new byte[32], newer), from, to);
                if (from > 0) {
                    check(!proof.verifies(older, new byte[32]), from, to);
                }
                for (int i : positions(to, from, proof.path().size())) {
                    List<byte[]> path = proof.path();
                    check(!new ConsistencyProof(from, to, without(path, i)).verifies(older, newer), from, to);
                    check(!new ConsistencyProof(from, to, mutated(path, i)).verifies(older, newer), from, to);
                }
            }
        }
    }

    /** Every place of a path in small trees, one that wanders in larger ones. */
    private static int[] positions(int size, int seed, int length) {
        return size <= 70 || length == 0 ? IntStream.range(0, length).toArray() : new int[] {seed % length};
    }

    /** Plain, because AssertJ costs more than the hashing in half a million checks. */
    private static void check(boolean holds, int a, int b) {
        if (!holds) {
            throw new AssertionError("wrong answer at " + a + " of " + b);
        }
    }

    private static HashReader reference() {
        TileAppender tiles = new TileAppender((level, index) -> new byte[0], 0);
        ENTRIES.forEach(entry -> tiles.append(MerkleTree.leafHash(HexFormat.of().parseHex(entry))));
        return new TileHashReader(tiles);
    }

    private static List<byte[]> longer(List<byte[]> path) {
        List<byte[]> result = new ArrayList<>(path);
        result.add(new byte[32]);
        return result;
    }

    private static List<byte[]> without(List<byte[]> path, int i) {
        List<byte[]> result = new ArrayList<>(path);
        result.remove(i);
        return result;
    }

    private static List<byte[]> mutated(List<byte[]> path, int i) {
        List<byte[]> result = new ArrayList<>(path);
        byte[] hash = result.get(i).clone();
        hash[i % 32] ^= 1;
        result.set(i, hash);
        return result;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
