package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.chartseal.anchoring.chain.Governance;
import org.chartseal.anchoring.chain.Statement;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.log.SignedCheckpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Drafts the end of a log. */
@Command(
        name = "close",
        description = {
            "Drafts the closing of a log for good, with a file for the members to sign: at the checkpoint that they",
            "stand by, and with the name of the log that goes on from there."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class RulesCloseCommand implements Callable<Integer> {
    private final Governances governances;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RulesOptions options;

    @Mixin
    private DraftOptions draft;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            required = true,
            description = "signed checkpoint of the leaves that stay valid, at most the anchored ones")
    private Path checkpoint;

    @Option(
            names = "--successor",
            paramLabel = "LOG",
            defaultValue = "0x0000000000000000000000000000000000000000000000000000000000000000",
            description = "id of the log that goes on, 0x and 64 hex digits (default: none)")
    private String successor;

    RulesCloseCommand(Governances governances) {
        this.governances = governances;
    }

    @Override
    public Integer call() throws IOException {
        if (!successor.toLowerCase(Locale.ROOT).matches("0x[0-9a-f]{64}")) {
            throw new UsageException(successor + ": expected the id of a log, 0x and 64 hex digits");
        }
        Checkpoint last = read();
        try (Governance governance = options.open(governances)) {
            Governance.Standing standing = RulesOptions.standing(governance);
            Statement closing = new Statement.Closing(
                    options.log(),
                    standing.rules().epoch(),
                    standing.proposal().number() + 1,
                    last.size(),
                    HexFormat.of().formatHex(last.root()),
                    successor.toLowerCase(Locale.ROOT));
            draft.write(closing, standing, spec.commandLine().getOut());
            return ExitCode.OK;
        }
    }

    private Checkpoint read() {
        SignedCheckpoint read;
        try {
            read = SignedCheckpoint.parse(new String(InputFiles.bytes(checkpoint), StandardCharsets.UTF_8));
        } catch (CheckpointFormatException e) {
            throw new UsageException(checkpoint + ": " + e.getMessage());
        }
        if (!options.signed(read)) {
            throw new UsageException(checkpoint + ": expected a checkpoint of this log by a pinned key, found one of "
                    + Report.clean(read.checkpoint().origin()));
        }
        return read.checkpoint();
    }
}
