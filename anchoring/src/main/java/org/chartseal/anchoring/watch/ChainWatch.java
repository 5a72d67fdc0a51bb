package org.chartseal.anchoring.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.LogEvent;
import org.chartseal.anchoring.chain.LogFollower;
import org.chartseal.anchoring.chain.PendingAnchor;
import org.chartseal.anchoring.watch.Alarm.Kind;
import org.chartseal.anchoring.watch.NodeView.ContradictionException;

/** Follows one log on its chain through several nodes, none of which is believed against another. */
final class ChainWatch {
    private final ChainIdentity pinned;
    private final Map<String, LogFollower> nodes;
    private final long confirmations;
    private final Duration lateAfter;

    /**
     * @param nodes by what they are called
     * @param confirmations blocks on top of one that must never change
     * @param lateAfter how far a node's newest block may be behind another's
     */
    ChainWatch(ChainIdentity pinned, Map<String, LogFollower> nodes, long confirmations, Duration lateAfter) {
        this.pinned = pinned;
        this.nodes = new LinkedHashMap<>(nodes);
        this.confirmations = confirmations;
        this.lateAfter = lateAfter;
    }

    /**
     * What a look came to.
     *
     * @param settled the chain up to where all nodes that answered agree
     * @param newest the newest anchor that any of them shows
     * @param answered nodes that answered as they should
     * @param silent what came of the others, by what they are called
     */
    record Look(
            Settled settled,
            Optional<PendingAnchor> newest,
            List<String> news,
            List<String> answered,
            Map<String, String> silent,
            List<Alarm> alarms) {}

    Look look(Settled before) {
        List<NodeView> views = new ArrayList<>();
        Map<String, String> silent = new LinkedHashMap<>();
        List<Alarm> alarms = new ArrayList<>();
        nodes.forEach((source, node) -> {
            try {
                views.add(NodeView.look(source, node, pinned, before));
            } catch (IOException e) {
                silent.put(source, String.valueOf(e.getMessage()));
            } catch (ContradictionException e) {
                alarms.add(e.alarm);
            }
        });
        Settled settled = before;
        if (!views.isEmpty()) {
            long common =
                    views.stream().mapToLong(view -> view.tip().number()).min().orElseThrow() - confirmations;
            lagging(views, alarms);
            if (common > before.block()
                    && alarms.stream().noneMatch(alarm -> alarm.kind().isContradiction())) {
                settled = settle(before, views, common, silent, alarms);
            }
        }
        Optional<PendingAnchor> newest = views.stream()
                .flatMap(view -> view.anchorAt(before, Long.MAX_VALUE).stream())
                .reduce((a, b) -> a.sequence() >= b.sequence() ? a : b)
                .or(before::newest);
        List<String> answered = views.stream()
                .map(NodeView::source)
                .filter(source -> !silent.containsKey(source))
                .toList();
        return new Look(settled, newest, news(views), answered, silent, alarms);
    }

    /** Where two nodes part below the depth at which nothing changes any more, one of them lies, or both. */
    private Settled settle(
            Settled before, List<NodeView> views, long common, Map<String, String> silent, List<Alarm> alarms) {
        Settled agreed = null;
        String first = "";
        for (NodeView view : views) {
            try {
                Settled own = new Settled(
                        common,
                        follower(view)
                                .blockHash(common)
                                .orElseThrow(() -> new IOException("block " + common + ": expected one, found none")),
                        view.anchorAt(before, common).orElse(null));
                if (agreed == null) {
                    agreed = own;
                    first = view.source();
                } else if (!agreed.equals(own)) {
                    alarms.add(new Alarm(
                            Kind.FORK,
                            view.source(),
                            "expected " + agreed + " as " + first + " shows it, found " + own,
                            Map.of(first, agreed.toString(), view.source(), own.toString())));
                    return before;
                }
            } catch (IOException e) {
                silent.put(view.source(), String.valueOf(e.getMessage()));
            }
        }
        return agreed == null ? before : agreed;
    }

    private void lagging(List<NodeView> views, List<Alarm> alarms) {
        long newest = views.stream().mapToLong(view -> view.tip().time()).max().orElseThrow();
        for (NodeView view : views) {
            long behind = newest - view.tip().time();
            if (behind > lateAfter.toSeconds()) {
                alarms.add(new Alarm(
                        Kind.STALL,
                        view.source(),
                        "expected a block of the last " + lateAfter + ", found the newest " + behind
                                + " s behind another node's"));
            }
        }
    }

    private LogFollower follower(NodeView view) {
        return nodes.entrySet().stream()
                .filter(node -> node.getKey().equals(view.source()))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static List<String> news(List<NodeView> views) {
        return views.stream()
                .flatMap(view -> view.events().stream())
                .filter(LogEvent.Announced.class::isInstance)
                .map(event -> "block " + event.block() + ": " + ((LogEvent.Announced) event).text())
                .distinct()
                .toList();
    }
}
