package org.chartseal.anchoring.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.chartseal.anchoring.chain.Governance;
import org.chartseal.anchoring.chain.LogRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows a log's rules. */
@Command(
        name = "show",
        description = "Shows who publishes and who signs a log, and what is proposed.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class RulesShowCommand implements Callable<Integer> {
    private final Governances governances;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RulesOptions options;

    RulesShowCommand(Governances governances) {
        this.governances = governances;
    }

    @Override
    public Integer call() {
        try (Governance governance = options.open(governances)) {
            Governance.Standing standing = RulesOptions.standing(governance);
            LogRules rules = standing.rules();
            PrintWriter out = spec.commandLine().getOut();
            out.println("log         " + options.log().logId());
            out.println("anchors     " + standing.head().sequence() + ", of "
                    + standing.head().treeSize() + " leaves");
            out.println("publisher   " + standing.head().publisher());
            out.println("epoch       " + rules.epoch());
            out.println("threshold   " + rules.threshold() + " of "
                    + rules.members().size() + ", never below " + rules.floor());
            rules.members().forEach(member -> out.println("member      " + member));
            out.println("delay       " + rules.delay() + " s");
            out.println(
                    standing.proposal().isPending()
                            ? "proposed    " + standing.proposal().number() + ", can be made from "
                                    + Instant.ofEpochSecond(standing.proposal().readyAt())
                            : "proposed    nothing");
            out.flush();
            return ExitCode.OK;
        }
    }
}
