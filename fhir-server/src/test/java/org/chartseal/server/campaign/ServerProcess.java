package org.chartseal.server.campaign;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The built server as a process of the operating system, over one set of directories. */
final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path application;
    private final Path home;
    private final int port;
    private final List<String> settings;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private @Nullable Process process;

    /** Takes the built jar apart as its image does: it then starts faster, and it is started often. */
    ServerProcess(Path jar, Path home) throws IOException, InterruptedException {
        this(jar, home, List.of());
    }

    /** @param settings command-line arguments beyond address and directories */
    ServerProcess(Path jar, Path home, List<String> settings) throws IOException, InterruptedException {
        this.settings = List.copyOf(settings);
        this.home = Files.createDirectories(home);
        Path extracted = home.resolve("application");
        run(List.of(
                java(), "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", extracted.toString()));
        this.application = extracted.resolve(jar.getFileName());
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path log = home.resolve("preparation.log");
        Process preparing = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            if (!preparing.waitFor(10, TimeUnit.MINUTES) || preparing.exitValue() != 0) {
                throw new IOException("Expected to prepare the server, found in " + log + ": " + Files.readString(log));
            }
        } finally {
            preparing.destroyForcibly();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A file that a system property names and the build has made. */
    static Path required(String property) {
        Path file = Path.of(System.getProperty(property, "(" + property + " is not set)"));
        if (!Files.exists(file)) {
            throw new IllegalStateException("Expected the file that " + property + " names, found none at " + file);
        }
        return file;
    }

    /** Waits two minutes at most for a file that the server writes. */
    static Path awaitFile(Path file) throws InterruptedException {
        for (int i = 0; i < 600 && !Files.exists(file); i++) {
            Thread.sleep(200);
        }
        return file;
    }

    /** A client with the credentials that the server made under this name. */
    FhirClient client(String name) {
        return new FhirClient(address(), secrets().resolve(name + ".json"));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Path home() {
        return home;
    }

    Path data() {
        return home.resolve("data");
    }

    Path secrets() {
        return home.resolve("secrets");
    }

    void launch() throws IOException {
        Path log = home.resolve("server.log");
        Path temporary = Files.createDirectories(home.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-Xmx1g",
                "-Djava.io.tmpdir=" + temporary,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=192m",
                "-jar",
                application.toString(),
                "--server.port=" + port,
                "--chartseal.security.public-url=" + address(),
                "--chartseal.directories.data=" + data(),
                "--chartseal.directories.keys=" + home.resolve("keys"),
                "--chartseal.directories.secrets=" + secrets()));
        command.addAll(settings);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /**
     * Waits until the server answers.
     *
     * @return milliseconds waited
     * @throws IOException if it exits or does not answer in time; the message ends with what it printed last
     */
    long awaitReady() throws IOException, InterruptedException {
        long from = System.nanoTime();
        while (System.nanoTime() - from < PATIENCE.toNanos()) {
            if (!running().isAlive()) {
                throw new IOException(
                        "The server exited with " + running().exitValue() + "; its last words:\n" + tail());
            }
            if (answers()) {
                return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
            }
            Thread.sleep(200);
        }
        throw new IOException("The server did not answer within " + PATIENCE + "; its last words:\n" + tail());
    }

    private boolean answers() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address().resolve("/fhir/metadata"))
                    .timeout(Duration.ofSeconds(60))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** SIGKILL: the process gets no chance to do anything. */
    void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    /** SIGTERM, and what a stop in good order takes. */
    void stop() throws InterruptedException {
        running().destroy();
        if (!running().waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The server did not stop within 60 s");
        }
    }

    boolean alive() {
        return process != null && process.isAlive();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("The server was never launched");
        }
        return process;
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(home.resolve("server.log"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
