package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.chartseal.anchoring.chain.Governance;
import org.chartseal.anchoring.chain.Statement;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Drafts a change of who publishes or signs. */
@Command(
        name = "change",
        description = {
            "Drafts a change of publisher, threshold or members, with a file for the members to sign.",
            "What is not named stays as it is."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class RulesChangeCommand implements Callable<Integer> {
    private final Governances governances;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RulesOptions options;

    @Mixin
    private DraftOptions draft;

    @Option(names = "--publisher", paramLabel = "ADDRESS", description = "who publishes from then on")
    private @Nullable String publisher;

    @Option(names = "--threshold", paramLabel = "M", description = "how many members sign from then on")
    private @Nullable Integer threshold;

    @Option(names = "--member", paramLabel = "ADDRESS", description = "a member from then on; once for each of all")
    private List<String> members = List.of();

    RulesChangeCommand(Governances governances) {
        this.governances = governances;
    }

    @Override
    public Integer call() throws IOException {
        try (Governance governance = options.open(governances)) {
            Governance.Standing standing = RulesOptions.standing(governance);
            Statement change = new Statement.Change(
                    options.log(),
                    standing.rules().epoch(),
                    standing.proposal().number() + 1,
                    publisher == null ? standing.head().publisher() : address(publisher),
                    threshold == null ? standing.rules().threshold() : threshold,
                    members.isEmpty()
                            ? standing.rules().members()
                            : members.stream()
                                    .map(RulesChangeCommand::address)
                                    .sorted()
                                    .toList());
            draft.write(change, standing, spec.commandLine().getOut());
            return ExitCode.OK;
        }
    }

    private static String address(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.matches("0x[0-9a-f]{40}")) {
            throw new UsageException(text + ": expected an address, 0x and 40 hex digits");
        }
        return lower;
    }
}
