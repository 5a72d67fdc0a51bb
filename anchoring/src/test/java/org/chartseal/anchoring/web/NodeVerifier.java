package org.chartseal.anchoring.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.chain.Npm;
import org.jspecify.annotations.Nullable;

/** The browser's modules in one Node process: a line of JSON in, a line out. */
public final class NodeVerifier implements AutoCloseable {
    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;

    private NodeVerifier(Process process) {
        this.process = process;
        this.in = process.outputWriter(UTF_8);
        this.out = process.inputReader(UTF_8);
    }

    /** Starts it. Without Node the test fails, unless it is declared absent: see {@link Npm}. */
    public static NodeVerifier start() throws IOException {
        Npm.assumeNotDeclaredAbsent();
        Path modules = file("/org/chartseal/anchoring/web/verify.js").getParent();
        Path harness = file("/org/chartseal/anchoring/web/harness.mjs");
        return new NodeVerifier(new ProcessBuilder("node", harness.toString(), modules.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    static Path file(String resource) {
        URL url = NodeVerifier.class.getResource(resource);
        if (url == null) {
            throw new IllegalStateException("expected " + resource + " on the class path");
        }
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The line of JSON that the browser shows, or {@code refused: } and why. */
    public String verify(byte[] trust, byte[] proof, byte @Nullable [] copy) throws IOException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("op", "verify");
        request.put("trust", base64(trust));
        request.put("proof", base64(proof));
        if (copy != null) {
            request.put("copy", base64(copy));
        }
        return ask(request);
    }

    /** CPU microseconds of one verification, the mean of several. */
    public long microseconds(byte[] trust, byte[] proof, int times) throws IOException {
        return Long.parseLong(ask(Map.of(
                "op", "time", "trust", base64(trust), "proof", base64(proof), "times", Integer.toString(times))));
    }

    /** The bytes of a leaf's parts, those that decoding and encoding them again gives, and the leaf's hash. */
    public String leaf(Map<String, ?> record) throws IOException {
        Map<String, Object> request = new LinkedHashMap<>(record);
        request.put("op", "leaf");
        return ask(request);
    }

    String ask(Map<String, ?> request) throws IOException {
        in.write(JsonText.of(request));
        in.write('\n');
        in.flush();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("expected an answer of the Node process, found its end");
        }
        String answer = JsonReader.readObject(line.getBytes(UTF_8)).text("out");
        if (answer == null) {
            throw new IOException("expected an answer with \"out\", found " + line);
        }
        return answer;
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() throws IOException {
        in.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
