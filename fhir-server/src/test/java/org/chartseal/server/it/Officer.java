package org.chartseal.server.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The compliance officer: has the command line, a trust file and credentials, and nothing else. */
final class Officer {
    record Report(int exitCode, String text) {}

    private final TestServer server;

    Officer(TestServer server) {
        this.server = server;
    }

    Report verify(String proof, String... options) {
        return run(concat(List.of("verify", file("proof", proof), "--trust", trust()), options));
    }

    Report audit() {
        return run(concat(List.of("audit", "--trust", trust()), online()));
    }

    /** An audit that redeems a promise on its way. */
    Report auditWith(String promise) {
        return run(concat(List.of("audit", "--trust", trust(), "--promise", file("promise", promise)), online()));
    }

    /** Redeems a promise with the proof of one version. */
    Report redeem(String promise, String proof) {
        return run(List.of("redeem", file("promise", promise), "--trust", trust(), "--proof", file("proof", proof)));
    }

    /** The anchored proof of a version. */
    String proof(String version) {
        return anchoredProof(version + "/$integrity-proof");
    }

    private String file(String kind, String text) {
        try {
            Path file = Files.createTempFile(server.secrets(), kind, ".fhir" + kind + ".json");
            Files.writeString(file, text);
            return file.toString();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    String[] online() {
        return new String[] {
            "--server",
            server.url(),
            "--credentials",
            server.secrets().resolve("officer.json").toString()
        };
    }

    private String trust() {
        Path trust = server.secrets().resolve("trust.json");
        for (int i = 0; i < 150 && !Files.exists(trust); i++) {
            pause();
        }
        return trust.toString();
    }

    /** Waits until the proof of a version is anchored. */
    String anchoredProof(String path) {
        for (int i = 0; i < 150; i++) {
            TestServer.Answer answer = server.get("backend", path);
            if (answer.status() == 200 && !answer.json().get("anchors").isEmpty()) {
                return answer.body();
            }
            pause();
        }
        throw new IllegalStateException("No anchored proof within 30 s for " + path + ": "
                + server.get("backend", path).body());
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> concat(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all;
    }

    /** Runs the command line in a process of its own. */
    static Report run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.chartseal.anchoring.cli.ChartSealCli"));
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            process.getInputStream().transferTo(new PrintStream(out, true, StandardCharsets.UTF_8));
            return new Report(process.waitFor(), out.toString(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
