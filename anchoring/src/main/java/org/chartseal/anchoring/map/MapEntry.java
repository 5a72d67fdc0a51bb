package org.chartseal.anchoring.map;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.log.MerkleTree;

/**
 * One entry of a map: under which key, and a commitment to what.
 *
 * @param key 32 bytes, by which entries ascend as unsigned bytes
 * @param value 32 bytes, see {@link MapHead#commitment}
 */
public record MapEntry(byte[] key, byte[] value) {
    private static final byte[] ENTRY = "fhirlog/map/entry/v1\0".getBytes(US_ASCII);

    public MapEntry {
        if (key.length != Sha256.LENGTH || value.length != Sha256.LENGTH) {
            throw new IllegalArgumentException(
                    "expected a key and a value of 32 bytes, found " + key.length + " and " + value.length);
        }
    }

    /** RFC 6962 leaf hash of "fhirlog/map/entry/v1" 00 || key || value. */
    public byte[] leafHash() {
        byte[] encoded = new byte[ENTRY.length + key.length + value.length];
        System.arraycopy(ENTRY, 0, encoded, 0, ENTRY.length);
        System.arraycopy(key, 0, encoded, ENTRY.length, key.length);
        System.arraycopy(value, 0, encoded, ENTRY.length + key.length, value.length);
        return MerkleTree.leafHash(encoded);
    }
}
