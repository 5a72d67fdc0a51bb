package org.chartseal.anchoring.devchain.differential;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Asks a mutant what anvil was asked, in the same order, till it answers otherwise. */
final class MutantRun {
    private final List<Recording> recordings;
    private final Path directory;

    /** What one pair was asked. */
    record Recording(long gasLimit, List<Pair.Recorded> inquiries) {}

    MutantRun(List<Recording> recordings, Path directory) {
        this.recordings = recordings;
        this.directory = directory;
    }

    /** The first comparison that differs, empty if none does. */
    String caughtBy(ClassLoader classes) throws Exception {
        for (Recording recording : recordings) {
            Path file = directory.resolve("mutant.ledger");
            Files.deleteIfExists(file);
            try (LocalNode mutant = Pair.local(classes, file, recording.gasLimit())) {
                for (Pair.Recorded recorded : recording.inquiries()) {
                    if (!recorded.inquiry().observe(mutant).equals(recorded.expected())) {
                        return recorded.inquiry().kind() + ", "
                                + recorded.inquiry().name();
                    }
                }
            }
        }
        return "";
    }
}
