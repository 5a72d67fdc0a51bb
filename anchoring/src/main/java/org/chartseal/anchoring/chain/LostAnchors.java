package org.chartseal.anchoring.chain;

import java.io.IOException;

/** Sends again what was final and is gone, as after a node was restored from an old copy. */
final class LostAnchors {
    private final AnchorChain chain;
    private final ChainIdentity pinned;
    private final AnchorOutbox outbox;

    LostAnchors(AnchorChain chain, ChainIdentity pinned, AnchorOutbox outbox) {
        this.chain = chain;
        this.pinned = pinned;
        this.outbox = outbox;
    }

    long resend() throws IOException {
        ChainIdentity found = chain.reader().identity();
        if (!found.equals(pinned)) {
            throw new IOException("chain: expected " + pinned + ", found " + found);
        }
        LogHead head = chain.logHead();
        String expected = head.sequence() == 0
                ? PendingAnchor.NO_HEAD
                : outbox.finished(head.sequence())
                        .map(finished -> finished.pending().head(pinned.logId()))
                        .orElse("no anchor " + head.sequence());
        if (!expected.equals(head.head())) {
            throw new IOException("log: expected the prefix with head " + expected + ", found " + head.head());
        }
        long last =
                outbox.newest().map(finished -> finished.pending().sequence()).orElse(0L);
        for (long sequence = head.sequence() + 1; sequence <= last; sequence++) {
            chain.send(minedBytes(sequence));
        }
        return last - head.sequence();
    }

    private byte[] minedBytes(long sequence) throws IOException {
        String mined = outbox.finished(sequence)
                .map(finished -> finished.anchor().transactionHash())
                .orElse("");
        return outbox.attempts(sequence).stream()
                .filter(attempt -> attempt.transactionHash().equals(mined))
                .map(Attempt::raw)
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "anchor " + sequence + ": expected an attempt with hash " + mined + ", found none"));
    }
}
