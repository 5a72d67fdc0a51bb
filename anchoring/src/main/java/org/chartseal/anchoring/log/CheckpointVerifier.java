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
 * An Ed25519 key that signs checkpoints, public half (C2SP signed-note, signature type 1).
 *
 * @param name without spaces and plus signs
 * @param publicKey 32 bytes
 */
public record CheckpointVerifier(String name, byte[] publicKey) {
    private static final byte ED25519 = 1;
    private static final int SIGNATURE_LENGTH = 64;
    private static final Pattern NAME = Pattern.compile("[^\\s+\\p{Cntrl}]+");
    private static final Pattern KEY = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");

    public CheckpointVerifier {
        if (!NAME.matcher(name).matches() || publicKey.length != Ed25519PublicKeyParameters.KEY_SIZE) {
            throw new CheckpointFormatException(
                    "expected a key name without space or plus and a key of 32 bytes, found " + publicKey.length);
        }
    }

    /** The key's text form, {@code name+keyid+base64}. */
    public String vkey() {
        return name + "+" + HexFormat.of().formatHex(keyId()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    /**
     * Reads the text form, strictly.
     *
     * @throws CheckpointFormatException unless the text is an Ed25519 verifier key whose id fits it
     */
    public static CheckpointVerifier parse(String vkey) {
        var matcher = KEY.matcher(vkey);
        if (!matcher.matches()) {
            throw new CheckpointFormatException("expected a verifier key: name+keyid+base64");
        }
        byte[] typed = NoteSignature.base64(matcher.group(3));
        if (typed.length != 1 + Ed25519PublicKeyParameters.KEY_SIZE || typed[0] != ED25519) {
            throw new CheckpointFormatException("expected an Ed25519 key of type 1 and 32 bytes");
        }
        CheckpointVerifier key = new CheckpointVerifier(matcher.group(1), Arrays.copyOfRange(typed, 1, typed.length));
        String id = HexFormat.of().formatHex(key.keyId());
        if (!id.equals(matcher.group(2))) {
            throw new CheckpointFormatException("expected key id " + id + ", found " + matcher.group(2));
        }
        return key;
    }

    /** Whether one of the note's lines is this key's and is a valid signature over the body. */
    public boolean verifies(SignedCheckpoint note) {
        byte[] body = note.checkpoint().body().getBytes(UTF_8);
        return note.signatures().stream()
                .filter(line -> line.keyName().equals(name) && Arrays.equals(line.keyId(), keyId()))
                .anyMatch(line -> verifies(body, line.signature()));
    }

    /** Whether this key signed what is no checkpoint, see {@link CheckpointSigner#sign(byte[])}. */
    public boolean verifiesNamed(byte[] message, byte[] signature) {
        requireNamed(message);
        return verifies(message, signature);
    }

    static void requireNamed(byte[] message) {
        int zero = 0;
        while (zero < message.length && message[zero] > ' ') {
            zero++;
        }
        if (zero == 0 || zero == message.length || message[zero] != 0) {
            throw new IllegalArgumentException("expected a message that begins with its name and a zero byte");
        }
    }

    private boolean verifies(byte[] body, byte[] signature) {
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
        verifier.update(body, 0, body.length);
        return verifier.verifySignature(signature);
    }

    /** The key's id, 4 bytes: a hint only. */
    public byte[] keyId() {
        byte[] hash = Sha256.hash(name.getBytes(UTF_8), new byte[] {'\n'}, typed());
        return Arrays.copyOf(hash, NoteSignature.KEY_ID_LENGTH);
    }

    private byte[] typed() {
        byte[] typed = new byte[1 + publicKey.length];
        typed[0] = ED25519;
        System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
        return typed;
    }
}
