package org.chartseal.server.erasure;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.server.integrity.LoggedVersion;
import org.chartseal.server.keys.KeyEncryptionKeyRotation;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.SlotId;
import org.chartseal.server.keys.SubjectSlots;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries erasures out, a durable step at a time. Stopped anywhere, the step is taken again.
 *
 * <p>The order is the guarantee: nothing is destroyed before the signed log says for good that it was to be, and no row is
 * removed before its key is destroyed. Only what the sealed request asks for and the log proves is ever destroyed.
 */
final class PatientErasure {
    private final ErasureStore store;
    private final ErasureScope scope;
    private final ErasureTombstones tombstones;
    private final KeySlots slots;
    private final SubjectSlots subjects;
    private final ErasedRows rows;
    private final KeyEncryptionKeyRotation keyEncryptionKey;
    private final ErasureTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Duration grace;

    PatientErasure(
            ErasureStore store,
            ErasureScope scope,
            ErasureTombstones tombstones,
            KeySlots slots,
            SubjectSlots subjects,
            ErasedRows rows,
            KeyEncryptionKeyRotation keyEncryptionKey,
            ErasureTrail trail,
            TransactionTemplate transactions,
            Clock clock,
            Duration grace) {
        this.store = store;
        this.scope = scope;
        this.tombstones = tombstones;
        this.slots = slots;
        this.subjects = subjects;
        this.rows = rows;
        this.keyEncryptionKey = keyEncryptionKey;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
        this.grace = grace;
    }

    /**
     * Goes on as far as can be gone now.
     *
     * @return whether the erasure is done
     * @throws ForeignRecordException if another's record would go with it
     * @throws UnauthorisedErasureException if the log does not authorise what the row says
     * @throws org.chartseal.server.keys.KeyUnavailableException if a key is missing that no tombstone accounts for
     */
    boolean advance(String id) {
        while (true) {
            Optional<Erasure> erasure = store.byId(id);
            if (erasure.isEmpty()) {
                return false;
            }
            Optional<Erasure> next =
                    switch (erasure.get().state()) {
                        case REQUESTED -> mark(erasure.get());
                        case MARKED -> logged(erasure.get());
                        case LOGGED -> destroy(erasure.get());
                        case DESTROYED -> Optional.of(remove(erasure.get()));
                        case DONE -> Optional.empty();
                    };
            if (next.isEmpty()) {
                return erasure.get().state() == Erasure.State.DONE;
            }
        }
    }

    private Optional<Erasure> mark(Erasure erasure) {
        if (clock.instant().isBefore(erasure.requested().plus(grace))) {
            return Optional.empty();
        }
        return scope.of(erasure).flatMap(reach -> {
            Erasure marked = erasure.marked(ErasureRecord.of(erasure, reach.slots()), reach.names(), reach.slots());
            return Optional.ofNullable(transactions.execute(status -> {
                if (!reach.slots().containsAll(subjects.lock(marked.keyedNames()))) {
                    // An attachment was given another slot meanwhile: look again.
                    return null;
                }
                tombstones.request(marked, reach.versions());
                store.update(marked);
                return marked;
            }));
        });
    }

    private Optional<Erasure> logged(Erasure erasure) {
        return tombstones.arrived(erasure) && tombstones.authorise(erasure)
                ? Optional.of(moved(erasure.logged()))
                : Optional.empty();
    }

    private Optional<Erasure> destroy(Erasure erasure) {
        if (!tombstones.authorise(erasure)) {
            throw new UnauthorisedErasureException();
        }
        Set<SlotId> mine = erasure.slots();
        if (slots.open(mine).isEmpty()) {
            // A crash came between the destruction and its note.
            return Optional.of(moved(erasure.destroyed(ErasureStore.now(clock))));
        }
        Optional<List<LoggedVersion>> settled = scope.settled(erasure);
        if (settled.isEmpty()) {
            return Optional.empty();
        }
        List<LoggedVersion> versions = settled.get();
        // A write that began before the request may have come late: its leaf needs a tombstone too.
        transactions.executeWithoutResult(status -> tombstones.request(erasure, versions));
        if (!tombstones.arrived(erasure) || !tombstones.cover(erasure, versions)) {
            return Optional.empty();
        }
        Erasure listed = Optional.ofNullable(transactions.execute(status -> {
                    Erasure now = erasure.listed(rows.list(erasure, versions));
                    store.update(now);
                    return now;
                }))
                .orElseThrow();
        slots.destroy(mine);
        return Optional.of(moved(listed.destroyed(ErasureStore.now(clock))));
    }

    private Erasure remove(Erasure erasure) {
        int removed = rows.remove(erasure);
        keyEncryptionKey.rotate();
        Erasure done = erasure.done();
        transactions.executeWithoutResult(status -> {
            rows.forget(erasure);
            trail.erased(erasure, removed);
            store.update(done);
        });
        return done;
    }

    private Erasure moved(Erasure erasure) {
        transactions.executeWithoutResult(status -> store.update(erasure));
        return erasure;
    }
}
