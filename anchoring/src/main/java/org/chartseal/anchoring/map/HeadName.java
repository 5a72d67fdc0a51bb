package org.chartseal.anchoring.map;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.chartseal.anchoring.canonical.Sha256;

/**
 * What stands for a reference in a map: a hash anybody can make of the reference. A server keeps it, sealed, in place of
 * the reference, so that the heads of an erased patient stay in the map. It hides only what cannot be guessed.
 */
public final class HeadName {
    private static final byte[] NAME = "fhirlog/map/name/v1\0".getBytes(US_ASCII);

    private HeadName() {}

    /** H("fhirlog/map/name/v1" 00 || lp16 reference), for references such as {@code Patient/p1}. */
    public static byte[] of(String reference) {
        byte[] text = reference.getBytes(UTF_8);
        if (text.length > 0xffff) {
            throw new IllegalArgumentException("expected at most 65535 bytes of reference, found " + text.length);
        }
        return Sha256.hash(
                NAME, ByteBuffer.allocate(2).putShort((short) text.length).array(), text);
    }
}
