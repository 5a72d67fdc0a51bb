package org.chartseal.server.sealing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.chartseal.server.keys.AesGcm;
import org.chartseal.server.keys.Hkdf;
import org.chartseal.server.keys.Secret;

/**
 * Sealed column, scheme 1: a value under one of the server's own keys, bound to table, column and row. The bytes are
 * described in {@code fhir-server/docs/sealed-format.md}.
 *
 * <p>Guarantees: without the key nothing of the value is known but its length in Padmé's steps; a value opens in its own
 * row and column only, unaltered. An older value of the same cell does open there: these rows are no evidence.
 */
public final class ColumnSeal {
    private static final byte[] PREFIX = "cc1:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INFO = "chartseal/column/v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT = 32;
    private static final int LEAST = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Secret<byte[]> key;

    /** @param key 32 bytes */
    public ColumnSeal(Secret<byte[]> key) {
        this.key = key;
    }

    /**
     * Where a value stands.
     *
     * @param rowId what tells the row from the others of its table
     */
    public record Cell(String table, String column, String rowId) {
        private byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (String text : new String[] {table, column, rowId}) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                bytes.write(utf8.length >>> 8);
                bytes.write(utf8.length);
                bytes.writeBytes(utf8);
            }
            return bytes.toByteArray();
        }
    }

    /** Seals a value of any length. */
    public byte[] seal(Cell cell, byte[] value) {
        return seal(cell, value, Padme.paddedLength(4 + value.length, LEAST));
    }

    /** How long a value may be that is sealed into this many characters. */
    public static int room(int characters) {
        return (characters - PREFIX.length) * 3 / 4 - SALT - AesGcm.TAG - 4;
    }

    /** Seals a value so that its text has the length of the whole column, whatever its own. */
    public String sealText(Cell cell, byte[] value, int characters) {
        return text(seal(cell, value, 4 + room(characters)));
    }

    /** Seals a value of any length as text. */
    public String sealText(Cell cell, byte[] value) {
        return text(seal(cell, value));
    }

    private byte[] seal(Cell cell, byte[] value, int length) {
        byte[] padded =
                ByteBuffer.allocate(length).putInt(value.length).put(value).array();
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        byte[] where = cell.bytes();
        byte[] derived = derive(salt, where);
        byte[] sealed =
                AesGcm.seal(Arrays.copyOf(derived, 32), Arrays.copyOfRange(derived, 32, derived.length), where, padded);
        return ByteBuffer.allocate(PREFIX.length + SALT + sealed.length)
                .put(PREFIX)
                .put(salt)
                .put(sealed)
                .array();
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @throws SealBrokenException if this is not what was sealed into this cell
     */
    public byte[] open(Cell cell, byte[] stored) {
        int head = PREFIX.length + SALT;
        if (stored.length < head || !Arrays.equals(stored, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
            throw new SealBrokenException("expected a sealed column");
        }
        byte[] where = cell.bytes();
        byte[] derived = derive(Arrays.copyOfRange(stored, PREFIX.length, head), where);
        try {
            ByteBuffer padded = ByteBuffer.wrap(AesGcm.open(
                    Arrays.copyOf(derived, 32),
                    Arrays.copyOfRange(derived, 32, derived.length),
                    where,
                    Arrays.copyOfRange(stored, head, stored.length)));
            byte[] value = new byte[padded.getInt()];
            padded.get(value);
            return value;
        } catch (GeneralSecurityException altered) {
            throw new SealBrokenException("a column does not open where it stands");
        }
    }

    /**
     * Opens what {@link #sealText} made.
     *
     * @throws SealBrokenException if this is not what was sealed into this cell
     */
    public byte[] openText(Cell cell, String stored) {
        if (!stored.startsWith("cc1:")) {
            throw new SealBrokenException("expected a sealed column");
        }
        try {
            byte[] rest = Base64.getUrlDecoder().decode(stored.substring(PREFIX.length));
            return open(
                    cell,
                    ByteBuffer.allocate(PREFIX.length + rest.length)
                            .put(PREFIX)
                            .put(rest)
                            .array());
        } catch (IllegalArgumentException notBase64) {
            throw new SealBrokenException("a column holds no sealed value");
        }
    }

    private static String text(byte[] sealed) {
        return "cc1:"
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Arrays.copyOfRange(sealed, PREFIX.length, sealed.length));
    }

    /** A key and a nonce of their own for each value: no number of searches wears the key out. */
    private byte[] derive(byte[] salt, byte[] where) {
        byte[] info = ByteBuffer.allocate(INFO.length + where.length)
                .put(INFO)
                .put(where)
                .array();
        return Hkdf.derive(key.reveal(), salt, info, 32 + AesGcm.NONCE);
    }
}
