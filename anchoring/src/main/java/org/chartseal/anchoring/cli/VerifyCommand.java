package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.chartseal.anchoring.chain.AnchorReader;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.proof.AnyProofFile;
import org.chartseal.anchoring.proof.PatientProofFile;
import org.chartseal.anchoring.proof.PatientProofVerifier;
import org.chartseal.anchoring.proof.ProofFile;
import org.chartseal.anchoring.proof.ProofFormatException;
import org.chartseal.anchoring.proof.ProofVerifier;
import org.chartseal.anchoring.proof.ProvenBundle;
import org.chartseal.anchoring.proof.ProvenBundleVerifier;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.proof.Verification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges one proof file. */
@Command(
        name = "verify",
        description = "Judges one proof file, of a version or of a whole patient, against a trust file.",
        footer = {
            "",
            "Exit codes: 0 VERIFIED, 10 TAMPERED, 11 WITHHELD, 12 ERASED, 13 NOT_VERIFIABLE,",
            "14 INCONCLUSIVE, 15 PENDING, 2 wrong usage or unreadable input."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class VerifyCommand implements Callable<Integer> {
    private final RpcAnchorReaders nodes;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PROOF", description = "the *.fhirproof.json file, or a Bundle with one in it")
    private Path proof;

    @Option(names = "--trust", paramLabel = "FILE", required = true, description = "trust file, had out of band")
    private Path trust;

    @Option(
            names = "--resource",
            paramLabel = "FILE",
            description = "exported copy of the resource to compare with the log")
    private @Nullable Path resource;

    @Option(names = "--rpc", paramLabel = "URL", description = "node of the chain to ask for the anchor")
    private @Nullable String rpc;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Option(names = "--no-color", description = "print no terminal colours")
    private boolean noColor;

    @Mixin
    private ServerOptions server;

    VerifyCommand(RpcAnchorReaders nodes) {
        this.nodes = nodes;
    }

    @Override
    public Integer call() {
        TrustFile trusted = InputFiles.parse(trust, TrustFile::parse);
        Verification result = ProvenBundle.isMeantBy(InputFiles.bytes(proof)) ? bundle(trusted) : proof(trusted);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Report.json(result));
        } else {
            Report.print(result, out, !noColor && Ansi.AUTO.enabled());
        }
        out.flush();
        return result.verdict().exitCode();
    }

    private Verification bundle(TrustFile trusted) {
        ProvenBundle bundle = InputFiles.parse(proof, ProvenBundle::parse);
        if (resource != null) {
            throw new UsageException(resource + ": expected no copy beside a Bundle");
        }
        return new ProvenBundleVerifier(trusted).verify(bundle, server.open(), node(trusted.chain()));
    }

    private Verification proof(TrustFile trusted) {
        AnyProofFile file = InputFiles.parse(proof, AnyProofFile::parse);
        return file instanceof PatientProofFile patient ? patient(patient, trusted) : leaf((ProofFile) file, trusted);
    }

    private Verification leaf(ProofFile file, TrustFile trusted) {
        byte[] copy = resource == null ? null : InputFiles.bytes(resource);
        try {
            return new ProofVerifier(trusted).verify(file, copy, server.open(), node(trusted.chain()));
        } catch (ProofFormatException e) {
            throw new UsageException(resource + ": " + e.getMessage());
        }
    }

    private Verification patient(PatientProofFile file, TrustFile trusted) {
        if (resource != null) {
            throw new UsageException(resource + ": expected no copy beside the proof of a whole patient");
        }
        return new PatientProofVerifier(trusted).verify(file, server.open(), node(trusted.chain()));
    }

    private @Nullable AnchorReader node(ChainIdentity chain) {
        if (rpc == null) {
            return null;
        }
        try {
            return nodes.open(InputFiles.address(rpc), chain);
        } catch (IOException e) {
            return new UnreachableNode(e);
        }
    }
}
