package org.chartseal.server.keys;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.cloudkms.v1.CloudKMS;
import com.google.api.services.cloudkms.v1.CloudKMSScopes;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The way to Google Cloud KMS: its address, and credentials for it. Redirects are not followed, no call is made twice. */
final class GoogleKmsAccess {
    private static final int PATIENCE_MS = (int) Duration.ofSeconds(10).toMillis();

    private GoogleKmsAccess() {}

    /**
     * @param endpoint such as {@code https://cloudkms.googleapis.com}
     * @param credentials file of a service account or a workload identity; null for the machine's own
     * @throws KeyUnavailableException if there are no credentials
     * @throws IllegalArgumentException if a token would cross a network in the clear
     */
    static CloudKMS open(URI endpoint, @Nullable Path credentials) {
        if (!ProviderAddress.isPrivate(endpoint)) {
            throw new IllegalArgumentException(
                    "Expected Cloud KMS at https://, or at http:// on a loopback address, since a token goes with each"
                            + " request; found " + endpoint.getScheme() + "://" + endpoint.getHost());
        }
        String root = endpoint.toString().endsWith("/") ? endpoint.toString() : endpoint + "/";
        return new CloudKMS.Builder(
                        new NetHttpTransport(),
                        GsonFactory.getDefaultInstance(),
                        patient(new HttpCredentialsAdapter(load(credentials))))
                .setRootUrl(root)
                .setApplicationName("chartseal")
                .build();
    }

    private static HttpRequestInitializer patient(HttpRequestInitializer inner) {
        return (HttpRequest request) -> {
            inner.initialize(request);
            request.setConnectTimeout(PATIENCE_MS);
            request.setReadTimeout(PATIENCE_MS);
            request.setFollowRedirects(false);
            request.setNumberOfRetries(1);
            request.setLoggingEnabled(false);
        };
    }

    private static GoogleCredentials load(@Nullable Path file) {
        try {
            if (file == null) {
                return GoogleCredentials.getApplicationDefault().createScoped(CloudKMSScopes.CLOUDKMS);
            }
            try (InputStream content = Files.newInputStream(file)) {
                return GoogleCredentials.fromStream(content).createScoped(CloudKMSScopes.CLOUDKMS);
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new KeyUnavailableException(
                    file == null
                            ? "Expected this machine to have credentials for Google Cloud, found none"
                            : "Expected credentials for Google Cloud in the file " + file.getFileName()
                                    + ", found none readable");
        }
    }
}
