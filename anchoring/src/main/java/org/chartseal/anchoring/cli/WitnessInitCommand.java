package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.witness.WitnessKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a witness's key. */
@Command(
        name = "init",
        description = {
            "Makes the signing keys of a witness. Shows the address, which goes into the log's rules, and the verifier key",
            "of its cosignatures, which officers pin."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class WitnessInitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private WitnessKeyOptions options;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "name of the cosigner, an address of the institution without its scheme, such as"
                    + " witness.hospital.example (default: one that the chain's address makes)")
    private @Nullable String name;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            WitnessKey key = WitnessKey.create(options.key, options.passphrase(), name);
            out.println("address  " + key.address());
            key.cosignatures()
                    .ifPresent(cosigner ->
                            out.println("vkey     " + cosigner.cosigner().vkey()));
        } catch (CheckpointFormatException e) {
            throw new UsageException("--name: " + e.getMessage());
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(options.key + ": expected no file there yet");
        }
        out.flush();
        return ExitCode.OK;
    }
}
