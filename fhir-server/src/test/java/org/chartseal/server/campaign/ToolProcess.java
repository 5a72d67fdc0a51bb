package org.chartseal.server.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command as a process that runs on and on, and the lines it printed since it was started. */
final class ToolProcess implements AutoCloseable {
    private final Process process;
    private final Path output;
    private int heard;

    ToolProcess(Path cli, Path output, List<?> arguments) throws IOException {
        this.output = output;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                cli.toString()));
        arguments.forEach(argument -> command.add(argument.toString()));
        this.process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Goes by what it says from now on. */
    void listen() {
        try {
            heard = lines().size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it printed a line with one of these words since then. */
    boolean said(String... words) throws IOException {
        return lines().stream().skip(heard).anyMatch(line -> List.of(words).stream()
                .anyMatch(line::contains));
    }

    List<String> lines() throws IOException {
        return Files.readAllLines(output);
    }

    /** The last line, empty if there is none. */
    String last() throws IOException {
        List<String> lines = lines();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
