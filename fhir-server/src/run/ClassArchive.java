import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prepares the start of the server by {@code mvn -Prun package}: an archive of the libraries' classes, as the JVM keeps
 * them in memory, which saves a quarter of a start's work, and an argument file that uses it. Made once, and anew when
 * libraries or JVM change; where it cannot be made, the server starts without it.
 *
 * <p>Run from source: {@code java ClassArchive.java TARGET_DIRECTORY MAIN_CLASS MAKE_IT CLASS_PATH}.
 */
final class ClassArchive {
    /** Comes after our own classes, one of which stands in front of one of its. */
    private static final String SHADOWED = "hapi-fhir-jpaserver-model";

    private static final List<String> OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1",
            // With one tier the JVM keeps 48 MB for compiled code, which fills under load; it interprets then.
            "-XX:ReservedCodeCacheSize=192m",
            "-XX:+UseSerialGC",
            "-XX:MetaspaceSize=256m");

    private final Path directory;
    private final String mainClass;
    private final List<Path> libraries = new ArrayList<>();
    private final List<Path> others = new ArrayList<>();

    private ClassArchive(Path target, String mainClass, String classPath) {
        this.directory = target.resolve("class-archive");
        this.mainClass = mainClass;
        Path project = target.toAbsolutePath().getParent().getParent();
        for (String entry : classPath.split(System.getProperty("path.separator"))) {
            Path path = Path.of(entry).toAbsolutePath();
            boolean ours = path.startsWith(project) || path.getFileName().toString().startsWith(SHADOWED);
            (ours ? others : libraries).add(path);
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        ClassArchive archive = new ClassArchive(Path.of(args[0]), args[1], args[3]);
        if (Boolean.parseBoolean(args[2])) {
            archive.make();
        }
        archive.writeArguments();
    }

    private Path archive() {
        return directory.resolve("libraries.jsa");
    }

    private void make() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path stamp = directory.resolve("made-of");
        String now = fingerprint();
        if (Files.exists(stamp) && Files.readString(stamp).equals(now)) {
            return;
        }
        System.out.println("Preparing faster starts: once for these libraries, a minute or two (-Drun.archive=false skips it)");
        Files.deleteIfExists(archive());
        Path list = directory.resolve("classes");
        if (train(list)) {
            dump(list);
        }
        if (!Files.exists(archive())) {
            System.out.println("That did not work on this JVM; the server starts without it");
        }
        Files.writeString(stamp, now);
    }

    /** Starts the server on directories of its own and notes which classes it loads. */
    private boolean train(Path list) throws IOException, InterruptedException {
        Path training = directory.resolve("training");
        List<String> command = java("-XX:DumpLoadedClassList=" + list);
        command.addAll(List.of("-classpath", path(libraries, others), mainClass, "--server.port=0"));
        for (String each : List.of("data", "keys", "secrets")) {
            command.add("--chartseal.directories." + each + "=" + training.resolve(each));
        }
        Process server = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            String line = said.readLine();
            while (line != null && !line.startsWith("ChartSeal is up")) {
                line = said.readLine();
            }
            return line != null;
        } finally {
            server.destroy();
            if (!server.waitFor(30, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
            delete(training);
        }
    }

    private void dump(Path list) throws IOException, InterruptedException {
        // Archived lambdas bring some JVMs down while they write.
        Path plain = directory.resolve("plain-classes");
        try (Stream<String> lines = Files.lines(list)) {
            Files.write(plain, (Iterable<String>) lines.filter(line -> !line.startsWith("@lambda"))::iterator);
        }
        List<String> command =
                java("-Xshare:dump", "-XX:SharedClassListFile=" + plain, "-XX:SharedArchiveFile=" + archive());
        command.addAll(List.of("-classpath", path(libraries)));
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start()
                .waitFor();
        if (exit != 0) {
            Files.deleteIfExists(archive());
        }
    }

    private void writeArguments() throws IOException {
        Files.createDirectories(directory);
        List<String> arguments = new ArrayList<>(OPTIONS);
        if (Files.exists(archive())) {
            arguments.add("-Xshare:auto");
            arguments.add("-XX:SharedArchiveFile=" + archive());
        }
        arguments.addAll(List.of("-classpath", path(libraries, others)));
        Files.write(
                directory.resolve("arguments"),
                arguments.stream()
                        .map(argument -> '"' + argument.replace("\\", "\\\\") + '"')
                        .toList());
    }

    /** What the JVM compares before it uses an archive. */
    private String fingerprint() throws IOException {
        StringBuilder all = new StringBuilder(System.getProperty("java.vm.version")).append('\n');
        for (Path library : libraries) {
            all.append(library).append(' ').append(Files.size(library)).append(' ');
            all.append(Files.getLastModifiedTime(library).toMillis()).append('\n');
        }
        return all.toString();
    }

    private static List<String> java(String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of(options));
        return command;
    }

    @SafeVarargs
    private static String path(List<Path>... parts) {
        return Stream.of(parts)
                .flatMap(List::stream)
                .map(Path::toString)
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
