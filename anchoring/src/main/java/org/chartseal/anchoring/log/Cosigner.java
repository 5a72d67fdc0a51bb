package org.chartseal.anchoring.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.chartseal.anchoring.canonical.Sha256;

/**
 * A witness's Ed25519 key, public half, that signs checkpoints together with a time (C2SP tlog-cosignature,
 * {@code cosignature/v1}, signature type 4).
 *
 * @param name without spaces and plus signs
 * @param publicKey 32 bytes
 */
public record Cosigner(String name, byte[] publicKey) {
    private static final byte TYPE = 4;
    private static final int TIME_LENGTH = 8;
    private static final int SIGNATURE_LENGTH = 64;
    private static final Pattern NAME = Pattern.compile("[^\\s+\\p{Cntrl}]+");
    private static final Pattern KEY = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");

    public Cosigner {
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
     * @throws CheckpointFormatException unless the text is the verifier key of a cosigner whose id fits it
     */
    public static Cosigner parse(String vkey) {
        var matcher = KEY.matcher(vkey);
        if (!matcher.matches()) {
            throw new CheckpointFormatException("expected a verifier key: name+keyid+base64");
        }
        byte[] typed = NoteSignature.base64(matcher.group(3));
        if (typed.length != 1 + Ed25519PublicKeyParameters.KEY_SIZE || typed[0] != TYPE) {
            throw new CheckpointFormatException("expected an Ed25519 cosigner's key of type 4 and 32 bytes");
        }
        Cosigner key = new Cosigner(matcher.group(1), Arrays.copyOfRange(typed, 1, typed.length));
        String id = HexFormat.of().formatHex(key.keyId());
        if (!id.equals(matcher.group(2))) {
            throw new CheckpointFormatException("expected key id " + id + ", found " + matcher.group(2));
        }
        return key;
    }

    /** Whether one of the note's lines is this key's and is a valid cosignature of the body, at whatever time. */
    public boolean cosigned(SignedCheckpoint note) {
        return note.signatures().stream()
                .filter(line -> line.keyName().equals(name) && Arrays.equals(line.keyId(), keyId()))
                .anyMatch(line -> cosigned(note.checkpoint(), line.signature()));
    }

    private boolean cosigned(Checkpoint checkpoint, byte[] timed) {
        if (timed.length != TIME_LENGTH + SIGNATURE_LENGTH || timed[0] < 0) {
            return false;
        }
        Ed25519PublicKeyParameters key;
        try {
            key = new Ed25519PublicKeyParameters(publicKey, 0);
        } catch (IllegalArgumentException noPointOfTheCurve) {
            return false;
        }
        byte[] message = message(ByteBuffer.wrap(timed).getLong(), checkpoint);
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, key);
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(Arrays.copyOfRange(timed, TIME_LENGTH, timed.length));
    }

    /**
     * What a cosigner signs.
     *
     * @param time seconds since 1970
     */
    public static byte[] message(long time, Checkpoint checkpoint) {
        return ("cosignature/v1\ntime " + time + "\n" + checkpoint.body()).getBytes(UTF_8);
    }

    /** The key's id, 4 bytes: a hint only. */
    public byte[] keyId() {
        byte[] hash = Sha256.hash(name.getBytes(UTF_8), new byte[] {'\n'}, typed());
        return Arrays.copyOf(hash, NoteSignature.KEY_ID_LENGTH);
    }

    private byte[] typed() {
        byte[] typed = new byte[1 + publicKey.length];
        typed[0] = TYPE;
        System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
        return typed;
    }
}
