package org.chartseal.server.evidence;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.AnchorOutbox;
import org.chartseal.anchoring.evidence.ReceiptProof;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the receipt of each final anchor while nodes still have it, and again where an anchor was moved to another block.
 * What is missing follows from the database alone, so a node that is down and a kill lose nothing but time.
 */
final class Receipts {
    private static final Logger log = LoggerFactory.getLogger(Receipts.class);
    private static final int BATCH = 32;
    private static final int FAILURES = 3;

    private final EvidenceTable table;
    private final AnchorOutbox outbox;
    private final Source source;
    private final Clock clock;
    private final Patience patience;
    private String trouble = "";

    /** Where receipts come from. */
    interface Source {
        /** The receipt of an anchor in its block. */
        ReceiptProof receipt(Anchor anchor) throws IOException;
    }

    Receipts(EvidenceTable table, AnchorOutbox outbox, Source source, Clock clock) {
        this.table = table;
        this.outbox = outbox;
        this.source = source;
        this.clock = clock;
        this.patience = new Patience(clock);
    }

    /**
     * Takes what is missing and due.
     *
     * @param mine whether to go on
     */
    void look(BooleanSupplier mine) {
        List<Long> missing = table.withoutReceipt(BATCH + patience.waiting());
        int failures = 0;
        for (long sequence : missing) {
            if (!patience.due(sequence)) {
                continue;
            }
            if (failures == FAILURES || !mine.getAsBoolean()) {
                return;
            }
            Optional<Anchor> anchor = outbox.finished(sequence).map(AnchorOutbox.Finished::anchor);
            if (anchor.isPresent() && take(anchor.get())) {
                patience.done(sequence);
            } else {
                patience.failed(sequence);
                failures++;
            }
        }
    }

    private boolean take(Anchor anchor) {
        ReceiptProof receipt;
        try {
            receipt = source.receipt(anchor);
        } catch (IOException | RuntimeException noAnswer) {
            return failed(anchor, String.valueOf(noAnswer.getMessage()));
        }
        try {
            table.keep(anchor, EvidenceTable.CHAIN, receipt, clock.instant());
        } catch (IllegalArgumentException tooLong) {
            return failed(anchor, String.valueOf(tooLong.getMessage()));
        }
        trouble = "";
        return true;
    }

    private boolean failed(Anchor anchor, String reason) {
        if (!reason.equals(trouble)) {
            trouble = reason;
            log.warn("The receipt of anchor {} is not to be had yet: {}", anchor.sequence(), reason);
        }
        return false;
    }
}
