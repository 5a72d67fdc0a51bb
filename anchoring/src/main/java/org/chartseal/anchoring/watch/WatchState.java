package org.chartseal.anchoring.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.anchoring.canonical.JsonMember;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.JsonString;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.chain.PendingAnchor;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.witness.DurableFile;
import org.jspecify.annotations.Nullable;

/**
 * What a watch took over at its last look, and compares the next one with.
 *
 * @param settled the chain
 * @param checkpoint the log's newest, null before the first
 * @param waiting leaves that were not anchored when they were first seen so, 0 if none wait
 * @param waitingSince when that was, in seconds since 1970
 * @param heard when each source last answered as it should, in seconds since 1970
 */
record WatchState(
        Settled settled,
        @Nullable SignedCheckpoint checkpoint,
        long waiting,
        long waitingSince,
        Map<String, Long> heard) {
    private static final String FILE = "watch.json";
    private static final String FORMAT = "1";
    private static final String HEARD = "heard ";

    WatchState {
        heard = Map.copyOf(heard);
    }

    Optional<SignedCheckpoint> newest() {
        return Optional.ofNullable(checkpoint);
    }

    WatchState with(Settled now) {
        return new WatchState(now, checkpoint, waiting, waitingSince, heard);
    }

    WatchState with(SignedCheckpoint now) {
        return new WatchState(settled, now, waiting, waitingSince, heard);
    }

    WatchState waiting(long leaves, long since) {
        return new WatchState(settled, checkpoint, leaves, since, heard);
    }

    WatchState heard(String source, long now) {
        Map<String, Long> next = new TreeMap<>(heard);
        next.put(source, now);
        return new WatchState(settled, checkpoint, waiting, waitingSince, next);
    }

    /** Reads what was written last, an empty state if nothing was. */
    static WatchState read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return new WatchState(Settled.NOTHING, null, 0, 0, Map.of());
        }
        try {
            JsonObject json = JsonReader.readObject(Files.readAllBytes(file));
            if (!FORMAT.equals(json.text("format"))) {
                throw new IOException("watch: expected format " + FORMAT + " in " + FILE);
            }
            String note = text(json, "checkpoint");
            Map<String, Long> heard = new TreeMap<>();
            for (JsonMember member : json.members()) {
                if (member.name().startsWith(HEARD) && member.value() instanceof JsonString when) {
                    heard.put(member.name().substring(HEARD.length()), Long.valueOf(when.text()));
                }
            }
            return new WatchState(
                    new Settled(number(json, "block"), text(json, "blockHash"), anchor(json)),
                    note.isEmpty() ? null : SignedCheckpoint.parse(note),
                    number(json, "waiting"),
                    number(json, "waitingSince"),
                    heard);
        } catch (CanonicalizationException | CheckpointFormatException | IllegalArgumentException e) {
            throw new IOException("watch: expected what a watch wrote in " + FILE + ", found " + e.getMessage(), e);
        }
    }

    private static @Nullable PendingAnchor anchor(JsonObject json) throws IOException {
        long sequence = number(json, "sequence");
        return sequence == 0
                ? null
                : new PendingAnchor(sequence, text(json, "previousHead"), number(json, "treeSize"), text(json, "root"));
    }

    /** Writes the state so that after a crash there is this one or the one before. */
    void write(Path directory) throws IOException {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("block", Long.toString(settled.block()));
        json.put("blockHash", settled.blockHash());
        json.put("sequence", Long.toString(settled.sequence()));
        settled.newest().ifPresent(anchor -> {
            json.put("previousHead", anchor.previousHead());
            json.put("treeSize", Long.toString(anchor.treeSize()));
            json.put("root", anchor.root());
        });
        json.put("checkpoint", newest().map(SignedCheckpoint::text).orElse(""));
        json.put("waiting", Long.toString(waiting));
        json.put("waitingSince", Long.toString(waitingSince));
        heard.forEach((source, when) -> json.put(HEARD + source, Long.toString(when)));
        DurableFile.write(directory.resolve(FILE), (JsonText.of(json) + "\n").getBytes(UTF_8));
    }

    private static long number(JsonObject json, String name) throws IOException {
        return Long.parseLong(text(json, name));
    }

    private static String text(JsonObject json, String name) throws IOException {
        String text = json.text(name);
        if (text == null) {
            throw new IOException("watch: expected a string in " + name + " of " + FILE);
        }
        return text;
    }
}
