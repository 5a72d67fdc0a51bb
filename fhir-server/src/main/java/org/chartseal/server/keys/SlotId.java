package org.chartseal.server.keys;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The id of a key slot: 128 random bits that say nothing of whose key it is.
 *
 * @param high first eight bytes, big endian
 * @param low last eight bytes
 */
public record SlotId(long high, long low) implements Comparable<SlotId> {
    /** Length in bytes. */
    public static final int LENGTH = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new random id. */
    public static SlotId random() {
        return new SlotId(RANDOM.nextLong(), RANDOM.nextLong());
    }

    /**
     * Reads an id.
     *
     * @throws IllegalArgumentException if it is not 16 bytes
     */
    public static SlotId of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("Expected a slot id of 16 bytes, found " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new SlotId(buffer.getLong(), buffer.getLong());
    }

    /** The id as 16 bytes. */
    public byte[] bytes() {
        return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
    }

    /** Which of the 256 shard keys wraps this slot's data key. */
    int shard() {
        return (int) (high >>> 56);
    }

    /** The least id of a shard. */
    static SlotId first(int shard) {
        return new SlotId((long) shard << 56, 0);
    }

    /** The greatest id of a shard. */
    static SlotId last(int shard) {
        return new SlotId(((long) shard << 56) | 0x00ff_ffff_ffff_ffffL, -1);
    }

    /** Orders as the bytes order, unsigned. */
    @Override
    public int compareTo(SlotId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes());
    }
}
