package org.chartseal.server.scrub;

import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries the comparison on, a few rows at a time. What it came to is noted in one transaction with how far it came, so it
 * may stop anywhere, and any node may go on with it. What it finds wrong it tells, and leaves as it is.
 */
final class Scrub {
    private static final Logger log = LoggerFactory.getLogger(Scrub.class);
    private static final long SECOND_LOOK_MS = 1_000;
    /** So many rows may have come in between the two looks. */
    private static final int ROOM = 500;
    /** Beyond so many, findings are counted and logged only: a whole table altered must not fill another one. */
    private static final int MOST_OPEN = 10_000;

    private final ScrubStore store;
    private final FindingStore findings;
    private final Map<ScrubPart, Check> checks;
    private final ScrubTrail trail;
    private final Consumer<Finding> counter;
    private final TransactionTemplate transactions;
    private final ScrubProperties properties;
    private final Clock clock;

    /**
     * @param checks the comparison of each part
     * @param counter told of each finding that is new
     */
    Scrub(
            ScrubStore store,
            FindingStore findings,
            Map<ScrubPart, Check> checks,
            ScrubTrail trail,
            Consumer<Finding> counter,
            TransactionTemplate transactions,
            ScrubProperties properties,
            Clock clock) {
        this.store = store;
        this.findings = findings;
        this.checks = Map.copyOf(checks);
        this.trail = trail;
        this.counter = counter;
        this.transactions = transactions;
        this.properties = properties;
        this.clock = clock;
    }

    /** Whether a round is under way, or it is time for one. */
    boolean due() {
        ScrubState now = store.load();
        return now.underWay()
                || clock.millis() - now.ended() >= properties.every().toMillis()
                || store.asked();
    }

    /**
     * Does the next piece of work; false if there is none just now.
     *
     * @throws InterruptedException if it is stopped between its two looks
     */
    boolean advance() throws InterruptedException {
        if (!due()) {
            return false;
        }
        ScrubState now = store.load();
        if (!now.underWay()) {
            ScrubState begun =
                    now.begun(clock.millis(), check(ScrubPart.RESOURCES).last());
            transactions.executeWithoutResult(status -> {
                store.answered();
                store.advance(now, begun);
            });
            return true;
        }
        Optional<Check.Look> look = check(now.part()).look(now.position(), now.last(), properties.chunk());
        if (look.isEmpty()) {
            return false;
        }
        Optional<Set<Finding>> found = confirmed(now, look.get());
        found.ifPresent(confirmed -> note(now, look.get(), confirmed));
        return found.isPresent();
    }

    /** What a second look finds again: rows that were being erased or sealed again at the first are whole by then. */
    private Optional<Set<Finding>> confirmed(ScrubState now, Check.Look first) throws InterruptedException {
        if (first.findings().isEmpty()) {
            return Optional.of(Set.of());
        }
        Thread.sleep(SECOND_LOOK_MS);
        return check(now.part())
                .look(now.position(), first.position(), properties.chunk() + ROOM)
                .map(second -> {
                    Set<Finding> both = new HashSet<>(first.findings());
                    both.retainAll(second.findings());
                    return both;
                });
    }

    private void note(ScrubState now, Check.Look look, Set<Finding> found) {
        ScrubState next = next(now, look);
        Set<Finding> fresh = new HashSet<>();
        int closed = Objects.requireNonNull(transactions.execute(status -> {
            boolean room = found.isEmpty() || findings.count() < MOST_OPEN;
            for (Finding finding : found) {
                if (!room) {
                    fresh.add(finding);
                } else if (findings.note(finding, now.began(), clock.millis())) {
                    trail.found(finding);
                    fresh.add(finding);
                }
            }
            store.advance(now, next);
            return next.underWay() ? 0 : findings.close(now.began());
        }));
        for (Finding finding : fresh) {
            counter.accept(finding);
            log.warn("Integrity incident found by the scrub: {}", finding);
        }
        if (closed > 0) {
            log.info("{} findings of earlier rounds were not found again", closed);
        }
    }

    private ScrubState next(ScrubState now, Check.Look look) {
        if (!look.done()) {
            return now.at(look.position(), look.rows());
        }
        ScrubPart next = now.part().next();
        return next == ScrubPart.REST
                ? now.done(clock.millis(), look.rows())
                : now.next(check(next).last(), look.rows());
    }

    private Check check(ScrubPart part) {
        return Objects.requireNonNull(checks.get(part));
    }
}
