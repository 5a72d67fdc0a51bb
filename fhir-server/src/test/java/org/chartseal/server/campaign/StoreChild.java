package org.chartseal.server.campaign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process with a sequencer and its store, whose every line is handed to the oracle. */
final class StoreChild implements AutoCloseable {
    private static final long PATIENCE_S = 120;

    private final Process process;
    private final Path errors;
    private final Thread reader;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch mark = new CountDownLatch(1);

    StoreChild(Path home, String place, String mode, StoreOracle oracle) throws IOException {
        this.errors = home.resolve("child.log");
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "org.chartseal.server.integrity.StoreCrashChild",
                        home.toString(),
                        place,
                        mode)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        this.reader = new Thread(() -> read(oracle), "child");
        reader.start();
    }

    private void read(StoreOracle oracle) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("ready")) {
                    ready.countDown();
                } else if (line.startsWith("at ")) {
                    mark.countDown();
                } else {
                    oracle.heard(line);
                }
            }
        } catch (IOException killed) {
            // The pipe broke in the midst of a line: nothing was said by it.
            return;
        }
    }

    void awaitReady() throws InterruptedException, IOException {
        await(ready, "to be ready");
    }

    void awaitMark() throws InterruptedException, IOException {
        await(mark, "to come to its mark");
    }

    private void await(CountDownLatch latch, String what) throws InterruptedException, IOException {
        for (int i = 0; i < PATIENCE_S * 10; i++) {
            if (latch.await(100, TimeUnit.MILLISECONDS)) {
                return;
            }
            if (!process.isAlive()) {
                break;
            }
        }
        throw new IOException("Expected the child " + what + "; see " + errors);
    }

    void awaitEnd() throws InterruptedException, IOException {
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("Expected the child to end well; see " + errors);
        }
        reader.join();
    }

    /** SIGKILL; afterwards all that it had said is heard. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
