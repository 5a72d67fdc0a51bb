package org.chartseal.server.leaks;

/**
 * Finds any of a million byte strings in a stream of bytes, in one pass and fixed memory: their first six bytes lead to
 * the lengths that begin so, and a 64-bit hash of each such length to the value. Strings longer than {@link #LONGEST}
 * bytes are known by their beginning. Two strings of one hash would be a false alarm, at odds of one in a billion passes.
 */
final class FormIndex {
    /** Bytes of a string that are compared. */
    static final int LONGEST = 69;

    private static final int HEAD = 6;
    /** Below this a string is found by chance in encrypted text, so there it does not count. */
    private static final int SHORT = 10;

    private static final int RUN = 48;

    private final long[] heads;
    private final long[] lengths;
    private final long[] hashes;
    private final int[] ids;
    private final int mask;

    /** Told of each find: which value, and where it begins. */
    interface Sink {
        void found(int id, int offset);
    }

    /** @param expected how many strings there will be, at most */
    FormIndex(int expected) {
        int size = Integer.highestOneBit(Math.max(1024, expected) * 3 - 1) << 1;
        this.mask = size - 1;
        this.heads = new long[size];
        this.lengths = new long[size];
        this.hashes = new long[size];
        this.ids = new int[size];
    }

    void add(byte[] form, int id) {
        int length = Math.min(form.length, LONGEST);
        if (length < HEAD) {
            return;
        }
        long head = head(form, 0);
        int slot = slot(head);
        while (lengths[slot] != 0 && heads[slot] != head) {
            slot = (slot + 1) & mask;
        }
        heads[slot] = head;
        lengths[slot] |= 1L << (length - HEAD);
        long hash = hash(form, 0, length);
        int place = slot(hash);
        while (hashes[place] != 0 && hashes[place] != hash) {
            place = (place + 1) & mask;
        }
        if (hashes[place] == 0) {
            hashes[place] = hash;
            ids[place] = id;
        }
    }

    /** Looks at every offset from {@code from} to before {@code to}; a string may go on to {@code end}. */
    void scan(byte[] bytes, int from, int to, int end, Sink sink) {
        for (int i = from; i < to && i + HEAD <= end; i++) {
            long head = head(bytes, i);
            int slot = slot(head);
            while (lengths[slot] != 0) {
                if (heads[slot] == head) {
                    at(bytes, i, end, lengths[slot], sink);
                    break;
                }
                slot = (slot + 1) & mask;
            }
        }
    }

    private void at(byte[] bytes, int offset, int end, long lengthSet, Sink sink) {
        long hash = 0;
        int hashed = 0;
        for (long rest = lengthSet; rest != 0; rest &= rest - 1) {
            int length = Long.numberOfTrailingZeros(rest) + HEAD;
            if (offset + length > end) {
                return;
            }
            for (; hashed < length; hashed++) {
                hash = step(hash, bytes[offset + hashed]);
            }
            long wanted = finish(hash, length);
            int place = slot(wanted);
            while (hashes[place] != 0) {
                if (hashes[place] == wanted) {
                    if (length >= SHORT
                            || !(inLongRun(bytes, offset, length, end) || inHex(bytes, offset, length, end))) {
                        sink.found(ids[place], offset);
                    }
                    break;
                }
                place = (place + 1) & mask;
            }
        }
    }

    /** Whether a short find lies within an unbroken run of base64: six such characters turn up in it by chance. */
    private static boolean inLongRun(byte[] bytes, int offset, int length, int end) {
        int low = offset;
        while (low > 0 && offset - low < RUN && base64(bytes[low - 1])) {
            low--;
        }
        int high = offset + length;
        while (high < end && high - offset < RUN && base64(bytes[high])) {
            high++;
        }
        return high - low >= RUN;
    }

    /** Whether a short number lies within hexadecimal digits: the server's random ids hold such by chance. */
    private static boolean inHex(byte[] bytes, int offset, int length, int end) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return (offset > 0 && hex(bytes[offset - 1])) || (offset + length < end && hex(bytes[offset + length]));
    }

    private static boolean hex(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f');
    }

    private static boolean base64(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '+'
                || b == '/'
                || b == '-'
                || b == '_';
    }

    private int slot(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 33) & mask;
    }

    /** Never 0, which marks a free place. */
    private static long head(byte[] bytes, int offset) {
        return (bytes[offset] & 255L)
                | (bytes[offset + 1] & 255L) << 8
                | (bytes[offset + 2] & 255L) << 16
                | (bytes[offset + 3] & 255L) << 24
                | (bytes[offset + 4] & 255L) << 32
                | (bytes[offset + 5] & 255L) << 40
                | 1L << 48;
    }

    private static long hash(byte[] bytes, int offset, int length) {
        long hash = 0;
        for (int i = 0; i < length; i++) {
            hash = step(hash, bytes[offset + i]);
        }
        return finish(hash, length);
    }

    private static long step(long hash, byte next) {
        long mixed = (hash ^ (next & 255)) * 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 32;
    }

    private static long finish(long hash, int length) {
        long done = step(hash, (byte) length) * 0x9E3779B97F4A7C15L;
        return done == 0 ? 1 : done;
    }
}
