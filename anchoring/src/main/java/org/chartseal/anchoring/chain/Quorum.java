package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.chartseal.anchoring.chain.Submission.Incident;
import org.chartseal.anchoring.chain.Submission.Kind;
import org.chartseal.anchoring.chain.Submission.Waiting;

/**
 * How many endpoints must say the same before an anchor is believed to be final. A single endpoint that lies, or was
 * broken into, then neither makes an anchor final nor hides one for long: two that contradict each other on what cannot
 * change are an incident that names both.
 */
public final class Quorum {
    private final List<Endpoint> endpoints;
    private final int needed;
    private final IntSupplier listenedTo;
    private final ChainIdentity pinned;
    private final SubmitterSettings settings;

    /**
     * @param listenedTo index of the endpoint that the submitter itself asks now: its word counts first
     */
    Quorum(
            List<Endpoint> endpoints,
            int needed,
            IntSupplier listenedTo,
            ChainIdentity pinned,
            SubmitterSettings settings) {
        this.endpoints = List.copyOf(endpoints);
        this.needed = needed;
        this.listenedTo = listenedTo;
        this.pinned = pinned;
        this.settings = settings;
    }

    /** One endpoint's word is enough. */
    public static Quorum ofOne(ChainIdentity pinned, SubmitterSettings settings) {
        return new Quorum(List.of(), 1, () -> 0, pinned, settings);
    }

    /**
     * Two endpoints that say what cannot both be true: of chain, genesis or code, of a block beyond their finality, or of
     * the log after the same block. As many are asked as must agree; one that does not answer says nothing.
     */
    Optional<Submission> contradiction() {
        List<Statements> heard = new ArrayList<>();
        for (Endpoint endpoint : inOrder()) {
            try {
                Statements now = Statements.of(endpoint, settings);
                for (Statements before : heard) {
                    Optional<String> found = before.contradiction(now);
                    if (found.isPresent()) {
                        return Optional.of(new Incident(Kind.ENDPOINTS_DISAGREE, found.get()));
                    }
                }
                heard.add(now);
            } catch (IOException silent) {
                continue;
            }
            if (heard.size() >= needed) {
                break;
            }
        }
        return Optional.empty();
    }

    /**
     * Asks for the word of as many endpoints as are needed that an anchor stands, and is final.
     *
     * @return empty if they have given it; else what to wait for, or an incident
     */
    Optional<Submission> confirm(Anchor anchor) {
        if (needed < 2) {
            return Optional.empty();
        }
        List<Endpoint> inOrder = inOrder();
        List<String> missing = new ArrayList<>();
        int confirmed = 0;
        for (Endpoint endpoint : inOrder) {
            try {
                Optional<String> otherwise = otherwise(endpoint.view(), anchor);
                if (otherwise.isPresent()) {
                    return Optional.of(
                            disagree(inOrder.get(0), anchor.sequence(), endpoint, anchor.toString(), otherwise.get()));
                }
                if (settings.isFinal(endpoint.view(), anchor.blockNumber())) {
                    confirmed++;
                } else {
                    missing.add(endpoint.name() + " does not call block " + anchor.blockNumber() + " final");
                }
            } catch (IOException silent) {
                missing.add(endpoint.name() + " does not answer: " + silent.getMessage());
            }
            if (confirmed >= needed) {
                return Optional.empty();
            }
        }
        return Optional.of(new Waiting("anchor " + anchor.sequence() + ": expected the word of " + needed
                + " endpoints that it is final, found " + confirmed + ": " + String.join("; ", missing)));
    }

    /** Another endpoint that has something else than {@code claimed} at this place of the log, where one answers. */
    Optional<Submission> disputed(long sequence, Optional<Anchor> claimed) {
        List<Endpoint> inOrder = inOrder();
        return inOrder.stream()
                .flatMap(endpoint -> said(endpoint, sequence)
                        .filter(found -> !found.equals(claimed))
                        .map(found -> disagree(inOrder.get(0), sequence, endpoint, shown(claimed), shown(found)))
                        .stream())
                .findFirst()
                .map(incident -> incident);
    }

    /** What an endpoint has at this place of the log, if it answers. */
    private static Optional<Optional<Anchor>> said(Endpoint endpoint, long sequence) {
        try {
            return Optional.of(endpoint.view().reader().anchor(sequence));
        } catch (IOException silent) {
            return Optional.empty();
        }
    }

    private static Incident disagree(Endpoint first, long sequence, Endpoint second, String here, String there) {
        return new Incident(
                Kind.ENDPOINTS_DISAGREE,
                "anchor " + sequence + ": " + first.name() + " says " + here + ", " + second.name() + " says " + there);
    }

    private static String shown(Optional<Anchor> anchor) {
        return anchor.map(Anchor::toString).orElse("none");
    }

    /** What a view has in the place of an anchor, if it shows the block as final and not this in it. */
    private Optional<String> otherwise(ChainView view, Anchor anchor) throws IOException {
        ChainIdentity identity = view.reader().identity();
        if (!identity.equals(pinned)) {
            return Optional.of(identity.toString());
        }
        if (!settings.isFinal(view, anchor.blockNumber())) {
            return Optional.empty();
        }
        Optional<Anchor> found = view.reader().anchor(anchor.sequence());
        if (!found.equals(Optional.of(anchor))) {
            return Optional.of(shown(found));
        }
        String hash = view.blockHash(anchor.blockNumber()).orElse("none");
        return hash.equals(anchor.blockHash())
                ? Optional.empty()
                : Optional.of("block hash " + hash + " at height " + anchor.blockNumber());
    }

    private List<Endpoint> inOrder() {
        if (needed < 2) {
            return List.of();
        }
        List<Endpoint> inOrder = new ArrayList<>(endpoints);
        inOrder.add(0, inOrder.remove(listenedTo.getAsInt()));
        return inOrder;
    }
}
