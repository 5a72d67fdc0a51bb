package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.Governance;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.proof.TrustFile;
import picocli.CommandLine.Option;

/** Which log is decided about, and where its contract is asked. */
@SuppressWarnings("NullAway.Init")
final class RulesOptions {
    @Option(names = "--trust", paramLabel = "FILE", required = true, description = "trust file, had out of band")
    private Path trust;

    @Option(names = "--rpc", paramLabel = "URL", required = true, description = "node of the chain")
    private String rpc;

    ChainIdentity log() {
        return InputFiles.parse(trust, TrustFile::parse).chain();
    }

    boolean signed(SignedCheckpoint checkpoint) {
        return InputFiles.parse(trust, TrustFile::parse).signed(checkpoint);
    }

    Governance open(Governances governances) {
        return governances.open(InputFiles.address(rpc), log());
    }

    /** How the log stands, and a reason instead of a trace where it cannot be told. */
    static Governance.Standing standing(Governance governance) {
        try {
            return governance.standing();
        } catch (IOException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
