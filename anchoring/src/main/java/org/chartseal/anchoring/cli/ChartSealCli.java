package org.chartseal.anchoring.cli;

import org.chartseal.anchoring.chain.EthereumAnchorReader;
import org.chartseal.anchoring.chain.EthereumLogFollower;
import org.chartseal.anchoring.chain.Governance;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command {@code chartseal}. */
@Command(
        name = "chartseal",
        description = "Verifies what a ChartSeal server proves about its records.",
        mixinStandardHelpOptions = true)
public final class ChartSealCli {
    /** The one place that names the chain's library. */
    private static final RpcAnchorReaders NODES = EthereumAnchorReader::open;

    private ChartSealCli() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        // The chain's library logs by SLF4J; a command that prints a verdict has no use for it nor for its absence.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(commandLine(NODES).execute(args));
    }

    static CommandLine commandLine(RpcAnchorReaders nodes) {
        CommandLine commands = new CommandLine(new ChartSealCli())
                .addSubcommand(new VerifyCommand(nodes))
                .addSubcommand(new AuditCommand(nodes))
                .addSubcommand(new PromiseCommand())
                .addSubcommand(new RedeemCommand(nodes))
                .addSubcommand(new TrustCommand())
                .addSubcommand(new CommandLine(new WitnessCommand())
                        .addSubcommand(new WitnessInitCommand())
                        .addSubcommand(new WitnessRunCommand()))
                .addSubcommand(RulesCommand.with(Governance::open))
                .addSubcommand(new WatchCommand(EthereumLogFollower::open))
                .addSubcommand(new ExplainCommand());
        commands.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof UsageException) {
                command.getErr().println(exception.getMessage());
                return ExitCode.USAGE;
            }
            throw exception;
        });
        return commands;
    }
}
