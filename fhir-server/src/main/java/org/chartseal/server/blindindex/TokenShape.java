package org.chartseal.server.blindindex;

/** How many bits of a token the column that carries it can hold, exactly and as a legal value. */
enum TokenShape {
    /** A whole number of 64 bits: strings, in HASH_NORM_PREFIX, and masked in HASH_EXACT. */
    LONG(1, 64),
    /** HAPI's own hash of the value, keyed, which the value begins with: tokens and URIs. */
    HASH(2, 64),
    /** Microseconds since 1970, before the year 6600: dates. */
    MICROS(3, 57),
    /** A whole number that a double holds: quantities, coordinates, and numbers, which HAPI compares as doubles. */
    DOUBLE(4, 52);

    private final int code;
    private final int bits;

    TokenShape(int code, int bits) {
        this.code = code;
        this.bits = bits;
    }

    /** The token cut to this shape: never negative unless it is whole. */
    long cut(long token) {
        return bits == Long.SIZE ? token : token >>> (Long.SIZE - bits);
    }

    /** What stands for it in the dictionary's rows. */
    byte code() {
        return (byte) code;
    }

    /**
     * The shape of a code.
     *
     * @throws IllegalStateException if there is none
     */
    static TokenShape of(byte code) {
        for (TokenShape shape : values()) {
            if (shape.code == code) {
                return shape;
            }
        }
        throw new IllegalStateException("Expected a token shape from 1 to 4, found " + code);
    }
}
