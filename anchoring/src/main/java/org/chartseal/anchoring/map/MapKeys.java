package org.chartseal.anchoring.map;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import org.chartseal.anchoring.canonical.Sha256;

/**
 * The two keys of one snapshot, drawn for it alone. Whoever gets a proof learns the map key; the value key only an auditor
 * of the whole log.
 *
 * @param mapKey K_map, 32 bytes: where a head's key falls
 * @param valueKey K_value, 32 bytes: the salts of what the heads are
 */
public record MapKeys(byte[] mapKey, byte[] valueKey) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] KEY = "fhirlog/map/key/v1\0".getBytes(US_ASCII);
    private static final byte[] SALT = "fhirlog/map/salt/v1\0".getBytes(US_ASCII);

    public MapKeys {
        if (mapKey.length != Sha256.LENGTH || valueKey.length != Sha256.LENGTH) {
            throw new IllegalArgumentException("expected two keys of 32 bytes");
        }
    }

    /** New keys for a new snapshot. */
    public static MapKeys random() {
        byte[] mapKey = new byte[Sha256.LENGTH];
        byte[] valueKey = new byte[Sha256.LENGTH];
        RANDOM.nextBytes(mapKey);
        RANDOM.nextBytes(valueKey);
        return new MapKeys(mapKey, valueKey);
    }

    /** Where a head stands: HMAC(K_map, "fhirlog/map/key/v1" 00 || u8 space || name), 32 bytes. */
    public static byte[] entryKey(byte[] mapKey, HeadSpace space, byte[] name) {
        return entryKey(new KeyedHash(mapKey), space, name);
    }

    static byte[] entryKey(KeyedHash mapKey, HeadSpace space, byte[] name) {
        return mapKey.of(KEY, new byte[] {space.code()}, name);
    }

    /** The salt of one entry's value: HMAC(K_value, "fhirlog/map/salt/v1" 00 || key). */
    public byte[] salt(byte[] entryKey) {
        return salt(new KeyedHash(valueKey), entryKey);
    }

    static byte[] salt(KeyedHash valueKey, byte[] entryKey) {
        return valueKey.of(SALT, entryKey);
    }

    /** H(K_map), as the snapshot's leaf says it. */
    public byte[] keyHash() {
        return Sha256.hash(mapKey);
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
