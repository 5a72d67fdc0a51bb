package org.chartseal.anchoring.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

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

    /** @throws CheckpointFormatException if the name or the length of the key is another */
    public Cosigner {
        var unused = new NoteKey(name, TYPE, publicKey);
    }

    /** The key's text form, {@code name+keyid+base64}. */
    public String vkey() {
        return key().vkey();
    }

    /**
     * Reads the text form, strictly.
     *
     * @throws CheckpointFormatException unless the text is the verifier key of a cosigner whose id fits it
     */
    public static Cosigner parse(String vkey) {
        NoteKey key = NoteKey.parse(vkey, TYPE, "expected an Ed25519 cosigner's key of type 4 and 32 bytes");
        return new Cosigner(key.name(), key.publicKey());
    }

    /** Whether one of the note's lines is this key's and is a valid cosignature of the body, at whatever time. */
    public boolean cosigned(SignedCheckpoint note) {
        return note.signatures().stream().anyMatch(line -> cosigned(note.checkpoint(), line));
    }

    /** Whether a line is this key's and is a valid cosignature of a checkpoint, at whatever time. */
    public boolean cosigned(Checkpoint checkpoint, NoteSignature line) {
        byte[] timed = line.signature();
        NoteKey key = key();
        return key.isNamedBy(line)
                && timed.length > TIME_LENGTH
                && timed[0] >= 0
                && key.verifies(
                        message(ByteBuffer.wrap(timed).getLong(), checkpoint),
                        Arrays.copyOfRange(timed, TIME_LENGTH, timed.length));
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
        return key().id();
    }

    private NoteKey key() {
        return new NoteKey(name, TYPE, publicKey);
    }
}
