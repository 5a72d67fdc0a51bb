package org.chartseal.anchoring.chain;

/** Something that the contract recorded of a log. */
public sealed interface LogEvent {
    /** Height of its block. */
    long block();

    /**
     * An anchor.
     *
     * @param anchor what was appended to which head, if the event is honest about the head
     * @param head that the contract says the log has with it, 0x and 64 lower-case hex digits
     */
    record Appended(long block, PendingAnchor anchor, String head) implements LogEvent {}

    /**
     * Members, publisher or the end of the log, proposed, taken back or made.
     *
     * @param text in words
     */
    record Announced(long block, String text) implements LogEvent {}
}
