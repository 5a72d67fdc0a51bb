package org.chartseal.anchoring.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.chartseal.anchoring.proof.PromiseFile;
import org.chartseal.anchoring.proof.ProofFormatException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a promise file out of what a client was answered. */
@Command(
        name = "promise",
        description = "Makes a *.fhirpromise.json of what the client of a write was answered, to be kept.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class PromiseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--header",
            paramLabel = "VALUE",
            required = true,
            description = "value of the response's ChartSeal-Promise header")
    private String header;

    @Option(
            names = "--response",
            paramLabel = "FILE",
            description = "the response's body in JSON, where the versions are named in it: of a batch or transaction")
    private @Nullable Path response;

    @Option(
            names = "--resource-version",
            paramLabel = "VERSION",
            description = "what a single write made, such as Patient/p1/_history/1")
    private @Nullable String version;

    @Override
    public Integer call() {
        PromiseFile file;
        try {
            file = PromiseFile.of(header, response == null ? null : InputFiles.bytes(response), version);
        } catch (ProofFormatException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        spec.commandLine().getOut().print(file.json());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
