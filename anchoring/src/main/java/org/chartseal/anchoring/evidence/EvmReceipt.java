package org.chartseal.anchoring.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chartseal.anchoring.devchain.evm.Rlp;

/**
 * The receipt of a transaction that succeeded (yellow paper, 4.3.1; EIP-658, EIP-2718): legacy, or of a type up to 127
 * with the same four fields.
 *
 * @param logs in their order
 */
public record EvmReceipt(List<EvmLog> logs) {
    private static final String MALFORMED = "the receipt is no receipt of a transaction that succeeded";
    private static final int BLOOM = 256;
    private static final int MAX_TOPICS = 4;

    public EvmReceipt {
        logs = List.copyOf(logs);
    }

    /**
     * Reads a receipt as it stands in the trie.
     *
     * @throws EvidenceException if it is none, or the transaction failed and so logged nothing
     */
    public static EvmReceipt parse(byte[] encoded) {
        try {
            boolean typed = encoded.length > 0 && encoded[0] >= 0;
            Rlp.Sequence fields = Rlp.decodeList(typed ? Arrays.copyOfRange(encoded, 1, encoded.length) : encoded)
                    .ofSize(4);
            byte[] status = fields.bytes(0);
            fields.integer(1);
            if (status.length != 1 || status[0] != 1 || fields.bytes(2).length != BLOOM) {
                throw new EvidenceException(MALFORMED);
            }
            List<EvmLog> logs = new ArrayList<>();
            for (Rlp.Item item : fields.sequence(3).items()) {
                logs.add(log(((Rlp.Sequence) item).ofSize(3)));
            }
            return new EvmReceipt(logs);
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new EvidenceException(MALFORMED);
        }
    }

    private static EvmLog log(Rlp.Sequence fields) {
        List<byte[]> topics = new ArrayList<>();
        for (Rlp.Item item : fields.sequence(1).items()) {
            topics.add(((Rlp.Text) item).bytes());
        }
        EvmLog log = new EvmLog(fields.bytes(0), topics, fields.bytes(2));
        if (log.address().length != 20
                || topics.size() > MAX_TOPICS
                || topics.stream().anyMatch(topic -> topic.length != 32)) {
            throw new EvidenceException(MALFORMED);
        }
        return log;
    }
}
