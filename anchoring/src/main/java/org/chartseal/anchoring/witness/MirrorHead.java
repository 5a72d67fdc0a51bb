package org.chartseal.anchoring.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.anchoring.canonical.JsonArray;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.JsonString;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.canonical.JsonValue;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.log.CompactRange;
import org.chartseal.anchoring.log.SignedCheckpoint;

/** The head that a mirror took over last: the checkpoint verbatim, and what appending behind it needs. */
record MirrorHead(Optional<SignedCheckpoint> checkpoint, List<byte[]> subtrees) {
    private static final String FILE = "head.json";
    private static final String FORMAT = "1";

    MirrorHead {
        subtrees = List.copyOf(subtrees);
    }

    static MirrorHead of(SignedCheckpoint checkpoint, CompactRange tree) {
        return new MirrorHead(Optional.of(checkpoint), tree.subtrees());
    }

    long size() {
        return checkpoint.map(note -> note.checkpoint().size()).orElse(0L);
    }

    CompactRange tree() {
        return CompactRange.of(size(), subtrees);
    }

    /** Reads the head of a mirror, an empty one if there is none. */
    static MirrorHead read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return new MirrorHead(Optional.empty(), List.of());
        }
        try {
            JsonObject json = JsonReader.readObject(Files.readAllBytes(file));
            String note = json.text("checkpoint");
            if (!FORMAT.equals(json.text("format"))
                    || note == null
                    || !(json.get("subtrees") instanceof JsonArray hashes)) {
                throw new IOException("mirror: expected format, checkpoint and subtrees in " + FILE);
            }
            List<byte[]> subtrees = new ArrayList<>();
            for (JsonValue hash : hashes.values()) {
                if (!(hash instanceof JsonString text)) {
                    throw new IOException("mirror: expected strings among the subtrees in " + FILE);
                }
                subtrees.add(HexFormat.of().parseHex(text.text()));
            }
            MirrorHead head = new MirrorHead(Optional.of(SignedCheckpoint.parse(note)), subtrees);
            if (!Arrays.equals(
                    head.tree().root(),
                    head.checkpoint().orElseThrow().checkpoint().root())) {
                throw new IOException("mirror: expected the subtrees of its checkpoint in " + FILE);
            }
            return head;
        } catch (CanonicalizationException | CheckpointFormatException | IllegalArgumentException e) {
            throw new IOException("mirror: expected what a witness wrote in " + FILE + ", found " + e.getMessage(), e);
        }
    }

    /** Writes the head so that after a crash there is this one or the one before. */
    void write(Path directory) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("checkpoint", checkpoint.map(SignedCheckpoint::text).orElse(""));
        json.put("subtrees", subtrees.stream().map(HexFormat.of()::formatHex).toList());
        DurableFile.write(directory.resolve(FILE), (JsonText.of(json) + "\n").getBytes(UTF_8));
    }
}
