package org.chartseal.anchoring.chain;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.chartseal.anchoring.log.ConsistencyProof;
import org.chartseal.anchoring.log.HashReader;
import org.chartseal.anchoring.log.MerkleTree;

/** A tree whose leaves follow from a seed and their place, and members who sign whatever is asked. */
public final class TestTree implements Endorsements {
    private final int seed;
    private final List<LocalSigner> members = new ArrayList<>();
    private final HashReader hashes = this::hash;
    /** Members that answer, the first ones. */
    int present = Integer.MAX_VALUE;

    public TestTree(int seed, LocalSigner... members) {
        this.seed = seed;
        this.members.addAll(List.of(members));
    }

    /** Root of the first leaves, 32 bytes. */
    public byte[] root(long size) {
        return MerkleTree.root(hashes, size);
    }

    byte[] leaf(long index) {
        return hash(0, index);
    }

    /** What proofs of it are made from. */
    public HashReader hashes() {
        return hashes;
    }

    /** The same in hex. */
    public String rootHex(long size) {
        return HexFormat.of().formatHex(root(size));
    }

    @Override
    public List<byte[]> consistencyProof(long from, long to) {
        return ConsistencyProof.create(hashes, from, to).path();
    }

    @Override
    public List<MemberSignature> signatures(ChainIdentity log, LogRules rules, long treeSize, String root)
            throws NotEndorsedException {
        if (present < rules.threshold()) {
            throw new NotEndorsedException("expected " + rules.threshold() + " members, found " + present);
        }
        return signed(new Statement.Checkpoint(log, rules.epoch(), treeSize, root), rules.threshold());
    }

    /** The signatures of the first members. */
    public List<MemberSignature> signed(Statement statement, int count) {
        return members.subList(0, count).stream()
                .map(member -> member.sign(statement))
                .toList();
    }

    private byte[] hash(int level, long index) {
        if (level == 0) {
            return MerkleTree.leafHash(new byte[] {(byte) seed, (byte) (index >> 8), (byte) index});
        }
        return MerkleTree.nodeHash(hash(level - 1, 2 * index), hash(level - 1, 2 * index + 1));
    }
}
