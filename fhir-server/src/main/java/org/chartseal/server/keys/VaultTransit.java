package org.chartseal.server.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The key-encryption key in HashiCorp Vault's or OpenBao's transit engine, where it never leaves: keys are sent there to be
 * wrapped and unwrapped. The engine's key must be of type {@code aes256-gcm96}, which takes associated data.
 *
 * <p>Redirects are not followed and nothing is tried twice: an answer other than 2xx is an outage.
 */
public final class VaultTransit implements KeyProvider {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI engine;
    private final String key;
    private final Supplier<Secret<String>> token;

    /**
     * @param engine address of the engine, for example {@code https://vault.internal:8200/v1/transit/}
     * @param key name of the key in the engine
     * @param token read for each call, so that it may be renewed beside the server
     * @throws IllegalArgumentException if the token would cross a network in the clear, or the key has no such name
     */
    public VaultTransit(URI engine, String key, Supplier<Secret<String>> token) {
        if (!ProviderAddress.isPrivate(engine)) {
            throw new IllegalArgumentException(
                    "Expected the transit engine at https://, or at http:// on a loopback address, since a token goes"
                            + " with each request; found " + engine.getScheme() + "://" + engine.getHost());
        }
        if (!key.matches("[A-Za-z0-9_.-]{1,128}")) {
            throw new IllegalArgumentException(
                    "Expected a key name of letters, digits, '_', '.' and '-', found another");
        }
        this.engine = engine.toString().endsWith("/") ? engine : URI.create(engine + "/");
        this.key = key;
        this.token = token;
    }

    @Override
    public byte[] wrap(Secret<byte[]> plain, byte[] associatedData) {
        JsonNode data = post(
                "encrypt/" + key,
                Map.of("plaintext", base64(plain.reveal()), "associated_data", base64(associatedData)));
        String wrapped = text(data, "ciphertext");
        if (!wrapped.startsWith("vault:v")) {
            throw new KeyUnavailableException(
                    "Expected the key provider to answer with a ciphertext, found another text");
        }
        return wrapped.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Secret<byte[]> unwrap(byte[] wrapped, byte[] associatedData) {
        JsonNode data = post(
                "decrypt/" + key,
                Map.of(
                        "ciphertext",
                        new String(wrapped, StandardCharsets.US_ASCII),
                        "associated_data",
                        base64(associatedData)));
        try {
            return Secret.of(Base64.getDecoder().decode(text(data, "plaintext")));
        } catch (IllegalArgumentException notBase64) {
            throw new KeyUnavailableException("Expected the key provider to answer with base64, found another text");
        }
    }

    @Override
    public long renew() {
        post("keys/" + key + "/rotate", Map.of());
        return number(send("GET", "keys/" + key, null), "latest_version");
    }

    /** Forbids the older versions first, then has the engine discard them: what is trimmed cannot be had back. */
    @Override
    public void destroyOlder(long version) {
        JsonNode now = send("GET", "keys/" + key, null);
        if (version > number(now, "latest_version")) {
            throw new KeyUnavailableException("Expected the key provider to have version " + version
                    + " of its key, found " + number(now, "latest_version"));
        }
        if (now.path("min_available_version").asLong() >= version) {
            // Another node has destroyed as much or more: its bounds must not be lowered.
            return;
        }
        post("keys/" + key + "/config", Map.of("min_decryption_version", version, "min_encryption_version", version));
        post("keys/" + key + "/trim", Map.of("min_available_version", version));
    }

    private static long number(JsonNode data, String name) {
        long number = data.path(name).asLong();
        if (number < 1) {
            throw new KeyUnavailableException("Expected the key provider to answer with " + name + ", found none");
        }
        return number;
    }

    private JsonNode post(String path, Map<String, ?> body) {
        return send("POST", path, body);
    }

    private JsonNode send(String method, String path, @Nullable Map<String, ?> body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(engine.resolve(path))
                    .timeout(PATIENCE)
                    .header("X-Vault-Token", token.get().reveal())
                    .header("X-Vault-Request", "true")
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                // Its body may repeat what was sent.
                throw new KeyUnavailableException("The key provider refused with HTTP " + response.statusCode());
            }
            return response.body().length == 0
                    ? JSON.createObjectNode()
                    : JSON.readTree(response.body()).path("data");
        } catch (IOException unreachable) {
            throw new KeyUnavailableException(
                    "The key provider cannot be reached, or does not answer JSON", unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailableException("Stopped while the key provider was asked", stopped);
        }
    }

    private static String text(JsonNode data, String name) {
        JsonNode value = data.path(name);
        if (!value.isTextual()) {
            throw new KeyUnavailableException("Expected the key provider to answer with " + name + ", found none");
        }
        return value.asText();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
