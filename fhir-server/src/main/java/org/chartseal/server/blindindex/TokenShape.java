package org.chartseal.server.blindindex;

/** How many bits of a token the column that carries it can hold, exactly and as a legal value. */
enum TokenShape {
    /** A whole number of 64 bits: strings, in HASH_NORM_PREFIX and HASH_EXACT. */
    LONG(64),
    /** HAPI's own hash of the value, keyed, which the value begins with: tokens and URIs. */
    HASH(64),
    /** Microseconds since 1970, before the year 6600: dates. */
    MICROS(57),
    /** A whole number that a double holds: quantities, coordinates, and numbers, which HAPI compares as doubles. */
    DOUBLE(52);

    private final int bits;

    TokenShape(int bits) {
        this.bits = bits;
    }

    /** The token cut to this shape: never negative unless it is whole. */
    long cut(long token) {
        return bits == Long.SIZE ? token : token >>> (Long.SIZE - bits);
    }
}
