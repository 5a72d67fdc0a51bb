package org.chartseal.server.keys;

import com.google.api.client.http.HttpResponseException;
import com.google.api.services.cloudkms.v1.CloudKMS;
import com.google.api.services.cloudkms.v1.CloudKMS.Projects.Locations.KeyRings.CryptoKeys.CryptoKeyVersions;
import com.google.api.services.cloudkms.v1.model.CryptoKeyVersion;
import com.google.api.services.cloudkms.v1.model.DestroyCryptoKeyVersionRequest;
import com.google.api.services.cloudkms.v1.model.ListCryptoKeyVersionsResponse;
import com.google.crypto.tink.integration.gcpkms.GcpKmsAead;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key-encryption key in Google Cloud KMS, where it never leaves. Each key-encryption key is a version of one symmetric
 * CryptoKey; what wraps is Tink's AEAD over it.
 *
 * <p>The newest version is found by its number and asked for by name: which version is the primary one may take Google hours
 * to agree on (Cloud KMS resource consistency), and a rotation must know. A version that is destroyed can be restored by
 * Google's customer until the key's {@code destroyScheduledDuration} has passed.
 */
public final class GoogleKms implements KeyProvider {
    private static final Pattern KEY =
            Pattern.compile("projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[A-Za-z0-9_-]{1,63}");
    private static final String ENABLED = "ENABLED";
    private static final Set<String> COMING = Set.of("PENDING_GENERATION", "PENDING_IMPORT");
    private static final Set<String> DESTROYABLE = Set.of(ENABLED, "DISABLED");
    private static final int LOOKS = 50;

    private final CloudKMS kms;
    private final String key;
    private final Duration pause;

    /**
     * @param kms the service, with credentials that may use, list, create and destroy versions of the key
     * @param key such as {@code projects/p/locations/europe-west3/keyRings/r/cryptoKeys/chartseal}
     * @param pause between two looks at a version that is being made
     * @throws IllegalArgumentException if the key has no such name
     */
    public GoogleKms(CloudKMS kms, String key, Duration pause) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "Expected a key named projects/…/locations/…/keyRings/…/cryptoKeys/…, found another name");
        }
        this.kms = kms;
        this.key = key;
        this.pause = pause;
    }

    /** Opens what it made before it gives it away: what a fault on the way had spoilt would be lost with the key in it. */
    @Override
    public byte[] wrap(Secret<byte[]> plain, byte[] associatedData) {
        String version = key + "/cryptoKeyVersions/" + newest();
        byte[] wrapped = ask(() -> new GcpKmsAead(kms, version).encrypt(plain.reveal(), associatedData));
        if (!MessageDigest.isEqual(unwrap(wrapped, associatedData).reveal(), plain.reveal())) {
            throw new KeyUnavailableException("Expected the key provider to open what it wrapped, found another key");
        }
        return wrapped;
    }

    @Override
    public Secret<byte[]> unwrap(byte[] wrapped, byte[] associatedData) {
        byte[] plain = ask(() -> new GcpKmsAead(kms, key).decrypt(wrapped, associatedData));
        if (plain == null) {
            throw new KeyUnavailableException("Expected the key provider to answer with a key, found none");
        }
        return Secret.of(plain);
    }

    @Override
    public long renew() {
        CryptoKeyVersion made =
                ask(() -> versions().create(key, new CryptoKeyVersion()).execute());
        for (int look = 0; look < LOOKS && COMING.contains(state(made)); look++) {
            rest();
            String name = made.getName();
            made = ask(() -> versions().get(name).execute());
        }
        if (!state(made).equals(ENABLED)) {
            throw new KeyUnavailableException(
                    "Expected the key provider to make a version that is ENABLED, found " + state(made));
        }
        return number(made);
    }

    @Override
    public void destroyOlder(long version) {
        NavigableMap<Long, CryptoKeyVersion> all = all();
        // Another node may have destroyed this one since, in favour of its own newer one.
        boolean stays = all.tailMap(version).values().stream()
                .anyMatch(each -> state(each).equals(ENABLED));
        if (!all.containsKey(version) || !stays) {
            throw new KeyUnavailableException("Expected the key provider to have version " + version
                    + " of its key, and that or a newer one ENABLED, found otherwise");
        }
        for (CryptoKeyVersion older : all.headMap(version).values()) {
            if (DESTROYABLE.contains(state(older))) {
                ask(() -> versions()
                        .destroy(older.getName(), new DestroyCryptoKeyVersionRequest())
                        .execute());
            }
        }
    }

    private long newest() {
        return all().descendingMap().entrySet().stream()
                .filter(version -> state(version.getValue()).equals(ENABLED))
                .findFirst()
                .orElseThrow(() -> new KeyUnavailableException(
                        "Expected the key provider to have a version of its key that is ENABLED, found none"))
                .getKey();
    }

    private NavigableMap<Long, CryptoKeyVersion> all() {
        NavigableMap<Long, CryptoKeyVersion> all = new TreeMap<>();
        String page = null;
        do {
            String token = page;
            ListCryptoKeyVersionsResponse some =
                    ask(() -> versions().list(key).setPageToken(token).execute());
            List<CryptoKeyVersion> found = some.getCryptoKeyVersions();
            if (found != null) {
                found.forEach(version -> all.put(number(version), version));
            }
            page = some.getNextPageToken();
        } while (page != null && !page.isEmpty());
        return all;
    }

    private CryptoKeyVersions versions() {
        return kms.projects().locations().keyRings().cryptoKeys().cryptoKeyVersions();
    }

    private long number(CryptoKeyVersion version) {
        String name = version.getName();
        String prefix = key + "/cryptoKeyVersions/";
        if (name == null
                || !name.startsWith(prefix)
                || !name.substring(prefix.length()).matches("[1-9][0-9]{0,17}")) {
            throw new KeyUnavailableException(
                    "Expected the key provider to answer with a version of its key, found another name");
        }
        return Long.parseLong(name.substring(prefix.length()));
    }

    private static String state(CryptoKeyVersion version) {
        return version.getState() == null ? "in no state" : version.getState();
    }

    private void rest() {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailableException("Stopped while the key provider was asked", stopped);
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T answer() throws IOException, GeneralSecurityException;
    }

    private static <T> T ask(Call<T> call) {
        try {
            return call.answer();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException failure) {
            Integer status = status(failure);
            // What the service says may repeat what was sent.
            throw status == null
                    ? new KeyUnavailableException("The key provider cannot be reached, or does not answer as it should")
                    : new KeyUnavailableException("The key provider refused with HTTP " + status);
        }
    }

    private static @Nullable Integer status(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpResponseException response) {
                return response.getStatusCode();
            }
        }
        return null;
    }
}
