package org.chartseal.server.keys;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keys and where they are kept.
 *
 * @param storeUrl JDBC URL of the database of wrapped keys, H2 or PostgreSQL, never the clinical one. Default: an H2
 *     file in the keys directory, since 0.1
 * @param storeUsername its user. Default sa, since 0.1
 * @param storePassword its password. Default empty, since 0.1
 * @param passphraseFile file with the keystore's passphrase. Default: keystore-passphrase in the secrets directory,
 *     generated there in evaluation mode, since 0.1
 * @param vaultUrl address of a transit engine of Vault or OpenBao that holds the key-encryption key, such as
 *     https://vault.internal:8200/v1/transit; without it the keystore file does. Default: none, since 0.1
 * @param vaultKey name of the key there, of type aes256-gcm96. Default chartseal, since 0.1
 * @param vaultTokenFile file with the token for it, read for each use. Default: vault-token in the secrets directory,
 *     since 0.1
 * @param googleKmsKey name of a symmetric key in Google Cloud KMS that holds the key-encryption key, as
 *     projects/…/locations/…/keyRings/…/cryptoKeys/…; not together with vault-url. Default: none, since 0.2
 * @param googleKmsCredentialsFile credentials of a service account or a workload identity for it. Default: those of the
 *     machine, since 0.2
 * @param googleKmsEndpoint address of Cloud KMS, for a private one. Default https://cloudkms.googleapis.com, since 0.2
 * @param poolSize key slots made ahead in one commit, 16 to 100000. Default 512 slots, since 0.1
 */
@ConfigurationProperties("chartseal.keys")
public record KeysProperties(
        @Nullable String storeUrl,
        @DefaultValue("sa") String storeUsername,
        @DefaultValue("") String storePassword,
        @Nullable String passphraseFile,
        @Nullable URI vaultUrl,
        @DefaultValue("chartseal") String vaultKey,
        @Nullable String vaultTokenFile,
        @Nullable String googleKmsKey,
        @Nullable String googleKmsCredentialsFile,
        @DefaultValue("https://cloudkms.googleapis.com") URI googleKmsEndpoint,
        @DefaultValue("512") int poolSize) {

    /** @throws IllegalArgumentException if a value is out of its range */
    public KeysProperties {
        if (poolSize < 16 || poolSize > 100_000) {
            throw new IllegalArgumentException(
                    "Expected chartseal.keys.pool-size between 16 and 100000, found " + poolSize);
        }
        if (vaultUrl != null && googleKmsKey != null) {
            throw new IllegalArgumentException(
                    "Expected one key provider, found chartseal.keys.vault-url and chartseal.keys.google-kms-key");
        }
    }

    @Override
    public String toString() {
        return "KeysProperties[storeUrl=" + storeUrl + ", poolSize=" + poolSize + "]";
    }
}
