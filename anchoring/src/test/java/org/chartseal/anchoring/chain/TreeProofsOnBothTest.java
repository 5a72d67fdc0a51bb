package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chartseal.anchoring.log.InclusionProof;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract's proofs say what the log's do. */
class TreeProofsOnBothTest {
    private static final int SIZES = 12;

    private final TestTree tree = new TestTree(3);
    private BothChains chains;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        chains = BothChains.start(directory);
        LogOnBoth.deploy(chains);
    }

    @AfterEach
    void stop() throws Exception {
        chains.close();
    }

    @Test
    void knowsWhetherATreeContainsAnother() throws Exception {
        for (int to = 0; to <= SIZES; to++) {
            for (int from = 0; from <= to; from++) {
                List<byte[]> proof = tree.consistencyProof(from, to);
                assertThat(consistent(from, tree.root(from), to, tree.root(to), proof))
                        .as("%d in %d", from, to)
                        .isEqualTo(TreeCalls.YES);
                assertThat(consistent(from, tree.root(from + 1), to, tree.root(to), proof))
                        .isEqualTo(TreeCalls.NO);
                if (from > 0) {
                    assertThat(consistent(from, tree.root(from), to, tree.root(to + 1), proof))
                            .isEqualTo(TreeCalls.NO);
                }
                assertThat(consistent(to + 1, tree.root(to + 1), to, tree.root(to), proof))
                        .isEqualTo(TreeCalls.NO);
            }
        }
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            long to = 2 + random.nextLong(1L << 40);
            Growth growth = Growth.random(1 + random.nextLong(to - 1), to, random);
            assertThat(consistent(growth.from(), growth.oldRoot(), to, growth.newRoot(), growth.proof()))
                    .isEqualTo(TreeCalls.YES);
            List<byte[]> shorter = growth.proof().subList(1, growth.proof().size());
            assertThat(consistent(growth.from(), growth.oldRoot(), to, growth.newRoot(), shorter))
                    .isEqualTo(TreeCalls.NO);
        }
    }

    @Test
    void knowsWhetherALeafIsIncluded() throws Exception {
        for (int size = 1; size <= SIZES; size++) {
            for (int index = 0; index < size; index++) {
                byte[] leaf = tree.leaf(index);
                List<byte[]> path =
                        InclusionProof.create(tree.hashes(), index, size).path();
                assertThat(included(index, leaf, size, tree.root(size), path)).isEqualTo(TreeCalls.YES);
                assertThat(included(index + 1, leaf, size, tree.root(size), path))
                        .isEqualTo(TreeCalls.NO);
                assertThat(included(index, tree.leaf(index + 1), size, tree.root(size), path))
                        .isEqualTo(TreeCalls.NO);
                List<byte[]> longer = new ArrayList<>(path);
                longer.add(leaf);
                assertThat(included(index, leaf, size, tree.root(size), longer)).isEqualTo(TreeCalls.NO);
            }
        }
    }

    private String consistent(long from, byte[] oldRoot, long to, byte[] newRoot, List<byte[]> proof) throws Exception {
        return call(TreeCalls.isConsistent(from, oldRoot, to, newRoot, proof));
    }

    private String included(long index, byte[] leaf, long size, byte[] root, List<byte[]> path) throws Exception {
        return call(TreeCalls.isIncluded(index, leaf, size, root, path));
    }

    private String call(String data) throws Exception {
        return chains.call(LogOnBoth.PUBLISHER.address(), LogOnBoth.CONTRACT, data);
    }
}
