package org.chartseal.anchoring.map;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A second implementation of the map, straight from the README: slow, and sharing no code with the first. */
final class PlainMap {
    private final byte[] mapKey;
    private final byte[] valueKey;
    /** Entries by the hexadecimal digits of their keys. */
    private final TreeMap<String, byte[]> entries = new TreeMap<>();

    PlainMap(byte[] mapKey, byte[] valueKey) {
        this.mapKey = mapKey;
        this.valueKey = valueKey;
    }

    byte[] put(int space, String reference, long seq, byte[] leafHash) {
        byte[] key = key(space, reference);
        byte[] salt = hmac(valueKey, "fhirlog/map/salt/v1", key);
        byte[] value = hmac(salt, "fhirlog/map/value/v1", u64(seq), leafHash);
        entries.put(HexFormat.of().formatHex(key), value);
        return value;
    }

    byte[] key(int space, String reference) {
        byte[] text = reference.getBytes(UTF_8);
        byte[] name = sha(
                "fhirlog/map/name/v1\0".getBytes(UTF_8),
                new byte[] {(byte) (text.length >>> 8), (byte) text.length},
                text);
        return hmac(mapKey, "fhirlog/map/key/v1", new byte[] {(byte) space}, name);
    }

    byte[] root() {
        List<byte[]> leaves = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            leaves.add(sha(
                    new byte[] {0},
                    "fhirlog/map/entry/v1\0".getBytes(UTF_8),
                    HexFormat.of().parseHex(entry.getKey()),
                    entry.getValue()));
        }
        return root(leaves);
    }

    /** RFC 6962, section 2.1. */
    private static byte[] root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return sha();
        }
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int split = 1;
        while (split * 2 < leaves.size()) {
            split *= 2;
        }
        return sha(new byte[] {1}, root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    private static byte[] u64(long value) {
        byte[] bytes = new byte[8];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (value >>> (56 - 8 * i));
        }
        return bytes;
    }

    private static byte[] hmac(byte[] key, String label, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((label + "\0").getBytes(UTF_8));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
