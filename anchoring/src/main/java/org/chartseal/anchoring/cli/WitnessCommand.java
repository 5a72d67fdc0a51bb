package org.chartseal.anchoring.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an institution runs that co-signs another one's log. */
@Command(
        name = "witness",
        description = {
            "Co-signs a log of another institution: mirrors its entries, recomputes its roots, and signs for the chain",
            "only what continues all that it signed before."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class WitnessCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "witness: expected init or run");
    }
}
