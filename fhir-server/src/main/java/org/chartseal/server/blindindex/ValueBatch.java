package org.chartseal.server.blindindex;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chartseal.server.keys.AesGcm;
import org.chartseal.server.keys.Hkdf;
import org.chartseal.server.keys.Secret;

/**
 * Seals the values that one transaction adds to the dictionary. Nobody without the key reads a value, learns its length
 * to better than 256 bytes a batch, or moves a batch elsewhere.
 */
final class ValueBatch {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] CONTEXT = "cs_index_values/v1\0".getBytes(StandardCharsets.UTF_8);
    private static final int KEY = 32;
    private static final int SALT = 32;
    private static final int PADDING = 256;

    private final Secret<byte[]> key;

    /**
     * A value of a parameter.
     *
     * @param parameter the parameter's hash identity
     * @param shape how its column carries tokens
     * @param level the value has {@code 2^level} homophones
     * @param value its bytes, see {@link ValueBytes}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(long parameter, TokenShape shape, int level, byte[] value) {
        private static final int HEAD = Long.BYTES + 2 + Short.BYTES;

        int length() {
            return HEAD + value.length;
        }
    }

    ValueBatch(Secret<byte[]> key) {
        this.key = key;
    }

    byte[] seal(List<Entry> entries) {
        int length = entries.stream().mapToInt(Entry::length).sum();
        ByteBuffer plain = ByteBuffer.allocate((length + Integer.BYTES + PADDING - 1) / PADDING * PADDING);
        plain.putInt(entries.size());
        for (Entry entry : entries) {
            plain.putLong(entry.parameter)
                    .put(entry.shape.code())
                    .put((byte) entry.level)
                    .putShort((short) entry.value.length)
                    .put(entry.value);
        }
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        byte[] derived = Hkdf.derive(key.reveal(), salt, CONTEXT, KEY + AesGcm.NONCE);
        byte[] sealed = AesGcm.seal(
                Arrays.copyOf(derived, KEY), Arrays.copyOfRange(derived, KEY, derived.length), CONTEXT, plain.array());
        return ByteBuffer.allocate(SALT + sealed.length).put(salt).put(sealed).array();
    }

    /**
     * Opens a batch.
     *
     * @throws IllegalStateException if it is not as it was sealed
     */
    List<Entry> open(byte[] stored) {
        byte[] salt = Arrays.copyOf(stored, SALT);
        byte[] derived = Hkdf.derive(key.reveal(), salt, CONTEXT, KEY + AesGcm.NONCE);
        ByteBuffer plain;
        try {
            plain = ByteBuffer.wrap(AesGcm.open(
                    Arrays.copyOf(derived, KEY),
                    Arrays.copyOfRange(derived, KEY, derived.length),
                    CONTEXT,
                    Arrays.copyOfRange(stored, SALT, stored.length)));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("A row of cs_index_values is not as it was sealed", broken);
        }
        int count = plain.getInt();
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long parameter = plain.getLong();
            TokenShape shape = TokenShape.of(plain.get());
            int level = plain.get();
            byte[] value = new byte[Short.toUnsignedInt(plain.getShort())];
            plain.get(value);
            entries.add(new Entry(parameter, shape, level, value));
        }
        return entries;
    }
}
