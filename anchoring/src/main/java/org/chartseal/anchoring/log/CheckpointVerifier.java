package org.chartseal.anchoring.log;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An Ed25519 key that signs checkpoints, public half (C2SP signed-note, signature type 1).
 *
 * @param name without spaces and plus signs
 * @param publicKey 32 bytes
 */
public record CheckpointVerifier(String name, byte[] publicKey) {
    private static final byte ED25519 = 1;

    /** @throws CheckpointFormatException if the name or the length of the key is another */
    public CheckpointVerifier {
        var unused = new NoteKey(name, ED25519, publicKey);
    }

    /** The key's text form, {@code name+keyid+base64}. */
    public String vkey() {
        return key().vkey();
    }

    /**
     * Reads the text form, strictly.
     *
     * @throws CheckpointFormatException unless the text is an Ed25519 verifier key whose id fits it
     */
    public static CheckpointVerifier parse(String vkey) {
        NoteKey key = NoteKey.parse(vkey, ED25519, "expected an Ed25519 key of type 1 and 32 bytes");
        return new CheckpointVerifier(key.name(), key.publicKey());
    }

    /** Whether one of the note's lines is this key's and is a valid signature over the body. */
    public boolean verifies(SignedCheckpoint note) {
        NoteKey key = key();
        byte[] body = note.checkpoint().body().getBytes(UTF_8);
        return note.signatures().stream().filter(key::isNamedBy).anyMatch(line -> key.verifies(body, line.signature()));
    }

    /** Whether this key signed what is no checkpoint, see {@link CheckpointSigner#sign(byte[])}. */
    public boolean verifiesNamed(byte[] message, byte[] signature) {
        requireNamed(message);
        return key().verifies(message, signature);
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

    /** The key's id, 4 bytes: a hint only. */
    public byte[] keyId() {
        return key().id();
    }

    private NoteKey key() {
        return new NoteKey(name, ED25519, publicKey);
    }
}
