package org.chartseal.anchoring.chain;

import java.util.Optional;

/**
 * One anchor as the contract takes it.
 *
 * @param next what is appended
 * @param beforeHead head of the log before its newest anchor, 0x and 64 lower-case hex digits; zeros with at most one
 * @param previousRoot of the newest anchor, 64 lower-case hex digits; SHA-256 of nothing before the first
 * @param endorsement proof and signatures
 */
public record Append(PendingAnchor next, String beforeHead, String previousRoot, Endorsement endorsement) {
    /** Root of an empty tree: SHA-256 of nothing. */
    public static final String EMPTY_ROOT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /**
     * What goes behind the newest anchor.
     *
     * @param newest empty before the first
     */
    public static Append of(Optional<PendingAnchor> newest, PendingAnchor next, Endorsement endorsement) {
        return new Append(
                next,
                newest.map(PendingAnchor::previousHead).orElse(PendingAnchor.NO_HEAD),
                newest.map(PendingAnchor::root).orElse(EMPTY_ROOT),
                endorsement);
    }
}
