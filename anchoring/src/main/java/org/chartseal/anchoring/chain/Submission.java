package org.chartseal.anchoring.chain;

import java.util.Optional;

/** How far the submitter is, as its last tick found it. */
public sealed interface Submission {
    /**
     * Nothing is in flight.
     *
     * @param newest the newest final anchor, empty before the first
     */
    record Idle(Optional<Anchor> newest) implements Submission {}

    /**
     * Signed, stored and handed to a node; not in a block yet.
     *
     * @param transactionHash of the newest attempt
     */
    record Submitted(PendingAnchor pending, int attempts, String transactionHash) implements Submission {}

    /**
     * In a block that is not deep enough yet.
     *
     * @param confirmations blocks on top of it
     */
    record Mined(PendingAnchor pending, Anchor anchor, long confirmations) implements Submission {}

    /** Final since this tick. */
    record Anchored(Anchor anchor) implements Submission {}

    /**
     * No progress for a reason that may pass by itself: a node that is down or behind, a fee above the cap, an account
     * without funds.
     *
     * @param reason what was expected and found
     */
    record Waiting(String reason) implements Submission {}

    /**
     * Stopped, for somebody must look: nothing is signed or sent as long as each tick finds the same.
     *
     * @param detail what was expected and found
     */
    record Incident(Kind kind, String detail) implements Submission {}

    /** Kinds of incident. */
    enum Kind {
        /** Chain id, genesis block or contract code are not those that were pinned. */
        REPLACED_CHAIN,
        /** The log on the chain goes on otherwise than this submitter's. */
        FOREIGN_HEAD,
        /** The chain no longer has an anchor that was final. */
        LOST_ANCHOR,
        /** Two endpoints of the chain say what cannot both be true. */
        ENDPOINTS_DISAGREE,
        /** The contract refuses the anchor though its head is as expected. */
        REFUSED
    }
}
