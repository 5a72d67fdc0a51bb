package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.chartseal.anchoring.chain.Governance;
import org.chartseal.anchoring.chain.Statement;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Drafts that a proposal is taken back. */
@Command(
        name = "withdraw",
        description = "Drafts that what is proposed is taken back, with a file for the members to sign.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class RulesWithdrawCommand implements Callable<Integer> {
    private final Governances governances;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RulesOptions options;

    @Mixin
    private DraftOptions draft;

    RulesWithdrawCommand(Governances governances) {
        this.governances = governances;
    }

    @Override
    public Integer call() throws IOException {
        try (Governance governance = options.open(governances)) {
            Governance.Standing standing = RulesOptions.standing(governance);
            if (!standing.proposal().isPending()) {
                throw new UsageException("nothing is proposed for this log");
            }
            draft.write(
                    new Statement.Withdrawal(
                            options.log(),
                            standing.rules().epoch(),
                            standing.proposal().number()),
                    standing,
                    spec.commandLine().getOut());
            return ExitCode.OK;
        }
    }
}
