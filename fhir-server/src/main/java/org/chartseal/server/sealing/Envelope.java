package org.chartseal.server.sealing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.chartseal.server.keys.AesGcm;
import org.chartseal.server.keys.DataKey;
import org.chartseal.server.keys.Hkdf;
import org.chartseal.server.keys.NoOwnerKeyException;
import org.chartseal.server.keys.SlotId;

/**
 * Sealed row format 1: a value encrypted to the key slots of its owners, bound to its row. The bytes are described in
 * {@code fhir-server/docs/sealed-format.md}; they are law from the first stored row on.
 *
 * <p>Guarantees: without an owner's data key neither value nor claims can be read; any change of header, context, claims
 * or value is found before a byte of the value is used; a sealed value opens under one key only (the commitment), so
 * that no two readers can be shown different values.
 */
public final class Envelope {
    /** Begins the stored text. */
    public static final String PREFIX = "cs1:";

    /** Begins the stored text of a value with one owner. */
    public static final String SINGLE = "cs1:AQAB";

    private static final int SCHEME = 1;
    private static final int SALT = 32;
    private static final int COMMITMENT = 32;
    private static final int WRAPPED = 32 + AesGcm.TAG;
    private static final byte[] SEAL_INFO = "chartseal/seal/v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WRAP_INFO = "chartseal/wrap/v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final SecureRandom RANDOM = new SecureRandom();

    private Envelope() {}

    /**
     * What an envelope held.
     *
     * @param owners the slots it is sealed to, ascending
     * @param claims its header block
     * @param value its value
     */
    public record Opened(List<SlotId> owners, byte[] claims, byte[] value) {}

    /**
     * Seals a value.
     *
     * @param context authenticated bytes that say where the value stands
     * @param claims the header block, at most 65,000 bytes
     * @param value any length
     * @param owners whose keys open it, 1 to 4096, each once
     * @return {@code cs1:} and base64url
     */
    public static String seal(byte[] context, byte[] claims, byte[] value, List<DataKey> owners) {
        return seal(context, claims, value, owners, Padme.LEAST);
    }

    /**
     * Seals a value whose length says little, with less padding.
     *
     * @param least padded length in bytes of the smallest values
     */
    public static String seal(byte[] context, byte[] claims, byte[] value, List<DataKey> owners, int least) {
        List<DataKey> sorted = owners.stream()
                .sorted(Comparator.comparing(DataKey::slotId))
                .distinct()
                .toList();
        if (sorted.isEmpty() || sorted.size() > 4096) {
            throw new IllegalArgumentException("Expected 1 to 4096 owners, found " + sorted.size());
        }
        byte[] salt = random(SALT);
        byte[] header = header(sorted.stream().map(DataKey::slotId).toList());
        byte[] bound = concat(header, context);
        byte[] root = sorted.size() == 1 ? sorted.get(0).key().reveal() : random(32);
        Keys keys = Keys.derive(root, salt, bound);
        byte[] sealedClaims = AesGcm.seal(keys.claimsKey(), keys.claimsNonce(), bound, claims);
        byte[] sealedValue =
                AesGcm.seal(keys.valueKey(), keys.valueNonce(), concat(bound, sealedClaims), pad(value, least));

        ByteArrayOutputStream out = new ByteArrayOutputStream(256 + sealedClaims.length + sealedValue.length);
        out.writeBytes(header);
        out.writeBytes(salt);
        out.writeBytes(keys.commitment());
        if (sorted.size() > 1) {
            for (DataKey owner : sorted) {
                byte[] wrap = wrapKey(owner, salt, bound);
                out.writeBytes(AesGcm.seal(Arrays.copyOf(wrap, 32), Arrays.copyOfRange(wrap, 32, 44), header, root));
            }
        }
        out.writeBytes(
                ByteBuffer.allocate(2).putShort((short) sealedClaims.length).array());
        out.writeBytes(sealedClaims);
        out.writeBytes(sealedValue);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    }

    /**
     * Opens a sealed value.
     *
     * @param text what {@link #seal} returned
     * @param context the bytes it was sealed with
     * @param keys gives the data keys of slots; a slot whose key was destroyed is absent
     * @throws SealBrokenException if text or context are not those that were sealed
     * @throws NoOwnerKeyException if none of the owners' keys is there
     */
    public static Opened open(String text, byte[] context, Function<Set<SlotId>, Map<SlotId, DataKey>> keys) {
        ByteBuffer in = decode(text);
        List<SlotId> owners = readOwners(in);
        byte[] header = header(owners);
        byte[] salt = read(in, SALT);
        byte[] commitment = read(in, COMMITMENT);
        byte[] bound = concat(header, context);
        byte[] root = root(in, owners, salt, header, bound, keys);
        Keys derived = Keys.derive(root, salt, bound);
        if (!MessageDigest.isEqual(derived.commitment(), commitment)) {
            throw new SealBrokenException("the key commitment does not match the row");
        }
        byte[] sealedClaims =
                read(in, Short.toUnsignedInt(ByteBuffer.wrap(read(in, 2)).getShort()));
        byte[] sealedValue = read(in, in.remaining());
        try {
            byte[] claims = AesGcm.open(derived.claimsKey(), derived.claimsNonce(), bound, sealedClaims);
            byte[] value =
                    AesGcm.open(derived.valueKey(), derived.valueNonce(), concat(bound, sealedClaims), sealedValue);
            return new Opened(owners, claims, unpad(value));
        } catch (GeneralSecurityException altered) {
            throw new SealBrokenException("the authentication tag does not match");
        }
    }

    /**
     * The slots that a value is sealed to, ascending, as its header says; nothing is authenticated.
     *
     * @throws SealBrokenException if this is no sealed value
     */
    public static List<SlotId> ownersOf(String text) {
        return readOwners(decode(text));
    }

    /** How a value sealed to this one slot begins: 28 characters, which leave out the slot's last byte. */
    public static String beginning(SlotId only) {
        return PREFIX
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(header(List.of(only)))
                        .substring(0, 24);
    }

    private static byte[] root(
            ByteBuffer in,
            List<SlotId> owners,
            byte[] salt,
            byte[] header,
            byte[] bound,
            Function<Set<SlotId>, Map<SlotId, DataKey>> keys) {
        Map<SlotId, DataKey> opened = keys.apply(new HashSet<>(owners));
        if (owners.size() == 1) {
            DataKey only = opened.get(owners.get(0));
            if (only == null) {
                throw new NoOwnerKeyException(Set.copyOf(owners));
            }
            return only.key().reveal();
        }
        List<byte[]> wrapped = new ArrayList<>(owners.size());
        owners.forEach(owner -> wrapped.add(read(in, WRAPPED)));
        for (int i = 0; i < owners.size(); i++) {
            DataKey owner = opened.get(owners.get(i));
            if (owner != null) {
                byte[] wrap = wrapKey(owner, salt, bound);
                try {
                    return AesGcm.open(
                            Arrays.copyOf(wrap, 32), Arrays.copyOfRange(wrap, 32, 44), header, wrapped.get(i));
                } catch (GeneralSecurityException altered) {
                    throw new SealBrokenException("an owner's wrapped key does not open");
                }
            }
        }
        throw new NoOwnerKeyException(Set.copyOf(owners));
    }

    private record Keys(byte[] commitment, byte[] claimsKey, byte[] claimsNonce, byte[] valueKey, byte[] valueNonce) {
        static Keys derive(byte[] root, byte[] salt, byte[] bound) {
            byte[] output = Hkdf.derive(root, salt, concat(SEAL_INFO, bound), 120);
            return new Keys(
                    Arrays.copyOfRange(output, 0, 32),
                    Arrays.copyOfRange(output, 32, 64),
                    Arrays.copyOfRange(output, 64, 76),
                    Arrays.copyOfRange(output, 76, 108),
                    Arrays.copyOfRange(output, 108, 120));
        }
    }

    private static byte[] wrapKey(DataKey owner, byte[] salt, byte[] bound) {
        byte[] info = concat(concat(WRAP_INFO, owner.slotId().bytes()), bound);
        return Hkdf.derive(owner.key().reveal(), salt, info, 44);
    }

    private static byte[] header(List<SlotId> owners) {
        ByteBuffer header = ByteBuffer.allocate(3 + owners.size() * SlotId.LENGTH);
        header.put((byte) SCHEME).putShort((short) owners.size());
        owners.forEach(owner -> header.put(owner.bytes()));
        return header.array();
    }

    private static List<SlotId> readOwners(ByteBuffer in) {
        int scheme = Byte.toUnsignedInt(read(in, 1)[0]);
        if (scheme != SCHEME) {
            throw new SealBrokenException("expected scheme " + SCHEME + ", found " + scheme);
        }
        int count = Short.toUnsignedInt(ByteBuffer.wrap(read(in, 2)).getShort());
        if (count < 1 || count > 4096) {
            throw new SealBrokenException("expected 1 to 4096 owners, found " + count);
        }
        List<SlotId> owners = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            owners.add(SlotId.of(read(in, SlotId.LENGTH)));
        }
        return owners;
    }

    private static ByteBuffer decode(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new SealBrokenException("expected a sealed value, found text of another kind");
        }
        try {
            return ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(PREFIX.length())));
        } catch (IllegalArgumentException notBase64) {
            throw new SealBrokenException("expected base64url");
        }
    }

    private static byte[] read(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new SealBrokenException("the value is cut short");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static byte[] pad(byte[] value, int least) {
        return ByteBuffer.allocate(Padme.paddedLength(value.length + 4, least))
                .putInt(value.length)
                .put(value)
                .array();
    }

    private static byte[] unpad(byte[] padded) {
        ByteBuffer in = ByteBuffer.wrap(padded);
        int length = padded.length < 4 ? -1 : in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new SealBrokenException("the padding is not of this format");
        }
        return read(in, length);
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
