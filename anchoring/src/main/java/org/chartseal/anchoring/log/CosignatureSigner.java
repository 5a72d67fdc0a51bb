package org.chartseal.anchoring.log;

import java.nio.ByteBuffer;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** A witness's Ed25519 key, private half ({@link Cosigner}). Thread-safe; prints no secret. */
public final class CosignatureSigner {
    private static final int LENGTH = Long.BYTES + Ed25519PrivateKeyParameters.SIGNATURE_SIZE;

    private final Ed25519PrivateKeyParameters key;
    private final Cosigner cosigner;

    private CosignatureSigner(Ed25519PrivateKeyParameters key, Cosigner cosigner) {
        this.key = key;
        this.cosigner = cosigner;
    }

    /**
     * A signer from an RFC 8032 private key.
     *
     * @param name the key's name, by convention an address of the witness without its scheme
     * @param seed 32 bytes
     * @throws CheckpointFormatException if the name has a space, a plus or a control character, or is empty
     */
    public static CosignatureSigner fromSeed(String name, byte[] seed) {
        if (seed.length != Ed25519PrivateKeyParameters.KEY_SIZE) {
            throw new IllegalArgumentException("expected a seed of 32 bytes, found " + seed.length);
        }
        Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(seed, 0);
        return new CosignatureSigner(
                key, new Cosigner(name, key.generatePublicKey().getEncoded()));
    }

    /** The public half. */
    public Cosigner cosigner() {
        return cosigner;
    }

    /**
     * Cosigns. By C2SP this says that at this time no larger tree of the log was known to be consistent: sign no other.
     *
     * @param time seconds since 1970
     */
    public NoteSignature sign(Checkpoint checkpoint, long time) {
        byte[] message = Cosigner.message(time, checkpoint);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        byte[] timed = ByteBuffer.allocate(LENGTH)
                .putLong(time)
                .put(signer.generateSignature())
                .array();
        return new NoteSignature(cosigner.name(), cosigner.keyId(), timed);
    }
}
