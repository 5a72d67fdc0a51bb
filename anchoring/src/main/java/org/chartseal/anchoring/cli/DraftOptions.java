package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.chartseal.anchoring.chain.Governance;
import org.chartseal.anchoring.chain.Statement;
import org.chartseal.anchoring.rules.Decision;
import org.chartseal.anchoring.rules.DecisionFile;
import picocli.CommandLine.Option;

/** Where a drafted decision goes. */
@SuppressWarnings("NullAway.Init")
final class DraftOptions {
    @Option(names = "--out", paramLabel = "FILE", required = true, description = "file to be made, for all to sign")
    private Path out;

    /** Writes it, unsigned, and shows what it says. */
    void write(Statement statement, Governance.Standing standing, PrintWriter printed) throws IOException {
        if (standing.rules().threshold() == 0) {
            throw new UsageException("this log has no members: nobody can change or close it");
        }
        Decision decision = new Decision(statement, standing.rules(), List.of());
        try {
            Files.write(out, DecisionFile.bytes(decision), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(out + ": expected no file there yet");
        }
        decision.text().forEach(printed::println);
        printed.flush();
    }
}
