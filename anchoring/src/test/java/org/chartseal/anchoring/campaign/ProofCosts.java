package org.chartseal.anchoring.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chartseal.anchoring.cli.CommandLineVerdict;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.MerkleTree;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.proof.ProofFile;
import org.chartseal.anchoring.web.NodeVerifier;

/**
 * What a proof costs where its log has millions of leaves. Only the path's own hashes are needed for that: they are random,
 * and the root is what follows from them.
 */
final class ProofCosts {
    private static final int TIMES = 500;

    private final NodeVerifier node;
    private final Findings findings;
    private final Random random = new Random(1);
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    ProofCosts(NodeVerifier node, Findings findings) {
        this.node = node;
        this.findings = findings;
    }

    void measure() throws IOException {
        for (long size : List.of(1_000_000L, 10_000_000L)) {
            byte[] proof = proof(size).json().getBytes(UTF_8);
            byte[] trust = Base.trust();
            // Pending, as no anchor of a made-up root is shown: everything else holds.
            boolean holds = CommandLineVerdict.of(trust, proof, null).startsWith("{\"verdict\":\"PENDING\"");
            findings.check("a proof holds in a tree of " + size, holds, proof.length + " bytes");
            findings.figure("bytes of a proof, " + size + " leaves", proof.length);
            findings.figure("Java CPU µs, " + size + " leaves", java(trust, proof));
            node.microseconds(trust, proof, TIMES);
            findings.figure("JavaScript CPU µs, " + size + " leaves", node.microseconds(trust, proof, TIMES));
        }
    }

    private long java(byte[] trust, byte[] proof) {
        for (int i = 0; i < TIMES; i++) {
            CommandLineVerdict.of(trust, proof, null);
        }
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < TIMES; i++) {
            CommandLineVerdict.of(trust, proof, null);
        }
        return (threads.getCurrentThreadCpuTime() - before) / TIMES / 1000;
    }

    private ProofFile proof(long size) {
        ProofFile small = new RandomHospital(random, 0).log.proof(1);
        long index = size / 3;
        byte[] hash = small.leaf().commitment().leafHash();
        List<byte[]> path = new ArrayList<>();
        // The numbers FN and SN of RFC 9162, section 2.1.3.2.
        long fn = index;
        long sn = size - 1;
        while (sn > 0) {
            byte[] sibling = new byte[32];
            random.nextBytes(sibling);
            path.add(sibling);
            boolean left = fn % 2 == 1 || fn == sn;
            hash = left ? MerkleTree.nodeHash(sibling, hash) : MerkleTree.nodeHash(hash, sibling);
            while (left && fn % 2 == 0 && fn > 0) {
                fn /= 2;
                sn /= 2;
            }
            fn /= 2;
            sn /= 2;
        }
        String note =
                TestLog.SIGNER.sign(new Checkpoint(TestLog.ORIGIN, size, hash)).text();
        return new ProofFile(index, small.leaf(), small.content(), small.meta(), size, path, note, List.of(), null);
    }
}
