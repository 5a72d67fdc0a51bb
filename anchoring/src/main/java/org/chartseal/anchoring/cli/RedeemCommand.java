package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.chartseal.anchoring.chain.AnchorReader;
import org.chartseal.anchoring.proof.PromiseFile;
import org.chartseal.anchoring.proof.PromiseVerifier;
import org.chartseal.anchoring.proof.ProofFile;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.proof.Verification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Redeems one promise. */
@Command(
        name = "redeem",
        description = {
            "Judges whether a promise was kept, by the proofs of the versions that it is of.",
            "That it was broken, 'audit --promise' tells: it looks at all leaves."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class RedeemCommand implements Callable<Integer> {
    private final RpcAnchorReaders nodes;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PROMISE", description = "the *.fhirpromise.json file")
    private Path promise;

    @Option(names = "--trust", paramLabel = "FILE", required = true, description = "trust file, had out of band")
    private Path trust;

    @Option(
            names = "--proof",
            paramLabel = "FILE",
            description = "*.fhirproof.json of a version that the promise is of; once for each")
    private List<Path> proofs = List.of();

    @Option(names = "--rpc", paramLabel = "URL", description = "node of the chain to ask for the anchors")
    private @Nullable String rpc;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Option(names = "--no-color", description = "print no terminal colours")
    private boolean noColor;

    RedeemCommand(RpcAnchorReaders nodes) {
        this.nodes = nodes;
    }

    @Override
    public Integer call() {
        TrustFile trusted = InputFiles.parse(trust, TrustFile::parse);
        Verification result = new PromiseVerifier(trusted)
                .verify(
                        InputFiles.parse(promise, PromiseFile::parse),
                        proofs.stream()
                                .map(file -> InputFiles.parse(file, ProofFile::parse))
                                .toList(),
                        node(trusted));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Report.json(result));
        } else {
            Report.print(result, out, !noColor && Ansi.AUTO.enabled());
        }
        out.flush();
        return result.verdict().exitCode();
    }

    private @Nullable AnchorReader node(TrustFile trusted) {
        if (rpc == null) {
            return null;
        }
        try {
            return nodes.open(InputFiles.address(rpc), trusted.chain());
        } catch (IOException e) {
            return new UnreachableNode(e);
        }
    }
}
