package org.chartseal.anchoring.map;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import org.chartseal.anchoring.canonical.Sha256;

/**
 * The newest leaf of a chain, as a map commits to it.
 *
 * @param seq versionSeq or subjectSeq, from 1
 * @param leafHash 32 bytes
 */
public record MapHead(long seq, byte[] leafHash) {
    private static final byte[] VALUE = "fhirlog/map/value/v1\0".getBytes(US_ASCII);

    public MapHead {
        if (seq < 1 || leafHash.length != Sha256.LENGTH) {
            throw new IllegalArgumentException(
                    "expected a head from 1 and 32 bytes, found " + seq + " and " + leafHash.length);
        }
    }

    /**
     * HMAC(salt, "fhirlog/map/value/v1" 00 || u64 seq || leafHash).
     *
     * @param salt 32 bytes
     */
    public byte[] commitment(byte[] salt) {
        if (salt.length != Sha256.LENGTH) {
            throw new IllegalArgumentException("expected a salt of 32 bytes, found " + salt.length);
        }
        return new KeyedHash(salt)
                .of(VALUE, ByteBuffer.allocate(Long.BYTES).putLong(seq).array(), leafHash);
    }
}
