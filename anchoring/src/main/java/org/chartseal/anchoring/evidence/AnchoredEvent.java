package org.chartseal.anchoring.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.chartseal.anchoring.devchain.evm.Keccak;

/**
 * The contract's event {@code Anchored(bytes32 indexed logId, uint64 indexed sequence, uint64 treeSize, bytes32 root,
 * bytes32 head)}.
 *
 * @param sequence position among the log's anchors
 * @param treeSize leaves under the root
 * @param root 32 bytes
 */
public record AnchoredEvent(long sequence, long treeSize, byte[] root) {
    private static final byte[] TOPIC =
            Keccak.hash("Anchored(bytes32,uint64,uint64,bytes32,bytes32)".getBytes(US_ASCII));
    private static final int WORD = 32;

    /**
     * Reads a log, empty if it is no such event of this contract and this log.
     *
     * @param contract 20 bytes
     * @param logId 32 bytes
     */
    public static Optional<AnchoredEvent> of(EvmLog log, byte[] contract, byte[] logId) {
        if (!Arrays.equals(log.address(), contract)
                || log.topics().size() != 3
                || log.data().length != 3 * WORD
                || !Arrays.equals(log.topics().get(0), TOPIC)
                || !Arrays.equals(log.topics().get(1), logId)) {
            return Optional.empty();
        }
        BigInteger sequence = new BigInteger(1, log.topics().get(2));
        BigInteger treeSize = new BigInteger(1, Arrays.copyOf(log.data(), WORD));
        if (sequence.bitLength() >= Long.SIZE || treeSize.bitLength() >= Long.SIZE) {
            return Optional.empty();
        }
        return Optional.of(new AnchoredEvent(
                sequence.longValue(), treeSize.longValue(), Arrays.copyOfRange(log.data(), WORD, 2 * WORD)));
    }
}
