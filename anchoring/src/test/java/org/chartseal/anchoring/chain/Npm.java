package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Tools from npm, installed below {@code target} on first use. Where npm is missing the tests fail, unless
 * {@code -Dchartseal.npm=absent} says that this is known.
 */
public final class Npm {
    private static final Path DIRECTORY = Path.of("target", "npm").toAbsolutePath();

    private Npm() {}

    /** The directory that holds node_modules, with these packages in it, each as name@version. */
    public static synchronized Path install(String... packages) throws Exception {
        assumeNotDeclaredAbsent();
        Files.createDirectories(DIRECTORY);
        Path manifest = DIRECTORY.resolve("package.json");
        if (Files.notExists(manifest)) {
            Files.writeString(manifest, "{\"private\": true}\n");
        }
        for (String wanted : packages) {
            int at = wanted.lastIndexOf('@');
            Path installed = DIRECTORY
                    .resolve("node_modules")
                    .resolve(wanted.substring(0, at))
                    .resolve("package.json");
            String version = "\"version\": \"" + wanted.substring(at + 1) + "\"";
            if (Files.notExists(installed) || !Files.readString(installed).contains(version)) {
                run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", wanted);
            }
        }
        return DIRECTORY;
    }

    /** Leaves a test out where {@code -Dchartseal.npm=absent} says that Node.js is known to be missing. */
    public static void assumeNotDeclaredAbsent() {
        Assumptions.assumeFalse(
                "absent".equals(System.getProperty("chartseal.npm")), "npm is declared absent: -Dchartseal.npm=absent");
    }

    /** Runs a command to its end, and fails with its output if it fails. */
    public static void run(String... command) throws Exception {
        Files.createDirectories(DIRECTORY);
        Path output = Files.createTempFile(DIRECTORY, "run", ".txt");
        try {
            Process process = new ProcessBuilder(withPath(command))
                    .directory(DIRECTORY.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                fail("expected %s to end within 5 minutes, found it running", String.join(" ", command));
            }
            if (process.exitValue() != 0) {
                fail(
                        "expected %s to succeed, found exit %d:%n%s",
                        String.join(" ", command), process.exitValue(), Files.readString(output));
            }
        } catch (IOException e) {
            fail("expected " + command[0]
                    + " on the path (Node.js 20 with npm; -Dchartseal.npm=absent leaves the tests "
                    + "that need it out), found " + e.getMessage());
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static List<String> withPath(String[] command) {
        List<String> out = new ArrayList<>(List.of(command));
        if (System.getProperty("os.name").startsWith("Windows") && command[0].equals("npm")) {
            out.set(0, "npm.cmd");
        }
        return out;
    }
}
