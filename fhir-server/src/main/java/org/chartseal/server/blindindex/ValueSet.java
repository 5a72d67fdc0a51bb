package org.chartseal.server.blindindex;

import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The distinct values of one search parameter, decrypted, in memory: found by token, and selected in the order of their
 * bytes. Values lie end to end in one array; a value costs its bytes and some 40 more. Values may be here that no
 * committed row has: a token of theirs finds nothing. Safe for use by several threads.
 */
final class ValueSet {
    private static final int UNSORTED = 4096;

    private final long parameter;
    private final TokenShape shape;
    private final ValueTokens tokens;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final TokenMap entries = new TokenMap();

    private byte[] bytes = new byte[256];
    private int[] ends = new int[16];
    private long[] firsts = new long[16];
    private byte[] levels = new byte[16];
    private byte[] durable = new byte[16];
    private long[] rows = new long[0];
    private int size;
    private int[] sorted = new int[0];

    /** Whether a value is of those a search asks for. */
    interface Test {
        boolean accepts(byte[] all, int from, int to);
    }

    /** A value's place for writing: its homophones, and whether the transaction must store that. */
    record Written(int level, boolean store) {}

    ValueSet(long parameter, TokenShape shape, ValueTokens tokens) {
        this.parameter = parameter;
        this.shape = shape;
        this.tokens = tokens;
    }

    TokenShape shape() {
        return shape;
    }

    long parameter() {
        return parameter;
    }

    int size() {
        return size;
    }

    /** The first token of a value, which stands for the value wherever it is looked up here: the column's own. */
    long first(byte[] value) {
        return token(value, 0);
    }

    /** The token of a homophone of a value, as the column carries it. */
    long token(byte[] value, int homophone) {
        return shape == TokenShape.HASH
                ? ValueBytes.hash(value)
                : shape.cut(tokens.token(parameter, shape, value, homophone));
    }

    /** The first token of a value, hidden by the token that a row of it carries. */
    long masked(long token, long first) {
        return tokens.mask(parameter, token) ^ first;
    }

    /** Of how many rows with this value this node knows. */
    long rows(long first) {
        lock.readLock().lock();
        try {
            int entry = entries.get(first);
            if (entry < 0) {
                return 0;
            }
            long counted = entry < rows.length ? rows[entry] : 0;
            // After a restart, or of another node, the least that the level tells.
            return durable[entry] == 0 ? counted : Math.max(counted, Homophones.rows(levels[entry]));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Notes that a row with this value is about to be written. */
    Written write(byte[] value, long first) {
        lock.writeLock().lock();
        try {
            int entry = addIfAbsent(value, first);
            return new Written(levels[entry], durable[entry] < levels[entry] + 1);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Notes that a row with this value is about to be written, the one of this number, at this level or a higher one. */
    Written write(byte[] value, long first, long row, int level) {
        lock.writeLock().lock();
        try {
            int entry = addIfAbsent(value, first);
            if (rows.length <= entry) {
                rows = Arrays.copyOf(rows, ends.length);
            }
            rows[entry] = Math.max(rows[entry], row);
            levels[entry] = (byte) Math.max(levels[entry], level);
            return new Written(levels[entry], durable[entry] < levels[entry] + 1);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Notes that a committed transaction stored this value with this level. */
    void stored(byte[] value, int level) {
        long first = first(value);
        lock.writeLock().lock();
        try {
            int entry = addIfAbsent(value, first);
            levels[entry] = (byte) Math.max(levels[entry], level);
            durable[entry] = (byte) Math.max(durable[entry], level + 1);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private int addIfAbsent(byte[] value, long first) {
        int known = entries.get(first);
        if (known >= 0) {
            return known;
        }
        int from = size == 0 ? 0 : ends[size - 1];
        int to = Math.addExact(from, value.length);
        if (to > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(to, bytes.length + (bytes.length >> 1)));
        }
        if (size == ends.length) {
            int more = size + (size >> 1);
            ends = Arrays.copyOf(ends, more);
            firsts = Arrays.copyOf(firsts, more);
            levels = Arrays.copyOf(levels, more);
            durable = Arrays.copyOf(durable, more);
        }
        System.arraycopy(value, 0, bytes, from, value.length);
        ends[size] = to;
        firsts[size] = first;
        entries.put(first, size);
        return size++;
    }

    /** Whether a committed transaction is known to have stored the value. */
    boolean stored(long first) {
        lock.readLock().lock();
        try {
            int entry = entries.get(first);
            return entry >= 0 && durable[entry] > 0;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The value's level, 0 if it is not known. */
    int level(long first) {
        lock.readLock().lock();
        try {
            int entry = entries.get(first);
            return entry < 0 ? 0 : levels[entry];
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The value of a row with homophones, by both its columns, or null if none is known. */
    byte @Nullable [] value(long token, long masked) {
        return value(tokens.mask(parameter, token) ^ masked);
    }

    /** The value that a first token stands for, or null if none is known. */
    byte @Nullable [] value(long token) {
        lock.readLock().lock();
        try {
            int entry = entries.get(token);
            return entry < 0 ? null : Arrays.copyOfRange(bytes, start(entry), ends[entry]);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * The tokens of all accepted values.
     *
     * @param floor only values from here on, in the order of unsigned bytes; null for all
     * @param prefix only values that begin so; null for all, and a floor is then not looked at
     */
    long[] select(byte @Nullable [] floor, byte @Nullable [] prefix, Test test) {
        sort();
        lock.readLock().lock();
        try {
            LongList found = new LongList();
            byte[] from = prefix != null ? prefix : floor;
            for (int i = from == null ? 0 : firstAtLeast(from); i < sorted.length; i++) {
                int entry = sorted[i];
                if (prefix != null && !beginsWith(entry, prefix)) {
                    break;
                }
                collect(entry, test, found);
            }
            for (int entry = sorted.length; entry < size; entry++) {
                if (prefix == null || beginsWith(entry, prefix)) {
                    collect(entry, test, found);
                }
            }
            return found.toArray();
        } finally {
            lock.readLock().unlock();
        }
    }

    private void collect(int entry, Test test, LongList found) {
        int from = start(entry);
        int to = ends[entry];
        if (test.accepts(bytes, from, to)) {
            found.add(firsts[entry]);
            if (levels[entry] > 0) {
                tokens.collect(parameter, shape, Arrays.copyOfRange(bytes, from, to), 1 << levels[entry], found);
            }
        }
    }

    private boolean beginsWith(int entry, byte[] prefix) {
        int from = start(entry);
        return ends[entry] - from >= prefix.length
                && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
    }

    private int firstAtLeast(byte[] bound) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int entry = sorted[middle];
            if (Arrays.compareUnsigned(bytes, start(entry), ends[entry], bound, 0, bound.length) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int start(int entry) {
        return entry == 0 ? 0 : ends[entry - 1];
    }

    private void sort() {
        lock.readLock().lock();
        try {
            if (size - sorted.length <= UNSORTED && (sorted.length > 0 || size == 0)) {
                return;
            }
        } finally {
            lock.readLock().unlock();
        }
        lock.writeLock().lock();
        try {
            sorted = IntSort.merge(
                    sorted, size, (a, b) -> Arrays.compareUnsigned(bytes, start(a), ends[a], bytes, start(b), ends[b]));
        } finally {
            lock.writeLock().unlock();
        }
    }
}
