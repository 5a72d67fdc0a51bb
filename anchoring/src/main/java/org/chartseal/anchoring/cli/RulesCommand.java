package org.chartseal.anchoring.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the members of a log decide together. */
@Command(
        name = "rules",
        description = {
            "Changes who signs and who publishes a log, or closes it: by so many of its members' signatures as its rules",
            "ask for, and after their delay. One of them drafts a file (change, close, withdraw), each signs it (sign),",
            "and anyone who pays sends it (send): once to propose it, and again when its delay is over."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class RulesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    static CommandLine with(Governances governances) {
        return new CommandLine(new RulesCommand())
                .addSubcommand(new RulesShowCommand(governances))
                .addSubcommand(new RulesChangeCommand(governances))
                .addSubcommand(new RulesCloseCommand(governances))
                .addSubcommand(new RulesWithdrawCommand(governances))
                .addSubcommand(new RulesSignCommand())
                .addSubcommand(new RulesSendCommand(governances));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "rules: expected show, change, close, withdraw, sign or send");
    }
}
