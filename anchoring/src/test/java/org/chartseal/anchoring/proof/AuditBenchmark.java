package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chartseal.anchoring.canonical.CanonicalResource;
import org.chartseal.anchoring.canonical.Canonicalizer;
import org.chartseal.anchoring.log.InMemoryLogStore;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.Salts;
import org.chartseal.anchoring.log.SampleObservation;
import org.chartseal.anchoring.log.SequencedLeaf;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.TestLog;

/** Leaves a second that an audit of an export walks, printed and not asserted. Run its main method from the test class path. */
final class AuditBenchmark {
    private static final int PATIENTS = 500;

    private AuditBenchmark() {}

    public static void main(String[] args) throws IOException {
        int leaves = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        Path file = Files.createTempFile("audit", ".ndjson");
        try {
            write(file, leaves);
            TrustFile trust = TestProofs.trust(TrustFile.Evidence.RPC);
            for (int round = 0; round < 4; round++) {
                long start = System.nanoTime();
                long cpu = cpuNanos();
                AuditReport report;
                try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
                    SignedCheckpoint checkpoint = ExportHeader.parse(lines.readLine());
                    try (LeafExaminations examined =
                            new LeafExaminations(trust.origin(), lines.lines().iterator())) {
                        report = new LogAudit(trust, List.of(), LogAudit.Progress.NONE).walk(checkpoint, examined);
                    }
                }
                long wall = System.nanoTime() - start;
                System.out.printf(
                        "%s, %d leaves, %d bytes each: %,.0f leaves/s, %.1f us CPU a leaf%n",
                        report.verdict(),
                        report.size(),
                        Files.size(file) / leaves,
                        report.size() * 1e9 / wall,
                        (cpuNanos() - cpu) / 1e3 / report.size());
            }
        } finally {
            Files.delete(file);
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void write(Path file, int leaves) throws IOException {
        InMemoryLogStore store = new InMemoryLogStore();
        for (int i = 1; i < leaves; i++) {
            LeafWrite write =
                    LeafWrite.version(TestLog.ORIGIN, "Observation", "o" + i, "1", TestLog.TIME_MS, resource(i));
            TestLog.enqueue(store, write, "Patient/p" + i % PATIENTS);
        }
        TestLog.sequencer(store).sequence(leaves);
        try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
            out.write(ExportHeader.json(store.latestCheckpoint().orElseThrow()) + "\n");
            for (long i = 0; i < store.head().size(); i++) {
                out.write(line(store, i).json() + "\n");
            }
        }
    }

    private static OpenedLeaf line(InMemoryLogStore store, long index) {
        SequencedLeaf leaf = store.leaf(index);
        LeafOpening opening = LeafOpening.of(leaf, new LeafOpening.SaltSource() {
            @Override
            public byte[] write() {
                return leaf.write().kind().ofResource()
                        ? TestLog.writeSalt(leaf.write())
                        : TestLog.SALTS.log(index, Salts.PART_WRITE);
            }

            @Override
            public byte[] version() {
                return TestLog.SALTS.log(index, Salts.PART_VERSION);
            }

            @Override
            public byte[] subject(String subject) {
                return TestLog.SALTS.subject(subject, index);
            }
        });
        boolean resource = leaf.write().kind().ofResource();
        String content = resource
                ? new String(resource((int) index).content(), UTF_8)
                : new String(store.event(index).orElseThrow(), UTF_8);
        String meta = resource ? new String(resource((int) index).meta(), UTF_8) : null;
        return new OpenedLeaf(index, leaf.entry(), opening, content, meta, null, null);
    }

    private static CanonicalResource resource(int i) {
        return Canonicalizer.canonicalize(SampleObservation.json("o" + i, i % PATIENTS, 1));
    }
}
