package org.chartseal.anchoring.cli;

import org.chartseal.anchoring.evidence.EvidenceException;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.chartseal.anchoring.evidence.EvmHeader;
import org.chartseal.anchoring.evidence.OpenTimestamp;
import org.chartseal.anchoring.evidence.ReceiptProof;
import org.chartseal.anchoring.evidence.TimestampToken;

/** What a piece of evidence says of itself, in plain words. */
final class EvidenceExplanation {
    private EvidenceExplanation() {}

    static String of(EvidenceItem item) {
        if (item instanceof ReceiptProof receipt) {
            return receipt(receipt);
        }
        if (item instanceof TimestampToken token) {
            return "time stamp token (RFC 3161) of " + token.der().length + " bytes";
        }
        if (item instanceof OpenTimestamp open) {
            return "OpenTimestamps file of " + open.file().length + " bytes";
        }
        throw new IllegalStateException("expected a kind of evidence that is known, found " + item);
    }

    private static String receipt(ReceiptProof receipt) {
        String what = "receipt of transaction " + receipt.transactionIndex() + ", log " + receipt.logIndex();
        try {
            EvmHeader header = EvmHeader.parse(receipt.header());
            return what + ", in block " + header.number() + " of " + header.timestamp() + " s since 1970";
        } catch (EvidenceException e) {
            return what + ": " + e.reason();
        }
    }
}
