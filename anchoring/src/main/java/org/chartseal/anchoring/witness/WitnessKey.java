package org.chartseal.anchoring.witness;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.chartseal.anchoring.chain.LocalSigner;
import org.chartseal.anchoring.chain.Signer;
import org.chartseal.anchoring.chain.StatementSigner;
import org.chartseal.anchoring.log.CosignatureSigner;
import org.jspecify.annotations.Nullable;

/**
 * A witness's signing keys in a Bouncy Castle BCFKS keystore file, readable by its owner only: one of secp256k1 for the
 * chain, one of Ed25519 for cosignatures. Files from before these have the first alone.
 */
public final class WitnessKey {
    private static final String CHAIN = "witness-secp256k1-1";
    private static final String COSIGNER = "cosignature/v1 ";
    private static final String DEFAULT_NAME = "chartseal-witness/";
    private static final int LENGTH = 32;

    private final LocalSigner chain;
    private final @Nullable CosignatureSigner cosignatures;

    private WitnessKey(LocalSigner chain, @Nullable CosignatureSigner cosignatures) {
        this.chain = chain;
        this.cosignatures = cosignatures;
    }

    /** The address that goes into a log's rules. */
    public String address() {
        return chain.address();
    }

    /** Signs for the chain. */
    public StatementSigner statements() {
        return chain;
    }

    /** Pays for transactions with the account of the same address. */
    public Signer payer() {
        return chain;
    }

    /** Cosigns checkpoints; empty for a file that was made without such a key. */
    public Optional<CosignatureSigner> cosignatures() {
        return Optional.ofNullable(cosignatures);
    }

    /** As {@link #create(Path, char[], String)}, with a name that the address makes. */
    public static WitnessKey create(Path file, char[] passphrase) throws IOException, GeneralSecurityException {
        return create(file, passphrase, null);
    }

    /**
     * Makes both keys and their file.
     *
     * @param name of the cosigner (C2SP: an address without its scheme); null for one that the chain's address makes
     * @throws java.nio.file.FileAlreadyExistsException if the file is there
     * @throws org.chartseal.anchoring.log.CheckpointFormatException if the name is none
     */
    public static WitnessKey create(Path file, char[] passphrase, @Nullable String name)
            throws IOException, GeneralSecurityException {
        byte[] key = new byte[LENGTH];
        LocalSigner signer = null;
        while (signer == null) {
            SecureRandom.getInstanceStrong().nextBytes(key);
            signer = signer(key);
        }
        byte[] seed = new byte[LENGTH];
        SecureRandom.getInstanceStrong().nextBytes(seed);
        CosignatureSigner cosigner =
                CosignatureSigner.fromSeed(name == null ? DEFAULT_NAME + signer.address() : name, seed);
        KeyStore store = store();
        store.load(null, passphrase);
        // The store keeps 256 secret bits; what they are a key of is for us to know, and its name is the entry's.
        store.setKeyEntry(CHAIN, new SecretKeySpec(key, "AES"), passphrase, null);
        store.setKeyEntry(COSIGNER + cosigner.cosigner().name(), new SecretKeySpec(seed, "AES"), passphrase, null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, passphrase);
        DurableFile.create(file, bytes.toByteArray());
        Arrays.fill(key, (byte) 0);
        Arrays.fill(seed, (byte) 0);
        return new WitnessKey(signer, cosigner);
    }

    /**
     * Opens a file of keys.
     *
     * @throws IOException if the file cannot be read, was altered, or the passphrase is another
     */
    public static WitnessKey open(Path file, char[] passphrase) throws IOException, GeneralSecurityException {
        KeyStore store = store();
        store.load(new ByteArrayInputStream(Files.readAllBytes(file)), passphrase);
        LocalSigner chain = LocalSigner.of(secret(file, store, CHAIN, passphrase));
        for (String alias : Collections.list(store.aliases())) {
            if (alias.startsWith(COSIGNER)) {
                return new WitnessKey(
                        chain,
                        CosignatureSigner.fromSeed(
                                alias.substring(COSIGNER.length()), secret(file, store, alias, passphrase)));
            }
        }
        return new WitnessKey(chain, null);
    }

    private static byte[] secret(Path file, KeyStore store, String alias, char[] passphrase)
            throws IOException, GeneralSecurityException {
        Key key = store.getKey(alias, passphrase);
        if (key == null || key.getEncoded().length != LENGTH) {
            throw new IOException(file.getFileName() + ": expected a key of " + LENGTH + " bytes under " + alias);
        }
        return key.getEncoded();
    }

    /** Null for the one in 2^128 that is no key. */
    private static @Nullable LocalSigner signer(byte[] key) {
        try {
            return LocalSigner.of(key);
        } catch (IllegalArgumentException noScalar) {
            return null;
        }
    }

    private static KeyStore store() throws GeneralSecurityException {
        return KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
    }
}
