package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import org.chartseal.anchoring.witness.WitnessKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes a witness's key. */
@Command(
        name = "init",
        description = "Makes the signing key of a witness and shows its address, which goes into the log's rules.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class WitnessInitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private WitnessKeyOptions options;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println("address  "
                    + WitnessKey.create(options.key, options.passphrase()).address());
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(options.key + ": expected no file there yet");
        }
        out.flush();
        return ExitCode.OK;
    }
}
