package org.chartseal.anchoring.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server before a real node: it passes on what it is asked, and can lie, hold back, or be out of order. */
public final class RpcProxy implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // Head and body of an answer are two packets: with Nagle's algorithm the second waits 40 ms for the first.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile URI node;
    private volatile Lie lie = Lie.NONE;
    private volatile Watch watch = request -> true;
    private volatile boolean down;

    /** What is answered in the place of the truth. */
    public interface Lie {
        /** The truth. */
        Lie NONE = (request, answer) -> answer;

        /** The answer to give, which may be the one that the node gave. */
        JsonNode answer(JsonNode request, JsonNode answer) throws Exception;
    }

    /** Sees each request before the node does. */
    public interface Watch {
        /** Whether to pass it on; if not, the client's connection is closed without an answer. */
        boolean passes(JsonNode request) throws InterruptedException;
    }

    public RpcProxy(URI node) throws IOException {
        this.node = node;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void lie(Lie now) {
        lie = now;
    }

    public void watch(Watch now) {
        watch = now;
    }

    public void down(boolean now) {
        down = now;
    }

    /** Passes requests on to another node. */
    public void node(URI other) {
        node = other;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            JsonNode request = JSON.readTree(body);
            if (down) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            if (!watch.passes(request)) {
                return;
            }
            HttpRequest post = HttpRequest.newBuilder(node)
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            JsonNode truth = JSON.readTree(
                    http.send(post, HttpResponse.BodyHandlers.ofByteArray()).body());
            byte[] answer = lie.answer(request, truth).toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("proxy: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
