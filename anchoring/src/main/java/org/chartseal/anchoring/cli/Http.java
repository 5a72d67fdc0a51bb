package org.chartseal.anchoring.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Supplier;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.jspecify.annotations.Nullable;

/** HTTP with a bearer token, which is fetched again when the server takes it no longer. */
final class Http {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int UNAUTHORIZED = 401;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final @Nullable Credentials credentials;
    private @Nullable String token;

    Http(@Nullable Credentials credentials) {
        this.credentials = credentials;
    }

    HttpResponse<InputStream> get(URI uri, String accept) throws IOException {
        return authorized(() -> HttpRequest.newBuilder(uri).header("Accept", accept));
    }

    /** Sends a body of JSON. */
    HttpResponse<InputStream> post(URI uri, String json) throws IOException {
        return authorized(() -> HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private HttpResponse<InputStream> authorized(Supplier<HttpRequest.Builder> request) throws IOException {
        if (credentials == null) {
            return send(request.get().timeout(TIMEOUT).build());
        }
        boolean fresh = token == null;
        HttpResponse<InputStream> response = send(bearing(request.get(), credentials));
        if (response.statusCode() != UNAUTHORIZED || fresh) {
            return response;
        }
        body(response);
        token = null;
        return send(bearing(request.get(), credentials));
    }

    private HttpRequest bearing(HttpRequest.Builder request, Credentials of) throws IOException {
        return request.timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token(of))
                .build();
    }

    private String token(Credentials of) throws IOException {
        if (token == null) {
            String basic = encode(of.clientId()) + ":" + encode(of.clientSecret());
            HttpRequest request = HttpRequest.newBuilder(of.tokenUrl())
                    .timeout(TIMEOUT)
                    .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(UTF_8)))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=" + encode(of.scope())))
                    .build();
            HttpResponse<InputStream> response = send(request);
            token = accessToken(of, response.statusCode(), body(response));
        }
        return token;
    }

    private static String accessToken(Credentials of, int status, byte[] body) throws IOException {
        try {
            JsonObject json = JsonReader.readObject(body);
            String found = json.text("access_token");
            if (status == 200 && found != null) {
                return found;
            }
        } catch (CanonicalizationException e) {
            throw new IOException("expected a token from " + of + ", found no JSON (status " + status + ")", e);
        }
        throw new IOException("expected a token from " + of + ", found status " + status);
    }

    static byte[] body(HttpResponse<InputStream> response) throws IOException {
        try (InputStream in = response.body()) {
            return in.readAllBytes();
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new IOException(request.uri() + ": " + reason, e);
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
