package org.chartseal.anchoring.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.chartseal.anchoring.canonical.Sha256;

/**
 * A key that signs notes, public half, with the text form and the id that its signature type gives it (C2SP signed-note).
 *
 * @param name without spaces and plus signs
 * @param type signature type
 * @param publicKey Ed25519, 32 bytes
 */
record NoteKey(String name, byte type, byte[] publicKey) {
    private static final Pattern NAME = Pattern.compile("[^\\s+\\p{Cntrl}]+");
    private static final Pattern KEY = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");
    private static final int SIGNATURE_LENGTH = 64;

    NoteKey {
        if (!NAME.matcher(name).matches() || publicKey.length != Ed25519PublicKeyParameters.KEY_SIZE) {
            throw new CheckpointFormatException(
                    "expected a key name without space or plus and a key of 32 bytes, found " + publicKey.length);
        }
    }

    /** The text form, {@code name+keyid+base64}. */
    String vkey() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    /**
     * Reads the text form, strictly.
     *
     * @param expected in words, for keys of another type or length
     * @throws CheckpointFormatException unless the text is a verifier key of this type whose id fits it
     */
    static NoteKey parse(String vkey, byte type, String expected) {
        var matcher = KEY.matcher(vkey);
        if (!matcher.matches()) {
            throw new CheckpointFormatException("expected a verifier key: name+keyid+base64");
        }
        byte[] typed = NoteSignature.base64(matcher.group(3));
        if (typed.length != 1 + Ed25519PublicKeyParameters.KEY_SIZE || typed[0] != type) {
            throw new CheckpointFormatException(expected);
        }
        NoteKey key = new NoteKey(matcher.group(1), type, Arrays.copyOfRange(typed, 1, typed.length));
        String id = HexFormat.of().formatHex(key.id());
        if (!id.equals(matcher.group(2))) {
            throw new CheckpointFormatException("expected key id " + id + ", found " + matcher.group(2));
        }
        return key;
    }

    /** The key's id, 4 bytes: a hint only. */
    byte[] id() {
        byte[] hash = Sha256.hash(name.getBytes(UTF_8), new byte[] {'\n'}, typed());
        return Arrays.copyOf(hash, NoteSignature.KEY_ID_LENGTH);
    }

    /** Whether a line claims to be this key's. */
    boolean isNamedBy(NoteSignature line) {
        return line.keyName().equals(name) && Arrays.equals(line.keyId(), id());
    }

    /** Whether a signature is this key's; bytes that are no point of the curve sign nothing. */
    boolean verifies(byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_LENGTH) {
            return false;
        }
        Ed25519PublicKeyParameters key;
        try {
            key = new Ed25519PublicKeyParameters(publicKey, 0);
        } catch (IllegalArgumentException noPointOfTheCurve) {
            return false;
        }
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, key);
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }

    private byte[] typed() {
        byte[] typed = new byte[1 + publicKey.length];
        typed[0] = type;
        System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
        return typed;
    }
}
