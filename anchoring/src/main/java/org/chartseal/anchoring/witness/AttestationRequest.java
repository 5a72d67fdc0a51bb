package org.chartseal.anchoring.witness;

import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.jspecify.annotations.Nullable;

/**
 * What a log asks its members to sign for the chain.
 *
 * @param chainId EIP-155 chain id
 * @param contract 0x and 40 lower-case hex digits
 * @param logId 0x and 64 lower-case hex digits
 * @param epoch of the rules in force
 * @param treeSize leaves under the root
 * @param root 64 lower-case hex digits
 * @param note the checkpoint of this tree as the log signed it, null if the log does not say
 */
public record AttestationRequest(
        long chainId,
        String contract,
        String logId,
        long epoch,
        long treeSize,
        String root,
        @Nullable SignedCheckpoint note) {

    /** A request of a log that shows no checkpoint with it. */
    public AttestationRequest(long chainId, String contract, String logId, long epoch, long treeSize, String root) {
        this(chainId, contract, logId, epoch, treeSize, root, null);
    }

    /** Whether the same signature is asked for. */
    boolean asksAs(AttestationRequest other) {
        return chainId == other.chainId
                && contract.equals(other.contract)
                && logId.equals(other.logId)
                && epoch == other.epoch
                && treeSize == other.treeSize
                && root.equals(other.root);
    }

    /** Whether the note that came with the request is of its tree. */
    boolean isOf(Checkpoint checkpoint) {
        return checkpoint.size() == treeSize
                && java.util.HexFormat.of().formatHex(checkpoint.root()).equals(root);
    }
}
