package org.chartseal.server.blindindex;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.chartseal.server.keys.Secret;

/**
 * Tokens: what an index row carries in place of a value. A token is pseudorandom, keyed by parameter, so that it gives
 * away equality within one parameter and nothing else. A value that several rows have may have several, its homophones,
 * numbered from 0; see {@link Homophones}.
 */
final class ValueTokens {
    /** Tokens that one value of the function makes. */
    private static final int A_BLOCK = 4;

    private final Prf tokens;
    private final Prf masks;
    private final Prf starts;

    ValueTokens(Secret<byte[]> indexKey) {
        this.tokens = Prf.of(indexKey, "token/v2");
        this.masks = Prf.of(indexKey, "mask/v1");
        byte[] own = new byte[32];
        new SecureRandom().nextBytes(own);
        this.starts = Prf.of(Secret.of(own), "start/v1");
    }

    /** The token of a value's homophone, 64 bits. */
    long token(long parameter, TokenShape shape, byte[] value, int homophone) {
        return block(parameter, shape, value, homophone / A_BLOCK).getLong(homophone % A_BLOCK * Long.BYTES);
    }

    /** Adds the tokens of a value's homophones from 1 up to, not including, a number. */
    void collect(long parameter, TokenShape shape, byte[] value, int homophones, LongList found) {
        for (int from = 0; from < homophones; from += A_BLOCK) {
            ByteBuffer block = block(parameter, shape, value, from / A_BLOCK);
            for (int at = from == 0 ? 1 : 0; at < Math.min(A_BLOCK, homophones - from); at++) {
                found.add(block.getLong(at * Long.BYTES));
            }
        }
    }

    private ByteBuffer block(long parameter, TokenShape shape, byte[] value, int number) {
        return ByteBuffer.wrap(tokens.whole(ByteBuffer.allocate(Long.BYTES + 1 + Integer.BYTES + value.length)
                .putLong(parameter)
                .put(shape.code())
                .putInt(number)
                .put(value)
                .array()));
    }

    /**
     * What hides, beside a row's own token, the first token of its value: a function of the row's token alone, so that
     * rows with different tokens show nothing in common. Its own inverse by exclusive or.
     */
    long mask(long parameter, long token) {
        return masks.first64(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(parameter)
                .putLong(token)
                .array());
    }

    /** Where this process begins to number a value's rows at a level: two nodes, or two runs, begin elsewhere. */
    long start(byte[] value, int level) {
        return starts.first64(ByteBuffer.allocate(Integer.BYTES + value.length)
                        .putInt(level)
                        .put(value)
                        .array())
                >>> 1;
    }
}
