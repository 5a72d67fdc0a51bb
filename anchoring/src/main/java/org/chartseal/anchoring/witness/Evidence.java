package org.chartseal.anchoring.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.log.SignedCheckpoint;

/**
 * Two checkpoints that one log key signed and that cannot both be of one log that only grows. Anyone who pins the key can
 * check the signatures; that the trees differ, the witness shows from its mirror.
 *
 * @param kind what is wrong
 * @param before what the witness took over
 * @param now what it was shown
 * @param detail expected and found
 */
public record Evidence(Kind kind, SignedCheckpoint before, SignedCheckpoint now, String detail) {
    private static final String PREFIX = "evidence-";

    /** What is wrong. */
    public enum Kind {
        /** Two different trees of one size, or a tree that does not contain the one before. */
        FORK,
        /** An older tree is shown as the newest. */
        ROLLBACK
    }

    /** Writes it where the operator finds it; the same evidence is one file. */
    Path write(Path directory) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", kind.name());
        json.put("detail", detail);
        json.put("before", before.text());
        json.put("now", now.text());
        byte[] bytes = (JsonText.of(json) + "\n").getBytes(UTF_8);
        String name = java.util.HexFormat.of().formatHex(Sha256.hash(bytes), 0, 8);
        Path file = directory.resolve(PREFIX + kind.name().toLowerCase(java.util.Locale.ROOT) + "-" + name + ".json");
        DurableFile.write(file, bytes);
        return file;
    }

    /** A fork that was seen before: while its file is there, the witness signs nothing. */
    static Optional<Path> ofAFork(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "fork-*.json")) {
            for (Path file : files) {
                return Optional.of(file);
            }
            return Optional.empty();
        }
    }
}
