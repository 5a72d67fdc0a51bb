package org.chartseal.server.leaks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Looks for the needles in bytes, wherever they come from, in fixed memory. */
public final class ByteSearch {
    private static final int CHUNK = 1 << 20;

    private final Needles needles;
    private final BitSet ignored;
    private final Hits hits;

    /** @param ignored numbers of values that are not counted, for example those that a server without records holds */
    public ByteSearch(Needles needles, BitSet ignored, Hits hits) {
        this.needles = needles;
        this.ignored = ignored;
        this.hits = hits;
    }

    void text(String place, String text) {
        bytes(place, text.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(String place, byte[] bytes) {
        needles.forms().scan(bytes, 0, bytes.length, bytes.length, (id, offset) -> found(place, id));
    }

    /** Every regular file below a directory, or one file. */
    public void files(Path root, Function<Path, String> place) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                stream(place.apply(file), in);
            }
        }
    }

    private void stream(String place, InputStream in) throws IOException {
        int margin = FormIndex.LONGEST;
        byte[] window = new byte[margin + CHUNK + margin];
        int kept = 0;
        int scanned = 0;
        while (true) {
            int read = in.readNBytes(window, kept, window.length - kept);
            int end = kept + read;
            boolean last = end < window.length;
            int to = last ? end : end - margin;
            needles.forms().scan(window, scanned, to, end, (id, offset) -> found(place, id));
            if (last) {
                return;
            }
            // What was not looked at moves to the front, with as much before it as tells a chance find.
            int from = to - margin;
            System.arraycopy(window, from, window, 0, end - from);
            kept = end - from;
            scanned = margin;
        }
    }

    private void found(String place, int id) {
        if (!ignored.get(id)) {
            hits.found(place, needles.kind(id), id);
        }
    }
}
