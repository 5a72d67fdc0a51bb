package org.chartseal.server.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Cloud KMS as its REST reference (v1) describes it, in front of AES-GCM keys that it makes: an imitation, no Google. It
 * lags behind as Google's may: the primary version is never the newest.
 */
final class ImitatedCloudKms implements AutoCloseable {
    static final String KEY = "projects/p/locations/global/keyRings/r/cryptoKeys/chartseal";
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<String> asked = new ArrayList<>();
    int failWith;
    boolean spoil;

    private final HttpServer server;
    private final KeyPair account;
    private final TreeMap<Integer, byte[]> keys = new TreeMap<>();
    private final TreeMap<Integer, String> states = new TreeMap<>();

    ImitatedCloudKms() throws IOException, GeneralSecurityException {
        KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
        pairs.initialize(2048);
        account = pairs.generateKeyPair();
        make("ENABLED");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A service account's file, whose tokens are had here. */
    Path credentials(Path directory) throws IOException {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(account.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return Files.writeString(
                directory.resolve("google.json"),
                JSON.writeValueAsString(Map.of(
                        "type", "service_account",
                        "client_id", "1",
                        "client_email", "chartseal@p.iam.gserviceaccount.com",
                        "private_key_id", "1",
                        "private_key", pem,
                        "token_uri", address() + "/token")));
    }

    Map<Integer, String> states() {
        return states;
    }

    private int make(String state) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        int version = keys.isEmpty() ? 1 : keys.lastKey() + 1;
        keys.put(version, key);
        states.put(version, state);
        return version;
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = body(exchange);
            if (path.equals("/token")) {
                answer(exchange, 200, Map.of("access_token", "ya29", "token_type", "Bearer", "expires_in", 3600));
                return;
            }
            asked.add(exchange.getRequestMethod() + " " + path);
            if (!"Bearer ya29".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, Map.of());
            } else if (failWith != 0) {
                answer(
                        exchange,
                        failWith,
                        Map.of("error", Map.of("message", new String(body, StandardCharsets.UTF_8))));
            } else {
                answer(exchange, 200, call(exchange, path, body));
            }
        } catch (GeneralSecurityException | IllegalArgumentException refused) {
            answer(exchange, 400, Map.of("error", Map.of("code", 400, "status", "INVALID_ARGUMENT")));
        }
    }

    /** Google's client compresses what it sends. */
    private static byte[] body(HttpExchange exchange) throws IOException {
        boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        InputStream body = exchange.getRequestBody();
        return (compressed ? new GZIPInputStream(body) : body).readAllBytes();
    }

    private Object call(HttpExchange exchange, String path, byte[] body) throws IOException, GeneralSecurityException {
        JsonNode json = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        String versions = "/v1/" + KEY + "/cryptoKeyVersions";
        if (path.equals(versions)) {
            return exchange.getRequestMethod().equals("POST")
                    ? described(make("PENDING_GENERATION"))
                    : page(exchange.getRequestURI().getQuery());
        }
        if (path.equals("/v1/" + KEY + ":decrypt")) {
            return Map.of("plaintext", decrypt(json));
        }
        String version = path.substring((versions + "/").length());
        if (version.endsWith(":encrypt")) {
            return Map.of("ciphertext", encrypt(number(version), json));
        }
        if (version.endsWith(":destroy")) {
            states.put(number(version), "DESTROY_SCHEDULED");
        } else {
            // Made by the time it is looked at.
            states.computeIfPresent(number(version), (n, s) -> s.equals("PENDING_GENERATION") ? "ENABLED" : s);
        }
        return described(number(version));
    }

    private static int number(String version) {
        return Integer.parseInt(version.replaceFirst(":.*", ""));
    }

    /** One a page. */
    private Object page(String query) {
        int from = query != null && query.contains("pageToken=") ? Integer.parseInt(query.replaceFirst(".*=", "")) : 1;
        Map<String, Object> page = new TreeMap<>(Map.of("cryptoKeyVersions", List.of(described(from))));
        if (keys.higherKey(from) != null) {
            page.put("nextPageToken", String.valueOf(from + 1));
        }
        return page;
    }

    private Map<String, String> described(int version) {
        return Map.of("name", KEY + "/cryptoKeyVersions/" + version, "state", states.getOrDefault(version, ""));
    }

    /** Google takes base64 in both alphabets, and its client sends the one for URLs. */
    private static byte[] bytes(JsonNode json, String name) {
        return Base64.getUrlDecoder()
                .decode(json.path(name).asText().replace('+', '-').replace('/', '_'));
    }

    private String encrypt(int version, JsonNode json) throws IOException, GeneralSecurityException {
        if (!"ENABLED".equals(states.get(version))) {
            throw new GeneralSecurityException();
        }
        byte[] sealed = AesGcm.sealRandomly(
                keys.get(version), bytes(json, "additionalAuthenticatedData"), bytes(json, "plaintext"));
        byte[] whole = new byte[sealed.length + 1];
        whole[0] = (byte) version;
        System.arraycopy(sealed, 0, whole, 1, sealed.length);
        whole[whole.length - 1] ^= (byte) (spoil ? 1 : 0);
        return Base64.getEncoder().encodeToString(whole);
    }

    private String decrypt(JsonNode json) throws IOException, GeneralSecurityException {
        byte[] whole = bytes(json, "ciphertext");
        if (whole.length == 0 || !"ENABLED".equals(states.get((int) whole[0]))) {
            throw new GeneralSecurityException();
        }
        return Base64.getEncoder()
                .encodeToString(AesGcm.openRandomly(
                        keys.get((int) whole[0]),
                        bytes(json, "additionalAuthenticatedData"),
                        Arrays.copyOfRange(whole, 1, whole.length)));
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
