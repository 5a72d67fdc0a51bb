package org.chartseal.server.sealing;

import com.google.crypto.tink.subtle.AesSiv;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import org.chartseal.server.keys.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Binds a row of HFJ_RESOURCE together. Its column HASH_SHA256 holds, in place of HAPI's plain hash of the body (which a
 * dictionary opens), that hash under AES-SIV (RFC 5297) with all the row says as associated data. So the row cannot name
 * another FHIR id, an older version or a lifted deletion without being found when it is loaded, at the price of no extra
 * column, row or query.
 */
final class HeadSeal {
    private static final HexFormat HEX = HexFormat.of();
    private static final String NO_HASH = HEX.formatHex(new byte[32]);

    private final AesSiv siv;

    /** @param key 64 bytes */
    HeadSeal(Secret<byte[]> key) {
        try {
            this.siv = new AesSiv(key.reveal());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("AES-SIV needs a key of 64 bytes", failure);
        }
    }

    /** The column's 64 characters for a hash in hex, or for none where the resource is deleted. */
    String seal(@Nullable String hash, String fhirId, RowContext context) {
        try {
            byte[] sealed = siv.encryptDeterministically(
                    HEX.parseHex(hash == null ? NO_HASH : hash), associatedData(fhirId, context));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-SIV failed to encrypt", impossible);
        }
    }

    /**
     * The hash in hex, null for none.
     *
     * @throws SealBrokenException if the row is not as it was sealed
     */
    @Nullable
    String open(@Nullable String column, String fhirId, RowContext context) {
        if (column == null) {
            throw new SealBrokenException("the resource row has no seal");
        }
        try {
            byte[] hash = siv.decryptDeterministically(
                    Base64.getUrlDecoder().decode(column), associatedData(fhirId, context));
            String hex = HEX.formatHex(hash);
            return hex.equals(NO_HASH) ? null : hex;
        } catch (GeneralSecurityException | IllegalArgumentException altered) {
            throw new SealBrokenException("the resource row does not agree with its seal");
        }
    }

    private static byte[] associatedData(String fhirId, RowContext context) {
        byte[] id = fhirId.getBytes(StandardCharsets.UTF_8);
        byte[] row = context.associatedData();
        return ByteBuffer.allocate(2 + id.length + row.length)
                .putShort((short) id.length)
                .put(id)
                .put(row)
                .array();
    }
}
