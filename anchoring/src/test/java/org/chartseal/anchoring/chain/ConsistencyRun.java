package org.chartseal.anchoring.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;

/** Consistency proofs as the contract judges them, each true one with changes that make it false. */
final class ConsistencyRun {
    private static final long LARGEST = 1L << 40;

    private final BothChains chains;
    private final Random random;
    private final Findings findings;
    private final TestTree tree = new TestTree(9);
    private final List<String> wrong = new ArrayList<>();
    private int proofs;
    private int changed;

    ConsistencyRun(BothChains chains, Random random, Findings findings) {
        this.chains = chains;
        this.random = random;
        this.findings = findings;
    }

    void run(int sizes, int large) throws Exception {
        for (int to = 1; to <= sizes; to++) {
            byte[] newRoot = tree.root(to);
            for (int from = 1; from < to; from++) {
                judge(new Growth(from, tree.root(from), to, newRoot, tree.consistencyProof(from, to)));
            }
        }
        findings.figure("proofs of each pair of sizes to " + sizes, proofs);
        findings.none("every pair of sizes is judged rightly", wrong, proofs + " proofs, " + changed + " changed ones");
        wrong.clear();
        int before = proofs;
        for (int i = 0; i < large; i++) {
            long to = 2 + random.nextLong(LARGEST >> random.nextInt(32));
            judge(Growth.random(1 + random.nextLong(to - 1), to, random));
        }
        findings.figure("proofs of random sizes to 2^40", proofs - before);
        findings.figure("changed proofs", changed);
        findings.none("random sizes are judged rightly", wrong, proofs - before + " proofs");
        Progress.line(proofs + " consistency proofs judged, " + changed + " changed ones");
    }

    private void judge(Growth growth) throws Exception {
        proofs++;
        expect(TreeCalls.YES, growth, "the proof");
        expect(TreeCalls.NO, with(growth, flipped(growth.oldRoot()), growth.newRoot(), growth.proof()), "old root");
        expect(TreeCalls.NO, with(growth, growth.oldRoot(), flipped(growth.newRoot()), growth.proof()), "new root");
        List<byte[]> longer = new ArrayList<>(growth.proof());
        longer.add(random.nextInt(longer.size() + 1), flipped(growth.oldRoot()));
        expect(TreeCalls.NO, with(growth, growth.oldRoot(), growth.newRoot(), longer), "a hash more");
        if (!growth.proof().isEmpty()) {
            int at = random.nextInt(growth.proof().size());
            List<byte[]> other = new ArrayList<>(growth.proof());
            other.set(at, flipped(other.get(at)));
            expect(TreeCalls.NO, with(growth, growth.oldRoot(), growth.newRoot(), other), "hash " + at);
            List<byte[]> shorter = new ArrayList<>(growth.proof());
            shorter.remove(at);
            expect(TreeCalls.NO, with(growth, growth.oldRoot(), growth.newRoot(), shorter), "without hash " + at);
        }
        changed += growth.proof().isEmpty() ? 3 : 5;
    }

    private static Growth with(Growth growth, byte[] oldRoot, byte[] newRoot, List<byte[]> proof) {
        return new Growth(growth.from(), oldRoot, growth.to(), newRoot, proof);
    }

    private void expect(String expected, Growth growth, String what) throws Exception {
        String data =
                TreeCalls.isConsistent(growth.from(), growth.oldRoot(), growth.to(), growth.newRoot(), growth.proof());
        String found = chains.call(LogOnBoth.PUBLISHER.address(), LogOnBoth.CONTRACT, data);
        if (!found.equals(expected)) {
            wrong.add(growth.from() + " in " + growth.to() + ", " + what + ": " + found);
        }
    }

    private byte[] flipped(byte[] hash) {
        byte[] other = hash.clone();
        other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
        return other;
    }
}
