package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.chartseal.anchoring.chain.Submission.Incident;
import org.chartseal.anchoring.chain.Submission.Kind;
import org.chartseal.anchoring.chain.Submission.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * Brings checkpoints to the chain, one at a time, each exactly once, whatever fails in between.
 *
 * <p>All it knows lies in the outbox and on the chain. {@link #tick} compares the two and takes at most one step, so it
 * may be called at any time, any number of times, and after a kill at any instant. A checkpoint is signed, stored, and
 * only then sent; the same bytes are sent again till they are mined or replaced with a higher fee at the same nonce.
 * The contract appends by comparison, so that even two attempts that are both mined anchor once.
 */
public final class Submitter {
    private final AnchorChain chain;
    private final ChainIdentity pinned;
    private final AnchorOutbox outbox;
    private final SubmitterSettings settings;
    private final Quorum quorum;
    private final Flight flight;
    private final AtomicReference<@Nullable Offer> offered = new AtomicReference<>();

    /**
     * A submitter for one log.
     *
     * @param pinned what the chain must be, as it was when the log was created
     * @param endorsements has proofs and signatures; while it has too few signatures, the anchor waits
     */
    public Submitter(
            AnchorChain chain,
            ChainIdentity pinned,
            AnchorOutbox outbox,
            Endorsements endorsements,
            SubmitterSettings settings,
            Clock clock) {
        this(chain, pinned, outbox, endorsements, settings, Quorum.ofOne(pinned, settings), clock);
    }

    /**
     * A submitter for one log that believes what a quorum of endpoints says.
     *
     * @param pinned what the chain must be, as it was when the log was created
     * @param endorsements has proofs and signatures; while it has too few signatures, the anchor waits
     * @param quorum asked before an anchor is final, and before one is found to have moved
     */
    public Submitter(
            AnchorChain chain,
            ChainIdentity pinned,
            AnchorOutbox outbox,
            Endorsements endorsements,
            SubmitterSettings settings,
            Quorum quorum,
            Clock clock) {
        this.chain = chain;
        this.pinned = pinned;
        this.outbox = outbox;
        this.settings = settings;
        this.quorum = quorum;
        this.flight = new Flight(chain, pinned, outbox, endorsements, settings, quorum, clock);
    }

    /** What anyone may read of the log. */
    public AnchorReader reader() {
        return chain.reader();
    }

    /**
     * Offers a checkpoint. The largest tree offered while another is in flight is the next to go; what is smaller than
     * that, or final already, is passed over. An offer is not kept over a restart: offer the newest checkpoint again.
     *
     * @param treeSize leaves under the root, at least 1
     * @param root RFC 6962 tree head hash, 32 bytes
     */
    public void offer(long treeSize, byte[] root) {
        if (treeSize < 1 || root.length != 32) {
            throw new IllegalArgumentException("offer: expected a tree size from 1 and a root of 32 bytes, found "
                    + treeSize + " and " + root.length + " bytes");
        }
        Offer next = new Offer(treeSize, HexFormat.of().formatHex(root));
        offered.accumulateAndGet(
                next,
                (before, now) -> before == null || now == null || now.treeSize() > before.treeSize() ? now : before);
    }

    /** Compares outbox and chain and takes the next step. Never throws for anything the node does. */
    public synchronized Submission tick() {
        try {
            Optional<Submission> doubt = quorum.contradiction();
            if (doubt.isPresent()) {
                return doubt.get();
            }
            ChainIdentity found = chain.reader().identity();
            if (!found.equals(pinned)) {
                return new Incident(Kind.REPLACED_CHAIN, "chain: expected " + pinned + ", found " + found);
            }
            Optional<AnchorOutbox.Finished> newest = outbox.newest();
            // The nonce before the head: had an attempt used it up in between, the head would show its anchor.
            long nonce = chain.nextNonce();
            LogHead head = chain.logHead();
            Optional<Submission> trouble = compare(newest, head);
            if (trouble.isPresent()) {
                return trouble.get();
            }
            Optional<PendingAnchor> inFlight = outbox.inFlight();
            if (inFlight.isEmpty()) {
                inFlight = openNext(newest);
            }
            if (inFlight.isPresent()) {
                return flight.step(inFlight.get(), head, nonce);
            }
            return beyond(newest, head).orElseGet(() -> new Submission.Idle(newest.map(AnchorOutbox.Finished::anchor)));
        } catch (IOException e) {
            return new Waiting(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Anchors again what the chain has lost, with the bytes that were mined before: for an operator to call who has
     * looked at a {@link Kind#LOST_ANCHOR} incident. Only if what the chain still has is a prefix of the outbox.
     *
     * @return how many anchors were sent
     * @throws IOException if the node fails, or the chain's log is no prefix
     */
    public synchronized long resendLost() throws IOException {
        return new LostAnchors(chain, pinned, outbox).resend();
    }

    /** What is final must still be there, and nothing but it below what is in flight. */
    private Optional<Submission> compare(Optional<AnchorOutbox.Finished> newest, LogHead head) throws IOException {
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        PendingAnchor last = newest.get().pending();
        Anchor anchor = newest.get().anchor();
        long height = chain.blockNumber();
        if (head.sequence() < last.sequence()) {
            if (height < anchor.blockNumber()) {
                return Optional.of(new Waiting("node: expected block " + anchor.blockNumber()
                        + ", which holds the newest final anchor, found it at block " + height));
            }
            return Optional.of(new Incident(
                    Kind.LOST_ANCHOR,
                    "log: expected anchor " + last.sequence() + ", which was final, found " + head.sequence()
                            + " at block " + height));
        }
        if (head.sequence() == last.sequence() && !head.head().equals(last.head(pinned.logId()))) {
            return Optional.of(new Incident(
                    Kind.FOREIGN_HEAD,
                    "log: expected head " + last.head(pinned.logId()) + " at anchor " + last.sequence() + ", found "
                            + head.head()));
        }
        return relocated(newest.get(), head);
    }

    /** Final anchors in other blocks: moved by a deeper reorganisation than was trusted, or anchored again. */
    private Optional<Submission> relocated(AnchorOutbox.Finished newest, LogHead head) throws IOException {
        Optional<AnchorOutbox.Finished> next = Optional.of(newest);
        while (next.isPresent() && !stands(next.get().anchor())) {
            Anchor before = next.get().anchor();
            Optional<Anchor> now = chain.reader().anchor(before.sequence());
            if (now.isEmpty() || !next.get().pending().isSameAs(now.get())) {
                return quorum.disputed(before.sequence(), now)
                        .or(() -> Optional.of(new Incident(
                                head.sequence() > before.sequence() ? Kind.FOREIGN_HEAD : Kind.LOST_ANCHOR,
                                "anchor " + before.sequence() + ": expected " + before + ", found "
                                        + now.map(Anchor::toString).orElse("none"))));
            }
            if (!settings.isFinal(chain, now.get().blockNumber())) {
                return Optional.of(new Waiting("anchor " + before.sequence() + ": expected in block "
                        + before.blockHash() + ", found moved to " + now.get().blockHash() + ", not final yet"));
            }
            Optional<Submission> doubt = quorum.confirm(now.get());
            if (doubt.isPresent()) {
                return doubt;
            }
            outbox.relocate(before.sequence(), now.get());
            next = outbox.finished(before.sequence() - 1);
        }
        return Optional.empty();
    }

    private boolean stands(Anchor anchor) throws IOException {
        return chain.blockHash(anchor.blockNumber())
                .filter(anchor.blockHash()::equals)
                .isPresent();
    }

    private Optional<PendingAnchor> openNext(Optional<AnchorOutbox.Finished> newest) {
        Offer offer = offered.get();
        long covered = newest.map(finished -> finished.pending().treeSize()).orElse(0L);
        if (offer == null || offer.treeSize() <= covered) {
            return Optional.empty();
        }
        PendingAnchor next = new PendingAnchor(
                newest.map(finished -> finished.pending().sequence()).orElse(0L) + 1,
                newest.map(finished -> finished.pending().head(pinned.logId())).orElse(PendingAnchor.NO_HEAD),
                offer.treeSize(),
                offer.root());
        outbox.open(next);
        offered.compareAndSet(offer, null);
        return Optional.of(next);
    }

    private static Optional<Submission> beyond(Optional<AnchorOutbox.Finished> newest, LogHead head) {
        long expected = newest.map(finished -> finished.pending().sequence()).orElse(0L);
        return head.sequence() == expected
                ? Optional.empty()
                : Optional.of(new Incident(
                        Kind.FOREIGN_HEAD,
                        "log: expected anchor " + expected + " to be the newest, found " + head.sequence()));
    }
}
