package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import org.chartseal.anchoring.chain.StatementSigner;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.rules.Decision;
import org.chartseal.anchoring.rules.DecisionFile;
import org.chartseal.anchoring.witness.DurableFile;
import org.chartseal.anchoring.witness.WitnessKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs a drafted decision. */
@Command(
        name = "sign",
        description = {
            "Shows what a drafted decision says. With --yes it adds this member's signature to the file: needs no network."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class RulesSignCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DECISION", description = "the file that was drafted")
    private Path file;

    @Option(names = "--trust", paramLabel = "FILE", required = true, description = "trust file, had out of band")
    private Path trust;

    @Mixin
    private WitnessKeyOptions key;

    @Option(names = "--yes", description = "sign it")
    private boolean yes;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        Decision decision = read(file);
        if (!decision.statement()
                .log()
                .equals(InputFiles.parse(trust, TrustFile::parse).chain())) {
            throw new UsageException(file + ": expected a decision about the log that the trust file pins");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (!yes) {
            decision.text().forEach(out::println);
            out.println("Not signed. Read it, and sign it with --yes.");
            out.flush();
            return ExitCode.OK;
        }
        StatementSigner signer = WitnessKey.open(key.key, key.passphrase()).statements();
        Decision signed;
        try {
            signed = decision.signedBy(signer.sign(decision.statement()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
        DurableFile.write(file, DecisionFile.bytes(signed));
        signed.text().forEach(out::println);
        out.flush();
        return ExitCode.OK;
    }

    static Decision read(Path file) {
        byte[] bytes = InputFiles.bytes(file);
        try {
            return DecisionFile.parse(bytes);
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    static @Nullable String missing(Decision decision) {
        return decision.isDecided()
                ? null
                : "expected " + decision.rules().threshold() + " signatures, found "
                        + decision.signatures().size();
    }
}
