package org.chartseal.anchoring.chain;

import java.util.List;
import java.util.Optional;

/**
 * The durable memory of a {@link Submitter}: whatever a method has taken is still there after the process was killed
 * at any later instant. At most one anchor is in flight. One submitter writes; readers may be many.
 */
public interface AnchorOutbox {
    /** The anchor that was opened and not yet finished. */
    Optional<PendingAnchor> inFlight();

    /** The finished anchor with this sequence number. */
    Optional<Finished> finished(long sequence);

    /** The finished anchor with the greatest sequence number. */
    Optional<Finished> newest();

    /**
     * Takes an anchor in flight.
     *
     * @throws IllegalStateException if one is in flight, or the sequence is not the newest finished one's plus one
     */
    void open(PendingAnchor pending);

    /**
     * Adds a signed transaction for the anchor in flight. To be committed before a byte of it is sent.
     *
     * @throws IllegalStateException if no anchor with this sequence is in flight, or the attempt's number is not the
     *     last one's plus one
     */
    void addAttempt(long sequence, Attempt attempt);

    /** All attempts for an anchor by number, of finished anchors too; empty if there are none. */
    List<Attempt> attempts(long sequence);

    /**
     * Ends the flight: the anchor is final on the chain.
     *
     * @throws IllegalStateException if no anchor with this sequence is in flight
     */
    void finish(long sequence, Anchor anchor);

    /**
     * Replaces where a finished anchor stands, once it was anchored again after its node had lost it.
     *
     * @throws IllegalStateException if no anchor with this sequence is finished
     */
    void relocate(long sequence, Anchor anchor);

    /**
     * An anchor that is final.
     *
     * @param pending what was submitted
     * @param anchor where it stands
     */
    record Finished(PendingAnchor pending, Anchor anchor) {}
}
