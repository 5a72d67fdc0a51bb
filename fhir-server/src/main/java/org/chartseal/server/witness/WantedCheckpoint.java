package org.chartseal.server.witness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.LogRules;
import org.chartseal.anchoring.chain.Statement;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.SignedCheckpoint;

/**
 * What waits for members' signatures.
 *
 * @param log on its chain
 * @param rules in force
 * @param treeSize leaves under the root
 * @param root 64 lower-case hex digits
 * @param since when it was first wanted
 */
record WantedCheckpoint(ChainIdentity log, LogRules rules, long treeSize, String root, Instant since) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What each member signs. */
    Statement.Checkpoint statement() {
        return new Statement.Checkpoint(log, rules.epoch(), treeSize, root);
    }

    /** Whether a checkpoint is of this tree. */
    boolean isOf(Checkpoint checkpoint) {
        return checkpoint.size() == treeSize
                && HexFormat.of().formatHex(checkpoint.root()).equals(root);
    }

    /**
     * As a witness reads it.
     *
     * @param note the checkpoint as the log signed it: a witness that comes to it on its way cosigns it
     */
    String json(Optional<SignedCheckpoint> note) {
        ObjectNode json = JSON.createObjectNode()
                .put("chainId", Long.toString(log.chainId()))
                .put("contract", log.contract())
                .put("logId", log.logId())
                .put("epoch", Long.toString(rules.epoch()))
                .put("threshold", rules.threshold());
        rules.members().forEach(json.putArray("members")::add);
        json.put("treeSize", Long.toString(treeSize)).put("root", root);
        note.ifPresent(signed -> json.put("checkpoint", signed.text()));
        return json + "\n";
    }
}
