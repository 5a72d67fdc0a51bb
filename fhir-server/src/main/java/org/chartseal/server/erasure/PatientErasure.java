package org.chartseal.server.erasure;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.chartseal.server.integrity.TombstoneRows;
import org.chartseal.server.integrity.Tombstones;
import org.chartseal.server.keys.KeyEncryptionKeyRotation;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.SlotId;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries erasures out, a durable step at a time. Stopped anywhere, the step is taken again.
 *
 * <p>The order is the guarantee: nothing is destroyed before the log says for good that it was to be, and no row is
 * removed before its key is destroyed.
 */
final class PatientErasure {
    private static final int CHUNK = 200;

    private final ErasureStore store;
    private final ErasedVersions versions;
    private final StoredRows rows;
    private final TombstoneRows tombstoneRows;
    private final Tombstones tombstones;
    private final KeySlots slots;
    private final KeyEncryptionKeyRotation keyEncryptionKey;
    private final ErasureTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Duration grace;

    PatientErasure(
            ErasureStore store,
            ErasedVersions versions,
            StoredRows rows,
            TombstoneRows tombstoneRows,
            Tombstones tombstones,
            KeySlots slots,
            KeyEncryptionKeyRotation keyEncryptionKey,
            ErasureTrail trail,
            TransactionTemplate transactions,
            Clock clock,
            Duration grace) {
        this.store = store;
        this.versions = versions;
        this.rows = rows;
        this.tombstoneRows = tombstoneRows;
        this.tombstones = tombstones;
        this.slots = slots;
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
     */
    boolean advance(String id) {
        while (true) {
            Erasure erasure = store.byId(id).orElseThrow(() -> new IllegalStateException("An erasure vanished"));
            boolean moved =
                    switch (erasure.state()) {
                        case REQUESTED -> mark(erasure);
                        case MARKED -> logged(erasure);
                        case LOGGED -> destroy(erasure);
                        case DESTROYED -> remove(erasure);
                        case DONE -> false;
                    };
            if (!moved) {
                return erasure.state() == Erasure.State.DONE;
            }
        }
    }

    private boolean mark(Erasure erasure) {
        if (clock.instant().isBefore(erasure.requested().plus(grace))) {
            return false;
        }
        Set<SlotId> mine = new TreeSet<>(store.slots(erasure.id()));
        if (versions.unsequenced(mine) > 0) {
            return false;
        }
        mine.addAll(versions.attached(versions.of(mine)));
        List<ErasedVersions.Version> found = versions.of(mine);
        if (found.stream().anyMatch(version -> version.leafIndex() == null)) {
            return false;
        }
        transactions.executeWithoutResult(status -> {
            store.addSlots(erasure.id(), mine);
            String record = ErasureRecord.of(erasure, "privacy-officer", mine);
            store.setRecord(erasure.id(), record);
            request(erasure, record, found);
            store.advance(erasure, Erasure.State.MARKED);
        });
        return true;
    }

    private void request(Erasure erasure, String record, List<ErasedVersions.Version> found) {
        tombstoneRows.request(
                erasure.id(),
                erasure.requested().toEpochMilli(),
                record,
                found.stream()
                        .map(version -> Objects.requireNonNull(version.leafIndex()))
                        .toList());
    }

    private boolean logged(Erasure erasure) {
        if (tombstoneRows.waiting(erasure.id()) > 0 || !tombstones.authorises(erasure.id(), erasure.record())) {
            return false;
        }
        store.advance(erasure, Erasure.State.LOGGED);
        return true;
    }

    private boolean destroy(Erasure erasure) {
        // A write that began before the request may have come late: its leaf needs a tombstone too.
        Set<SlotId> mine = store.slots(erasure.id());
        List<ErasedVersions.Version> found = versions.of(mine);
        if (found.stream().anyMatch(version -> version.leafIndex() == null)) {
            return false;
        }
        transactions.executeWithoutResult(status -> request(erasure, erasure.record(), found));
        if (tombstoneRows.waiting(erasure.id()) > 0) {
            return false;
        }
        slots.destroy(mine);
        transactions.executeWithoutResult(status -> {
            store.setDestroyed(erasure.id(), ErasureRecord.now(clock));
            store.advance(erasure, Erasure.State.DESTROYED);
        });
        return true;
    }

    private boolean remove(Erasure erasure) {
        List<ErasedVersions.Version> found = versions.of(store.slots(erasure.id()));
        Set<Long> whole = new HashSet<>();
        found.forEach(version -> whole.add(version.resourceId()));
        // A resource that was this patient's once and is somebody else's now keeps its other versions.
        Set<Long> living = versions.withOtherVersions(whole, found);
        whole.removeAll(living);
        inChunks(new ArrayList<>(whole), rows::remove);
        inChunks(
                found.stream()
                        .filter(version -> living.contains(version.resourceId()))
                        .toList(),
                rows::removeVersions);
        transactions.executeWithoutResult(status -> rows.removeDirective(erasure.subjectName()));
        keyEncryptionKey.rotate();
        transactions.executeWithoutResult(status -> {
            trail.record(erasure, found.size());
            store.advance(erasure, Erasure.State.DONE);
        });
        return true;
    }

    private <T> void inChunks(List<T> all, java.util.function.Consumer<List<T>> work) {
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<T> chunk = all.subList(from, Math.min(all.size(), from + CHUNK));
            transactions.executeWithoutResult(status -> work.accept(chunk));
        }
    }
}
