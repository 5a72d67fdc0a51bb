package org.chartseal.server.leaks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Looks for what an export says in a database, a dump or a directory, and says by table, column and file how many values
 * of which class are there; never which. Exit code 0: none; 1: some; 2: it could not be done.
 */
@Command(
        name = "leak-hunt",
        description = "Looks for what patients' records say in everything a server leaves behind.",
        mixinStandardHelpOptions = true)
public final class LeakHunt implements Callable<Integer> {
    @Option(names = "--records", required = true, description = "FHIR JSON or NDJSON files, or directories of them")
    private List<Path> records = List.of();

    @Option(names = "--jdbc", description = "address of a database to read whole")
    private @Nullable String jdbc;

    @Option(names = "--user", description = "its user")
    private String user = "sa";

    @Option(names = "--password-env", description = "environment variable that holds the user's password")
    private @Nullable String passwordVariable;

    @Option(names = "--in", description = "dumps, logs, data directories")
    private List<Path> places = List.of();

    @Option(
            names = "--without",
            description = "the same of a server that never held a record: what stands there tells of nobody")
    private List<Path> controls = List.of();

    @Option(names = "--until", description = "days from this one on are the server's own times (default: today)")
    private LocalDate until = LocalDate.now(java.time.ZoneOffset.UTC);

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new LeakHunt()).execute(args));
    }

    @Override
    @SuppressWarnings("SystemOut")
    public Integer call() throws IOException, SQLException {
        RecordValues values = new RecordValues(FhirVocabulary.words());
        for (Path record : records) {
            read(record, values);
        }
        Needles needles = new Needles(values, until);
        Hits known = new Hits();
        for (Path control : controls) {
            new ByteSearch(needles, new BitSet(), known).files(control, Path::toString);
        }
        Hits hits = new Hits();
        ByteSearch bytes = new ByteSearch(needles, known.values(), hits);
        for (Path place : places) {
            bytes.files(place, Path::toString);
        }
        if (jdbc != null) {
            try (Connection connection = DriverManager.getConnection(jdbc, user, password())) {
                new DatabaseSearch(bytes, new TypedSearch(values, until, hits)).search(connection);
            }
        }
        System.out.printf(
                "%d values, %d of them in a server without records and not counted%n",
                needles.size(), known.values().cardinality());
        String table = hits.table();
        System.out.print(table.isEmpty() ? "  none was found\n" : table);
        return table.isEmpty() ? 0 : 1;
    }

    private String password() {
        String password = passwordVariable == null ? null : System.getenv(passwordVariable);
        return password == null ? "" : password;
    }

    /** Adds what a file or a directory of FHIR JSON or NDJSON says. */
    public static void read(Path root, RecordValues values) throws IOException {
        ObjectMapper json = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        Set<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(json|ndjson)"))
                    .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
        }
        for (Path file : files) {
            if (file.toString().endsWith(".ndjson")) {
                try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
                    for (String line : (Iterable<String>) lines.filter(each -> !each.isBlank())::iterator) {
                        values.add(json.readTree(line));
                    }
                }
            } else {
                values.add(json.readTree(file.toFile()));
            }
        }
    }
}
