package org.chartseal.server.blindindex;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.chartseal.server.blindindex.ValueBatch.Entry;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * All values of all blind parameters. A value is stored in the transaction that first writes a row with it, so that the
 * two commit together; a node knows its own values at once, so that a transaction finds what it wrote.
 */
final class ValueDictionary implements Vocabulary {
    private final ValueTokens tokens;
    private final ValueBatch batches;
    private final ValueLog log;
    private final Map<Key, ValueSet> sets = new ConcurrentHashMap<>();
    private final Object numbering = new Object();

    ValueDictionary(ValueTokens tokens, ValueBatch batches, ValueLog log) {
        this.tokens = tokens;
        this.batches = batches;
        this.log = log;
    }

    /** HAPI indexes the text of a token as a string of the same name, so a parameter may have two sets. */
    private record Key(long parameter, TokenShape shape) {}

    /** The values of a parameter, by its hash identity. */
    @Override
    public ValueSet of(long parameter, TokenShape shape) {
        return sets.computeIfAbsent(new Key(parameter, shape), key -> new ValueSet(parameter, shape, tokens));
    }

    /** The values of every parameter with tokens of this shape. */
    Collection<ValueSet> all(TokenShape shape) {
        return sets.values().stream().filter(set -> set.shape() == shape).toList();
    }

    /** Learns what other nodes committed. Cheap where there is nothing. */
    void readOn() {
        log.readOn(batch -> batches.open(batch).forEach(this::learn));
    }

    private void learn(Entry entry) {
        of(entry.parameter(), entry.shape()).stored(entry.value(), entry.level());
    }

    /** The number of values known to this node. */
    long size() {
        return sets.values().stream().mapToLong(ValueSet::size).sum();
    }

    /** The token for a new row's value, which is stored with the row's transaction if it is not yet. */
    @Override
    public long write(ValueSet set, byte[] value) {
        long first = set.first(value);
        store(set, value, set.write(value, first));
        return first;
    }

    /**
     * The homophone for new rows of one resource, which have the same value in several parameters. It is the same in all:
     * were it not, the rows of one parameter would tell which tokens of the other are one value's.
     *
     * @param firsts the value's first token in each of the sets
     */
    @Override
    public int number(List<ValueSet> sets, long[] firsts, byte[] value) {
        synchronized (numbering) {
            long row = 1;
            int level = 0;
            for (int i = 0; i < firsts.length; i++) {
                row = Math.max(row, sets.get(i).rows(firsts[i]) + 1);
                level = Math.max(level, sets.get(i).level(firsts[i]));
            }
            level = Math.max(level, Homophones.level(row));
            for (int i = 0; i < firsts.length; i++) {
                store(sets.get(i), value, sets.get(i).write(value, firsts[i], row, level));
            }
            return level == 0 ? 0 : Homophones.of(row, level, tokens.start(value, level));
        }
    }

    private void store(ValueSet set, byte[] value, ValueSet.Written written) {
        if (written.store()) {
            Pending.ofTransaction(this).add(new Entry(set.parameter(), set.shape(), written.level(), value));
        }
    }

    /** What a transaction adds to the dictionary. */
    private static final class Pending implements TransactionSynchronization {
        private static final int BATCH = 60_000;

        private record Added(long parameter, TokenShape shape, int level, ByteBuffer value) {}

        private final ValueDictionary dictionary;
        private final List<Entry> entries = new ArrayList<>();
        private final Set<Added> added = new HashSet<>();
        private final List<Long> numbers = new ArrayList<>();

        Pending(ValueDictionary dictionary) {
            this.dictionary = dictionary;
        }

        static Pending ofTransaction(ValueDictionary dictionary) {
            Pending pending = (Pending) TransactionSynchronizationManager.getResource(dictionary);
            if (pending == null) {
                pending = new Pending(dictionary);
                TransactionSynchronizationManager.bindResource(dictionary, pending);
                TransactionSynchronizationManager.registerSynchronization(pending);
            }
            return pending;
        }

        void add(Entry entry) {
            if (added.add(new Added(entry.parameter(), entry.shape(), entry.level(), ByteBuffer.wrap(entry.value())))) {
                entries.add(entry);
            }
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(dictionary);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(dictionary, this);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            int length = 0;
            List<Entry> batch = new ArrayList<>();
            for (Entry entry : entries) {
                if (length + entry.length() > BATCH) {
                    store(batch);
                    batch.clear();
                    length = 0;
                }
                batch.add(entry);
                length += entry.length();
            }
            store(batch);
        }

        private void store(List<Entry> batch) {
            if (!batch.isEmpty()) {
                numbers.add(dictionary.log.append(dictionary.batches.seal(batch)));
            }
        }

        @Override
        public void afterCommit() {
            numbers.forEach(dictionary.log::committed);
            entries.forEach(dictionary::learn);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(dictionary);
        }
    }
}
