package org.chartseal.server.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.chartseal.anchoring.campaign.Findings;

/** What a stopped server left of the patients it erased: no key, no copy of a keystore, no text. */
final class KeyRemains {
    private final Findings findings;

    KeyRemains(Findings findings) {
        this.findings = findings;
    }

    void look(ServerProcess server, ErasureWatch watch, Path rawPostgres, Erasing erasing)
            throws IOException, SQLException {
        Path keys = server.home().resolve("keys");
        Set<String> destroyed = watch.slots();
        Set<String> left;
        try (Connection store = DriverManager.getConnection(
                "jdbc:h2:file:" + keys.resolve("slots").toAbsolutePath() + ";IFEXISTS=TRUE", "sa", "")) {
            left = ErasureWatch.texts(store, "select lower(rawtohex(slot_id)) from key_slot");
        }
        int others = left.size();
        left.retainAll(destroyed);
        findings.check(
                "every key of an erased patient is destroyed",
                left.isEmpty() && destroyed.size() >= erasing.patients() && others > 0,
                left.size() + " left of " + destroyed.size() + ", beside " + others + " others");
        try (Stream<Path> files = Files.list(keys)) {
            List<String> keystores = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("slots."))
                    .sorted()
                    .toList();
            findings.check(
                    "one keystore is left, and no copy",
                    keystores.equals(List.of("keystore.bcfks", "keystore.bcfks.lock")),
                    keystores.toString());
        }
        List<String> shown = new ArrayList<>();
        for (Path part : List.of(keys, server.data(), server.home().resolve("server.log"), rawPostgres)) {
            shown.addAll(filesThatSay(part));
        }
        findings.none("no file says what an erased record said", shown, "none");
    }

    private static List<String> filesThatSay(Path directory) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (text.toLowerCase(Locale.ROOT).contains(DoomedPatient.WORD.toLowerCase(Locale.ROOT))) {
                    found.add(directory.getFileName() + "/" + directory.relativize(file));
                }
            }
        }
        return found;
    }
}
