package org.chartseal.anchoring.watch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.ChainTip;
import org.chartseal.anchoring.chain.LogEvent;
import org.chartseal.anchoring.chain.LogFollower;
import org.chartseal.anchoring.chain.LogHead;
import org.chartseal.anchoring.chain.PendingAnchor;
import org.chartseal.anchoring.watch.Alarm.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What one node shows of the chain beyond what is settled, after it was found to continue that.
 *
 * @param source which node
 * @param events after the settled block, in order
 */
record NodeView(String source, ChainTip tip, List<LogEvent> events) {
    /** That a node shows something which cannot be, and what. */
    @SuppressWarnings("serial")
    static final class ContradictionException extends Exception {
        final transient Alarm alarm;

        ContradictionException(Alarm alarm) {
            super(alarm.text());
            this.alarm = alarm;
        }
    }

    /**
     * Looks at a node once.
     *
     * @throws IOException if it does not answer, or lags behind what is settled
     * @throws ContradictionException if it shows another chain or another history
     */
    static NodeView look(String source, LogFollower node, ChainIdentity pinned, Settled settled)
            throws IOException, ContradictionException {
        ChainIdentity found = node.identity();
        if (!found.equals(pinned)) {
            throw new ContradictionException(
                    new Alarm(Kind.REPLACED, source, "expected " + pinned + ", found " + found));
        }
        // The head before the events: what is anchored in between then has an event and is not missed.
        LogHead head = node.head();
        ChainTip tip = node.tip();
        requireSettled(source, node, settled, tip, head);
        List<LogEvent> events = node.events(settled.newest(), settled.block() + 1, tip.number());
        requireChained(source, pinned, settled, events);
        PendingAnchor last = newest(settled, events);
        long sequence = last == null ? 0 : last.sequence();
        if (sequence < head.sequence()) {
            throw new IOException("expected the events of all " + head.sequence() + " anchors, found " + sequence);
        }
        if (sequence == head.sequence() && last != null && !head.head().equals(last.head(pinned.logId()))) {
            throw new ContradictionException(new Alarm(
                    Kind.FORK,
                    source,
                    "expected head " + last.head(pinned.logId()) + " after anchor " + sequence + ", found "
                            + head.head()));
        }
        return new NodeView(source, tip, events);
    }

    private static void requireSettled(String source, LogFollower node, Settled settled, ChainTip tip, LogHead head)
            throws IOException, ContradictionException {
        if (settled.block() < 0) {
            return;
        }
        if (tip.number() < settled.block()) {
            throw new IOException("expected at least block " + settled.block() + ", found block " + tip.number());
        }
        Optional<String> hash = node.blockHash(settled.block());
        if (hash.isEmpty()) {
            throw new IOException("block " + settled.block() + ": expected one, found none");
        }
        boolean lost = head.sequence() < settled.sequence();
        if (lost || !hash.get().equals(settled.blockHash())) {
            throw new ContradictionException(new Alarm(
                    lost ? Kind.ROLLBACK : Kind.FORK,
                    source,
                    "expected block " + settled.block() + " to be " + settled.blockHash() + " with "
                            + settled.sequence() + " anchors, found " + hash.get() + " and " + head.sequence()
                            + " anchors"));
        }
    }

    /** Each anchor on top of the one before, as the contract would have it. */
    private static void requireChained(String source, ChainIdentity pinned, Settled settled, List<LogEvent> events)
            throws ContradictionException {
        PendingAnchor before = settled.anchor();
        for (LogEvent event : events) {
            if (event instanceof LogEvent.Appended appended) {
                PendingAnchor now = appended.anchor();
                long sequence = before == null ? 1 : before.sequence() + 1;
                long size = before == null ? 0 : before.treeSize();
                if (now.sequence() != sequence
                        || now.treeSize() <= size
                        || !appended.head().equals(now.head(pinned.logId()))) {
                    throw new ContradictionException(new Alarm(
                            Kind.FORK,
                            source,
                            "expected anchor " + sequence + " of more than " + size
                                    + " leaves on the head before, found " + now + " with head " + appended.head()));
                }
                before = now;
            }
        }
    }

    private static @Nullable PendingAnchor newest(Settled settled, List<LogEvent> events) {
        PendingAnchor newest = settled.anchor();
        for (LogEvent event : events) {
            if (event instanceof LogEvent.Appended appended) {
                newest = appended.anchor();
            }
        }
        return newest;
    }

    /** The events up to a block. */
    List<LogEvent> upTo(long block) {
        return events.stream().filter(event -> event.block() <= block).toList();
    }

    /** The newest anchor up to a block, empty if there is none. */
    Optional<PendingAnchor> anchorAt(Settled settled, long block) {
        return Optional.ofNullable(newest(settled, upTo(block)));
    }
}
