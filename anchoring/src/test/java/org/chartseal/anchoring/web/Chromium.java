package org.chartseal.anchoring.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The installed Chromium, headless, with one page, driven by the DevTools protocol on the loopback address. Where there is
 * none the tests fail, unless {@code -Dchartseal.chromium=absent} says that this is known. Not one out of an npm package:
 * those are built for another platform's sandbox, and on the machines this was tried on their pages never loaded.
 */
public final class Chromium implements AutoCloseable {
    private static final List<String> INSTALLED =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final int ATTEMPTS = 100;

    private final ObjectMapper json = new ObjectMapper();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private int calls;
    private String session = "";

    private Chromium(Process process, Path profile, URI address) {
        this.process = process;
        this.profile = profile;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new WebSocket.Listener() {
                    private final StringBuilder text = new StringBuilder();

                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
                        text.append(part);
                        if (last) {
                            answers.add(text.toString());
                            text.setLength(0);
                        }
                        from.request(1);
                        return null;
                    }
                })
                .join();
    }

    /** One with a profile of its own, below {@code target}, which goes with it. */
    public static Chromium start() throws Exception {
        Assumptions.assumeFalse(
                "absent".equals(System.getProperty("chartseal.chromium")),
                "Chromium is declared absent: -Dchartseal.chromium=absent");
        String installed = INSTALLED.stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected a Chromium, one of " + INSTALLED
                        + " (Debian: apt-get install chromium; -Dchartseal.chromium=absent leaves the tests that need it"
                        + " out), found none"));
        Path profile = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "chromium-");
        List<String> command = List.of(
                installed,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-address=127.0.0.1",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new Chromium(process, profile, address(process)).open();
    }

    private static URI address(Process process) throws IOException {
        BufferedReader output = process.inputReader(UTF_8);
        StringBuilder all = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            int at = line.indexOf("ws://127.0.0.1:");
            if (at >= 0) {
                Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "chromium-output");
                drain.setDaemon(true);
                drain.start();
                return URI.create(line.substring(at).trim());
            }
            all.append(line).append('\n');
        }
        throw new IOException("expected Chromium to listen, found:\n" + all);
    }

    private Chromium open() throws Exception {
        String target = call("Target.createTarget", json.createObjectNode().put("url", "about:blank"))
                .get("targetId")
                .asText();
        ObjectNode attach = json.createObjectNode().put("targetId", target).put("flatten", true);
        session = call("Target.attachToTarget", attach).get("sessionId").asText();
        call("Page.enable", json.createObjectNode());
        call("Emulation.setDeviceMetricsOverride", (ObjectNode)
                json.readTree("{\"width\":900,\"height\":1300,\"deviceScaleFactor\":1,\"mobile\":false}"));
        return this;
    }

    public void navigate(URI address) throws Exception {
        call("Page.navigate", json.createObjectNode().put("url", address.toString()));
        await("document.readyState === 'complete' && document.getElementById('result') !== null"
                + " && document.getElementById('result').textContent !== ''");
    }

    /** Gives files to an input, as a person would. */
    public void choose(String inputId, Path file) throws Exception {
        ObjectNode expression = json.createObjectNode().put("expression", "document.getElementById('" + inputId + "')");
        String object = call("Runtime.evaluate", expression)
                .get("result")
                .get("objectId")
                .asText();
        ObjectNode choice = json.createObjectNode().put("objectId", object);
        choice.putArray("files").add(file.toAbsolutePath().toString());
        call("DOM.setFileInputFiles", choice);
    }

    public String text(String expression) throws Exception {
        ObjectNode evaluate = json.createObjectNode().put("expression", "String(" + expression + ")");
        return call("Runtime.evaluate", evaluate).get("result").get("value").asText();
    }

    public void await(String condition) throws Exception {
        for (int i = 0; i < ATTEMPTS; i++) {
            if (text(condition).equals("true")) {
                return;
            }
            Thread.sleep(100);
        }
        Assertions.fail("expected %s, found %s", condition, text("document.body.innerText"));
    }

    public void dark(boolean on) throws Exception {
        call("Emulation.setEmulatedMedia", (ObjectNode) json.readTree(
                "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + (on ? "dark" : "light") + "\"}]}"));
    }

    public void screenshot(Path file) throws Exception {
        JsonNode shot = call("Page.captureScreenshot", json.createObjectNode().put("format", "png"));
        Files.write(file, Base64.getDecoder().decode(shot.get("data").asText()));
    }

    private JsonNode call(String method, ObjectNode parameters) throws Exception {
        ObjectNode message = json.createObjectNode().put("id", ++calls).put("method", method);
        message.set("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(message.toString(), true).join();
        for (int i = 0; i < 10 * ATTEMPTS; i++) {
            String text = answers.poll(20, TimeUnit.SECONDS);
            JsonNode answer = text == null ? null : json.readTree(text);
            if (answer == null || answer.path("id").asInt() == calls) {
                if (answer == null || answer.has("error")) {
                    throw new IOException(String.format(Locale.ROOT, "%s: found %s", method, text));
                }
                return answer.get("result");
            }
        }
        throw new IOException(method + ": expected an answer");
    }

    @Override
    public void close() {
        socket.abort();
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : all) {
            try {
                each.onExit().get(10, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException stillThere) {
                each.destroyForcibly();
            } catch (InterruptedException e) {
                each.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        remove(profile);
    }

    /** As far as it goes: what a browser leaves behind fails no test. */
    private static void remove(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException goneMeanwhile) {
            // Below target, where the next clean finds it.
        }
    }
}
