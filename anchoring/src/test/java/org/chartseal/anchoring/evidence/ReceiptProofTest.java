package org.chartseal.anchoring.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Receipts of blocks of any size verify, and changed proofs never do: a proof is accepted only if its header, which is what
 * somebody trusts, is the block's. {@code -Dchartseal.receipts.blocks=N} takes more blocks.
 */
class ReceiptProofTest {
    private static final int BLOCKS = Integer.getInteger("chartseal.receipts.blocks", 40);
    private static final byte[] ROOT = SyntheticBlock.filled(32, 0x77);

    @Test
    void everyReceiptOfABlockIsProvenAtItsIndexAlone() {
        Random random = new Random(1);
        for (int size : new int[] {1, 2, 3, 16, 17, 127, 128, 129, 200, 300}) {
            SyntheticBlock block = new SyntheticBlock().others(random, size);
            ReceiptTrie trie = new ReceiptTrie(block.receipts());
            for (int i = 0; i < size; i++) {
                List<byte[]> path = trie.path(i);
                assertThat(new TriePath(path).value(trie.root(), i))
                        .isEqualTo(block.receipts().get(i));
                int other = (i + 1 + random.nextInt(size + 300)) % (size + 301);
                if (other != i) {
                    assertThatThrownBy(() -> new TriePath(path).value(trie.root(), other))
                            .isInstanceOf(EvidenceException.class);
                }
            }
        }
    }

    @Test
    void anAnchorAmongOneToTwoHundredTransactionsIsFound() {
        Random random = new Random(2);
        for (int i = 0; i < BLOCKS; i++) {
            int before = random.nextInt(100);
            int logsBefore = random.nextInt(4);
            SyntheticBlock block = block(random, before, logsBefore, random.nextInt(100));
            block.laterFields = random.nextInt(7);
            ReceiptProof.Shown shown = open(block.proof(before, logsBefore));
            assertThat(shown.header().hash()).isEqualTo(block.hash());
            assertThat(shown.header().number()).isEqualTo(7);
            assertThat(shown.header().timestamp()).isEqualTo(block.time);
            assertThat(shown.anchor().sequence()).isEqualTo(3);
            assertThat(shown.anchor().treeSize()).isEqualTo(8);
            assertThat(shown.anchor().root()).isEqualTo(ROOT);
        }
    }

    @Test
    void changedBytesNeverShowAnAnchorInTheBlock() {
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < BLOCKS; i++) {
            int before = random.nextInt(100);
            SyntheticBlock block = block(random, before, 1, random.nextInt(100));
            ReceiptProof proof = block.proof(before, 1);
            for (ReceiptProof changed : changes(proof, random)) {
                assertThat(acceptedIn(block, changed)).as("block %d", i).isFalse();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(BLOCKS * 60);
    }

    private static List<ReceiptProof> changes(ReceiptProof proof, Random random) {
        List<ReceiptProof> changed = new ArrayList<>();
        for (int k = 0; k < 24; k++) {
            changed.add(with(proof, flip(proof.header(), k, 24, random), proof.receipt(), proof.path()));
            changed.add(with(proof, proof.header(), flip(proof.receipt(), k, 24, random), proof.path()));
        }
        for (int node = 0; node < proof.path().size(); node++) {
            for (int k = 0; k < 8; k++) {
                byte[] flipped = flip(proof.path().get(node), k, 8, random);
                changed.add(with(proof, proof.header(), proof.receipt(), replaced(proof.path(), node, flipped)));
            }
            List<byte[]> without = new ArrayList<>(proof.path());
            byte[] one = without.remove(node);
            changed.add(with(proof, proof.header(), proof.receipt(), without));
            List<byte[]> twice = new ArrayList<>(proof.path());
            twice.add(node, one);
            changed.add(with(proof, proof.header(), proof.receipt(), twice));
        }
        for (long delta : new long[] {1, -1, 16, 128, 1L << 32}) {
            changed.add(new ReceiptProof(
                    proof.header(),
                    Math.abs(proof.transactionIndex() + delta),
                    proof.logIndex(),
                    proof.receipt(),
                    proof.path()));
        }
        for (long log : new long[] {0, 2, 3, 1L << 32, (1L << 32) + 1, Long.MAX_VALUE}) {
            changed.add(new ReceiptProof(proof.header(), proof.transactionIndex(), log, proof.receipt(), proof.path()));
        }
        changed.add(with(proof, longer(proof.header()), proof.receipt(), proof.path()));
        changed.add(with(proof, proof.header(), longer(proof.receipt()), proof.path()));
        changed.add(with(proof, new byte[0], proof.receipt(), proof.path()));
        changed.add(with(proof, proof.header(), new byte[0], proof.path()));
        changed.add(with(proof, proof.header(), proof.receipt(), List.of()));
        return changed;
    }

    @Test
    void otherBlocksAndOtherEventsAreNotTheAnchor() {
        Random random = new Random(4);
        for (int i = 0; i < BLOCKS; i++) {
            SyntheticBlock block = block(random, 5, 0, 5);
            SyntheticBlock other = block(random, 5, 0, 5);
            ReceiptProof proof = block.proof(5, 0);
            ReceiptProof foreign = other.proof(5, 0);
            assertThat(acceptedIn(other, proof)).isFalse();
            assertThat(acceptedIn(block, with(proof, block.header(), foreign.receipt(), foreign.path())))
                    .isFalse();
            assertThat(acceptedIn(block, with(proof, block.header(), foreign.receipt(), proof.path())))
                    .isFalse();
            for (int what = 0; what < 3; what++) {
                SyntheticBlock lookalike = new SyntheticBlock().lookalike(random, what, 3, 8, ROOT);
                assertThatThrownBy(() -> open(lookalike.proof(0, 0)))
                        .isInstanceOf(EvidenceException.class)
                        .hasMessage("the log is no anchor of the pinned log");
            }
        }
    }

    @Test
    void aShorterSpellingOfTheSameHeaderIsNone() {
        SyntheticBlock block = new SyntheticBlock().others(new Random(5), 3);
        byte[] header = block.header();
        assertThat(header[0]).isEqualTo((byte) 0xf9);
        byte[] padded = SyntheticBlock.concat(
                new byte[] {(byte) 0xfa, 0, header[1], header[2]}, Arrays.copyOfRange(header, 3, header.length));
        assertThatThrownBy(() -> EvmHeader.parse(padded)).isInstanceOf(EvidenceException.class);
    }

    private static SyntheticBlock block(Random random, int before, int logsBefore, int after) {
        return new SyntheticBlock()
                .others(random, before)
                .anchor(random, logsBefore, 3, 8, ROOT)
                .others(random, after);
    }

    private static ReceiptProof.Shown open(ReceiptProof proof) {
        return proof.open(SyntheticBlock.CONTRACT, SyntheticBlock.LOG_ID);
    }

    private static boolean acceptedIn(SyntheticBlock block, ReceiptProof proof) {
        try {
            return open(proof).header().hasHash(block.hash());
        } catch (EvidenceException refused) {
            return false;
        }
    }

    private static ReceiptProof with(ReceiptProof proof, byte[] header, byte[] receipt, List<byte[]> path) {
        return new ReceiptProof(header, proof.transactionIndex(), proof.logIndex(), receipt, path);
    }

    private static List<byte[]> replaced(List<byte[]> path, int node, byte[] with) {
        List<byte[]> copy = new ArrayList<>(path);
        copy.set(node, with);
        return copy;
    }

    /** One bit of the {@code part}th of so many regions. */
    private static byte[] flip(byte[] bytes, int part, int parts, Random random) {
        byte[] copy = bytes.clone();
        int from = part * copy.length / parts;
        int to = Math.max(from + 1, (part + 1) * copy.length / parts);
        copy[from + random.nextInt(to - from)] ^= (byte) (1 << random.nextInt(8));
        return copy;
    }

    private static byte[] longer(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + 1);
    }
}
