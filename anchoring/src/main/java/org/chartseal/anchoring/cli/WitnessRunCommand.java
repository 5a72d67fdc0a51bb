package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.proof.Verdict;
import org.chartseal.anchoring.witness.Observation;
import org.chartseal.anchoring.witness.Witness;
import org.chartseal.anchoring.witness.WitnessKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a witness. */
@Command(
        name = "run",
        description = {
            "Looks at the log again and again, and signs what may be signed. Prints a line whenever something is new.",
            "A checkpoint that contradicts an earlier one is kept as evidence in the directory of the mirror."
        },
        footer = {
            "",
            "Exit codes: 0 all was well at the last look; 10 the log contradicts itself; 14 nothing could be signed;",
            "2 wrong usage or unreadable input."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class WitnessRunCommand implements Callable<Integer> {
    private static final Duration SHORTEST = Duration.ofMillis(100);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private WitnessKeyOptions key;

    @Option(names = "--trust", paramLabel = "FILE", required = true, description = "trust file, had out of band")
    private Path trust;

    @Option(names = "--mirror", paramLabel = "DIRECTORY", required = true, description = "where the mirror is kept")
    private Path mirror;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "PT30S",
            description = "pause between two looks, ISO 8601 (default: ${DEFAULT-VALUE})")
    private Duration interval;

    @Option(names = "--once", description = "look once and end")
    private boolean once;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        if (server.server == null || server.credentials == null) {
            throw new UsageException("witness run: expected --server and --credentials");
        }
        TrustFile trusted = InputFiles.parse(trust, TrustFile::parse);
        WitnessKey keys = WitnessKey.open(key.key, key.passphrase());
        HttpWitnessedLog log =
                new HttpWitnessedLog(InputFiles.address(server.server), new Http(Credentials.read(server.credentials)));
        PrintWriter out = spec.commandLine().getOut();
        out.println("witness " + keys.address() + " of " + Report.clean(trusted.origin())
                + (keys.cosignatures().isPresent() ? "" : ", without a key for cosignatures"));
        try (Witness witness = Witness.open(
                trusted, log, keys.statements(), keys.cosignatures().orElse(null), mirror, Clock.systemUTC())) {
            return watch(witness, out);
        }
    }

    private int watch(Witness witness, PrintWriter out) throws IOException {
        Duration pause = interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval;
        String printed = "";
        while (true) {
            Observation seen = witness.look();
            if (!seen.text().equals(printed)) {
                printed = seen.text();
                out.println(Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS) + " " + Report.clean(printed));
                out.flush();
            }
            if (once) {
                return exitCode(seen);
            }
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return exitCode(seen);
            }
        }
    }

    private static int exitCode(Observation seen) {
        if (seen instanceof Observation.Consistent) {
            return ExitCode.OK;
        }
        return seen instanceof Observation.Contradicted ? Verdict.TAMPERED.exitCode() : Verdict.INCONCLUSIVE.exitCode();
    }
}
