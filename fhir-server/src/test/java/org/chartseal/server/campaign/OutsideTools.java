package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The officer's own command, run as a process of its own. */
final class OutsideTools {
    private final Path cli;
    private final ServerProcess server;
    private final Path trust;

    OutsideTools(Path cli, ServerProcess server, Path trust) {
        this.cli = cli;
        this.server = server;
        this.trust = trust;
    }

    /**
     * What the command said.
     *
     * @param out what it printed, errors among it
     */
    record Said(int exitCode, String out) {
        JsonNode json() {
            try {
                return Fingerprint.parse(out.getBytes(StandardCharsets.UTF_8));
            } catch (IOException noJson) {
                return Fingerprint.JSON.createObjectNode();
            }
        }

        /** The verdict, or how it ended without one. */
        String verdict() {
            return json().path("verdict").asText("exit code " + exitCode);
        }

        /** Whether it says this of this leaf; -1 is the log as a whole. */
        boolean says(long leaf, String verdict, String words) {
            for (JsonNode finding : json().path("findings")) {
                if (finding.path("leaf").asLong(-1) == leaf
                        && finding.path("verdict").asText().equals(verdict)
                        && finding.path("reason").asText().contains(words)) {
                    return true;
                }
            }
            return false;
        }

        /** What it says of one leaf, or the first findings there are. */
        String excerpt(long leaf) {
            List<String> said = new ArrayList<>();
            for (JsonNode finding : json().path("findings")) {
                if (leaf == Long.MIN_VALUE || finding.path("leaf").asLong(-1) == leaf) {
                    said.add(finding.path("leaf").asText("log") + " "
                            + finding.path("verdict").asText() + " "
                            + finding.path("reason").asText());
                }
            }
            String text = said.isEmpty() ? verdict() + ": " + out : String.join(" | ", said);
            return text.substring(0, Math.min(400, text.length())).replaceAll("\\s+", " ");
        }
    }

    /** Audits the server. */
    Said audit(Object... more) throws IOException, InterruptedException {
        List<Object> arguments = new ArrayList<>(List.of("audit", "--json", "--trust", trust));
        arguments.addAll(online());
        arguments.addAll(List.of(more));
        return run(arguments);
    }

    /** Judges an archived proof and asks the server. */
    Said verify(Path proof, Object... more) throws IOException, InterruptedException {
        List<Object> arguments = new ArrayList<>(List.of("verify", proof, "--json", "--trust", trust));
        arguments.addAll(online());
        arguments.addAll(List.of(more));
        return run(arguments);
    }

    private List<Object> online() {
        return List.of(
                "--server", server.address(), "--credentials", server.secrets().resolve("officer.json"));
    }

    private Said run(List<Object> arguments) throws IOException, InterruptedException {
        return run(cli, arguments);
    }

    /** Runs the command with any arguments. */
    static Said run(Path cli, List<?> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                cli.toString()));
        arguments.forEach(argument -> command.add(argument.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), out);
    }
}
