package org.chartseal.anchoring.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** An Ed25519 key that signs checkpoints, private half. Thread-safe; prints no secret. */
public final class CheckpointSigner {
    private final Ed25519PrivateKeyParameters key;
    private final CheckpointVerifier verifier;

    private CheckpointSigner(Ed25519PrivateKeyParameters key, CheckpointVerifier verifier) {
        this.key = key;
        this.verifier = verifier;
    }

    /**
     * A signer from an RFC 8032 private key. Bouncy Castle, because the JCA of Java 17 derives no public key from it.
     *
     * @param name the key's name, by convention the log's origin
     * @param seed 32 bytes
     */
    public static CheckpointSigner fromSeed(String name, byte[] seed) {
        if (seed.length != Ed25519PrivateKeyParameters.KEY_SIZE) {
            throw new IllegalArgumentException("expected a seed of 32 bytes, found " + seed.length);
        }
        Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(seed, 0);
        return new CheckpointSigner(
                key, new CheckpointVerifier(name, key.generatePublicKey().getEncoded()));
    }

    /** The public half. */
    public CheckpointVerifier verifier() {
        return verifier;
    }

    /** Signs; one signature line. */
    public SignedCheckpoint sign(Checkpoint checkpoint) {
        byte[] body = checkpoint.body().getBytes(UTF_8);
        return new SignedCheckpoint(
                checkpoint, List.of(new NoteSignature(verifier.name(), verifier.keyId(), signature(body))));
    }

    /**
     * Signs what is no checkpoint.
     *
     * @param message begins with the name of what it is and a zero byte, which no checkpoint contains
     * @return 64 bytes
     */
    public byte[] sign(byte[] message) {
        CheckpointVerifier.requireNamed(message);
        return signature(message);
    }

    private byte[] signature(byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }
}
