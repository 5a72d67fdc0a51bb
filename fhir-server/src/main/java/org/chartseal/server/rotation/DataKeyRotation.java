package org.chartseal.server.rotation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.chartseal.server.erasure.ErasedSlots;
import org.chartseal.server.integrity.LogRows;
import org.chartseal.server.keys.KeyEncryptionKeyRotation;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.OpenTransactions;
import org.chartseal.server.keys.SlotId;
import org.chartseal.server.keys.SlotMoves;
import org.chartseal.server.keys.SlotMoves.Move;
import org.chartseal.server.sealing.SealAgain;
import org.chartseal.server.sealing.SealedTable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives subjects fresh data keys, a durable step at a time. Stopped anywhere, the step is taken again.
 *
 * <p>The order is the guarantee: a new key is durable before anybody is given it; nothing is looked for under the old one
 * before all transactions have ended that may still write under it; and the old one goes only after every table was looked
 * through and nothing was found under it, and nothing of the log is missing.
 */
final class DataKeyRotation {
    private final DataKeyRotationStore store;
    private final Rounds rounds;
    private final SlotMoves moves;
    private final KeySlots slots;
    private final OpenTransactions openTransactions;
    private final ErasedSlots erased;
    private final List<SealedTable> tables;
    private final LogRows log;
    private final KeyEncryptionKeyRotation keyEncryptionKey;
    private final RotationTrail trail;
    private final TransactionTemplate transactions;
    private final RotationProperties properties;

    DataKeyRotation(
            DataKeyRotationStore store,
            Rounds rounds,
            SlotMoves moves,
            KeySlots slots,
            OpenTransactions openTransactions,
            ErasedSlots erased,
            List<SealedTable> tables,
            LogRows log,
            KeyEncryptionKeyRotation keyEncryptionKey,
            RotationTrail trail,
            TransactionTemplate transactions,
            RotationProperties properties) {
        this.store = store;
        this.rounds = rounds;
        this.moves = moves;
        this.slots = slots;
        this.openTransactions = openTransactions;
        this.erased = erased;
        this.tables = List.copyOf(tables);
        this.log = log;
        this.keyEncryptionKey = keyEncryptionKey;
        this.trail = trail;
        this.transactions = transactions;
        this.properties = properties;
    }

    /**
     * Goes on to the end.
     *
     * @param watch whether to
     * @throws Watch.Relieved if not
     * @throws IncompleteLogException if rows are missing that the log says there are
     * @throws org.chartseal.server.sealing.SealBrokenException if a row under an old key does not open
     * @throws org.chartseal.server.keys.KeyUnavailableException if a key is missing
     */
    void advance(String id, Watch watch) {
        Optional<Rotation> rotation = store.byId(id);
        while (rotation.isPresent() && rotation.get().state() != Rotation.State.DONE) {
            watch.check();
            Rotation now = rotation.get();
            switch (now.state()) {
                case CHOOSING -> choose(now);
                case CHOSEN -> move(now);
                case MOVED -> seal(now, watch);
                case SEALED -> destroy(now, watch);
                case DONE -> {}
            }
            rotation = store.byId(id);
        }
    }

    private void choose(Rotation rotation) {
        Rotation chosen = rounds.next(rotation);
        if (!chosen.round().isEmpty()) {
            update(chosen);
            return;
        }
        // An older copy of the key store would open the old keys with the key-encryption key of its time.
        keyEncryptionKey.rotate();
        Rotation done = chosen.done();
        transactions.executeWithoutResult(status -> {
            trail.rotated(done);
            store.update(done);
        });
    }

    private void move(Rotation rotation) {
        slots.succeed(Rotation.successors(rotation.round()));
        transactions.executeWithoutResult(status -> {
            moves.move(rotation.round(), move -> !erased.takes(move.old()));
            store.update(rotation.moved());
        });
    }

    private void seal(Rotation rotation, Watch watch) {
        awaitEnd(watch, Duration.ZERO);
        Progress progress = new Progress(watch);
        SealAgain again = again(moved(rotation));
        tables.stream().filter(table -> !table.whole()).forEach(table -> table.sealAgain(again, progress));
        update(rotation.sealed(progress.rows.get()));
    }

    private void destroy(Rotation rotation, Watch watch) {
        List<Move> moved = moved(rotation);
        Progress progress = new Progress(watch);
        SealAgain again = again(moved);
        // The look through everything, at what no transaction that is still under way can add to.
        awaitEnd(watch, Duration.ZERO);
        tables.forEach(table -> table.sealAgain(again, progress));
        if (!log.complete()) {
            throw new IncompleteLogException();
        }
        // Whoever read a row before it was sealed again opens it yet.
        awaitEnd(watch, properties.grace());
        Map<SlotId, SlotId> successors = Rotation.successors(moved);
        if (!moved.isEmpty()) {
            slots.destroy(successors.keySet());
        }
        transactions.executeWithoutResult(status -> {
            // Those that an erasure took too: its own row names both slots.
            moves.forget(Rotation.successors(rotation.round()).keySet());
            store.update(rotation.destroyed(moved.size(), progress.rows.get()));
        });
    }

    /** Without those that an erasure takes: it destroys both of their keys, and removes what is sealed to them. */
    private List<Move> moved(Rotation rotation) {
        return rotation.round().stream()
                .filter(move -> moves.moved(move) && !erased.takes(move.next()))
                .toList();
    }

    private SealAgain again(List<Move> moved) {
        return new SealAgain(Rotation.successors(moved), slots::open, erased::authorised);
    }

    private void awaitEnd(Watch watch, Duration atLeast) {
        OpenTransactions.Mark mark = openTransactions.now();
        watch.rest(atLeast);
        while (!openTransactions.ended(mark)) {
            watch.rest(Duration.ofMillis(20));
        }
    }

    private void update(Rotation rotation) {
        transactions.executeWithoutResult(status -> store.update(rotation));
    }

    private final class Progress implements SealedTable.Pace {
        private final AtomicLong rows = new AtomicLong();
        private final Watch watch;

        Progress(Watch watch) {
            this.watch = watch;
        }

        @Override
        public int chunk() {
            return properties.chunk();
        }

        @Override
        public void rest(int sealed) {
            rows.addAndGet(sealed);
            watch.rest(properties.pause());
        }
    }
}
