package org.chartseal.server.blindindex;

import java.nio.ByteBuffer;
import org.chartseal.server.keys.Secret;

/**
 * Tokens: what an index row carries in place of a value. A token is pseudorandom, keyed by parameter, so that it gives
 * away equality within one parameter and nothing else. A frequent value has several, its homophones, numbered from 0.
 */
final class ValueTokens {
    private final Prf tokens;
    private final Prf homophones;

    ValueTokens(Secret<byte[]> indexKey) {
        this.tokens = Prf.of(indexKey, "token/v1");
        this.homophones = Prf.of(indexKey, "homophone/v1");
    }

    /** The token of a value's homophone, 64 bits. */
    long token(long parameter, TokenShape shape, byte[] value, int homophone) {
        return tokens.first64(ByteBuffer.allocate(Long.BYTES + 1 + Integer.BYTES + value.length)
                .putLong(parameter)
                .put(shape.code())
                .putInt(homophone)
                .put(value)
                .array());
    }

    /**
     * The homophone of a value in a resource, for a row that is written while the value has this level. Each level adds
     * as many homophones as there were, and rows take those alone, so that each fills to the same number of rows.
     */
    int homophone(long parameter, byte[] value, long resource, int level) {
        if (level == 0) {
            return 0;
        }
        int added = 1 << (level - 1);
        long random = homophones.first64(ByteBuffer.allocate(2 * Long.BYTES + value.length)
                .putLong(parameter)
                .putLong(resource)
                .put(value)
                .array());
        return added + (int) (random & (added - 1));
    }
}
