package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.chartseal.anchoring.promise.PromiseHeader;
import org.jspecify.annotations.Nullable;

/** One client of the server with a credentials file of its own. An IOException means: the outcome is unknown. */
final class FhirClient {
    private static final int UNAUTHORIZED = 401;

    private final URI server;
    private final Path credentials;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
    private volatile @Nullable String token;

    FhirClient(URI server, Path credentials) {
        this.server = server;
        this.credentials = credentials;
    }

    /**
     * What came back.
     *
     * @param promise the header by which the log promised a leaf of each write, empty if it has none
     */
    record Answer(int status, byte[] body, String promise) {
        JsonNode json() throws IOException {
            return Fingerprint.parse(body);
        }

        String excerpt() {
            String text = new String(body, StandardCharsets.UTF_8).replaceAll("\\s+", " ");
            return status + " " + text.substring(0, Math.min(300, text.length()));
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    /** Sends a request, and once more with another token if the one it had was taken no longer: nothing was done then. */
    Answer send(String method, String path, byte @Nullable [] body) throws IOException, InterruptedException {
        String known = token;
        if (known != null) {
            Answer answer = send(method, path, body, known);
            if (answer.status() != UNAUTHORIZED) {
                return answer;
            }
        }
        String fresh = fetchToken();
        token = fresh;
        return send(method, path, body, fresh);
    }

    private Answer send(String method, String path, byte @Nullable [] body, String bearer)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofMinutes(5))
                .header("Authorization", "Bearer " + bearer)
                .header("Accept", path.startsWith("/fhir") ? "application/fhir+json" : "*/*");
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/fhir+json").method(method, BodyPublishers.ofByteArray(body));
        }
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        statuses.computeIfAbsent(response.statusCode(), status -> new LongAdder())
                .increment();
        return new Answer(
                response.statusCode(),
                response.body(),
                response.headers().firstValue(PromiseHeader.NAME).orElse(""));
    }

    /** How many answers of each status came back so far. */
    Map<Integer, Long> statuses() {
        Map<Integer, Long> counts = new TreeMap<>();
        statuses.forEach((status, count) -> counts.put(status, count.sum()));
        return counts;
    }

    /** How many resources a search finds. */
    int count(String search) throws IOException, InterruptedException {
        Answer answer = get("/fhir/" + search + "&_total=accurate&_count=2");
        if (answer.status() != 200) {
            throw new IOException("search answered " + answer.excerpt());
        }
        return answer.json().path("total").asInt(-1);
    }

    /** Forgets the token, so that the next request fetches one. */
    void renew() {
        token = null;
    }

    private String fetchToken() throws IOException, InterruptedException {
        JsonNode file = Fingerprint.parse(Files.readAllBytes(credentials));
        String basic =
                file.path("clientId").asText() + ":" + file.path("clientSecret").asText();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(file.path("tokenUrl").asText()))
                .timeout(Duration.ofSeconds(60))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope="
                        + encode(file.path("scope").asText())))
                .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("the token endpoint answered " + response.statusCode());
        }
        return Fingerprint.parse(response.body()).path("access_token").asText();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
