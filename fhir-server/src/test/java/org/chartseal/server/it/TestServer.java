package org.chartseal.server.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.chartseal.server.ChartSealServer;
import org.chartseal.server.TestPostgres;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A whole server in this process, on a free loopback port, shared by all tests of one database. */
final class TestServer {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String FHIR = "application/fhir+json";

    private static final Map<String, TestServer> RUNNING = new HashMap<>();
    private static final Set<String> FAILED = new HashSet<>();

    private final ConfigurableApplicationContext context;
    private final String url;
    private final Path directory;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    record Answer(int status, HttpResponse<String> response) {
        String body() {
            return response.body();
        }

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException notJson) {
                throw new UncheckedIOException(notJson);
            }
        }
    }

    private TestServer(String name, Map<String, String> settings) {
        try {
            int port;
            try (ServerSocket socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            this.url = "http://127.0.0.1:" + port;
            this.directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "server-" + name + "-");
            List<String> arguments = new ArrayList<>(List.of(
                    "--server.port=" + port,
                    "--chartseal.directories.data=" + directory.resolve("data"),
                    "--chartseal.directories.keys=" + directory.resolve("keys"),
                    "--chartseal.directories.secrets=" + directory.resolve("secrets"),
                    "--chartseal.log.interval=200ms",
                    "--chartseal.erasure.grace=1s",
                    "--chartseal.rotation.grace=300ms",
                    "--chartseal.rotation.pause=0s"));
            settings.forEach((key, value) -> arguments.add("--" + key + "=" + value));
            this.context = new SpringApplicationBuilder(ChartSealServer.class).run(arguments.toArray(String[]::new));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(context::close));
    }

    /** The server of this name, started at first use. */
    static synchronized TestServer shared(String name, Map<String, String> settings) {
        if (FAILED.contains(name)) {
            throw new IllegalStateException("The server " + name + " did not start; see the first failure");
        }
        TestServer running = RUNNING.get(name);
        if (running == null) {
            FAILED.add(name);
            running = new TestServer(name, settings);
            RUNNING.put(name, running);
            FAILED.remove(name);
        }
        return running;
    }

    /** A server that nobody shares: to be closed. */
    static TestServer own(String name, Map<String, String> settings) {
        return new TestServer(name, settings);
    }

    /** Stops a server that no other class asks for. */
    static synchronized void stop(String name) {
        TestServer running = RUNNING.remove(name);
        if (running != null) {
            running.close();
        }
    }

    void close() {
        context.close();
    }

    static TestServer h2() {
        return shared("h2", Map.of("chartseal.rest.max-body-size", "2MB"));
    }

    /** On a real PostgreSQL, with the keys in a database of their own. */
    static TestServer postgres() {
        return onPostgres("postgres", Map.of());
    }

    /** As {@link #postgres}, with settings of its own. */
    static synchronized TestServer onPostgres(String name, Map<String, String> settings) {
        if (RUNNING.containsKey(name)) {
            return RUNNING.get(name);
        }
        Map<String, String> all = new HashMap<>(settings);
        all.put("spring.datasource.url", TestPostgres.newDatabase());
        all.put("spring.datasource.username", "postgres");
        all.put("chartseal.keys.store-url", TestPostgres.newDatabase());
        all.put("chartseal.keys.store-username", "postgres");
        return shared(name, all);
    }

    String url() {
        return url;
    }

    Path secrets() {
        return directory.resolve("secrets");
    }

    Path data() {
        return directory.resolve("data");
    }

    JdbcTemplate jdbc() {
        return context.getBean(JdbcTemplate.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    Answer get(String client, String path) {
        return send(client, "GET", path, null, FHIR);
    }

    Answer post(String client, String path, String body) {
        return send(client, "POST", path, body, FHIR);
    }

    Answer put(String client, String path, String body) {
        return send(client, "PUT", path, body, FHIR);
    }

    Answer send(String client, String method, String path, String body, String contentType, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "application/fhir+json, application/json;q=0.9, */*;q=0.1")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", contentType);
        }
        if (client != null) {
            request.header("Authorization", "Bearer " + token(client));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    String token(String client) {
        return tokens.computeIfAbsent(client, name -> {
            try {
                JsonNode credentials =
                        JSON.readTree(secrets().resolve(name + ".json").toFile());
                String basic = credentials.get("clientId").asText() + ":"
                        + credentials.get("clientSecret").asText();
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create(credentials.get("tokenUrl").asText()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&scope="
                                + URLEncoder.encode(credentials.get("scope").asText(), StandardCharsets.UTF_8)))
                        .build();
                return send(request).json().get("access_token").asText();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    /** Creates a resource as the backend and returns its id. */
    String create(String type, String body) {
        Answer answer = post("backend", "/fhir/" + type, body);
        if (answer.status() != 201) {
            throw new IllegalStateException("Expected 201, found " + answer.status() + ": " + answer.body());
        }
        return answer.json().get("id").asText();
    }

    String createPatient(String family) {
        return create(
                "Patient",
                "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"" + family
                        + "\",\"given\":[\"Ada\"]}],\"birthDate\":\"1970-02-03\"}");
    }

    String createObservation(String patient, String text) {
        return create("Observation", observation(patient, text));
    }

    static String observation(String patient, String text) {
        return "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"coding\":[{\"system\":"
                + "\"http://loinc.org\",\"code\":\"8867-4\"}],\"text\":\"" + text
                + "\"},\"subject\":{\"reference\":\"Patient/"
                + patient + "\"},\"effectiveDateTime\":\"2025-06-01T10:00:00Z\",\"valueQuantity\":{\"value\":1.50,"
                + "\"unit\":\"/min\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"/min\"}}";
    }
}
