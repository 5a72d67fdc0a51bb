package org.chartseal.anchoring.map;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.chartseal.anchoring.canonical.Sha256;

/**
 * Makes a map of any number of heads in bounded memory: a pass over the heads for each range of keys, each range sorted
 * by itself.
 */
public final class MapBuilder {
    private static final int RANGES = 256;

    private final MapKeys keys;
    private final int perPass;

    /**
     * A builder of one map.
     *
     * @param perPass heads to hold at once, about 100 bytes each; a pass may hold some more
     */
    public MapBuilder(MapKeys keys, int perPass) {
        this.keys = keys;
        this.perPass = perPass;
    }

    /**
     * What was built.
     *
     * @param size number of entries
     * @param root RFC 6962 root, 32 bytes
     */
    public record Built(long size, byte[] root) {}

    /**
     * Builds the map.
     *
     * @param expected how many heads there are, or about: if there are more it costs memory
     * @param chunks takes the chunks, ascending
     * @throws IllegalArgumentException if a head is told twice
     */
    public Built build(HeadSource heads, long expected, Consumer<MapChunk> chunks) {
        int passes = 1;
        while (passes < RANGES && expected / passes > perPass) {
            passes *= 2;
        }
        Chunks out = new Chunks(keys, chunks);
        for (int pass = 0; pass < passes; pass++) {
            Pass range = new Pass(pass, passes, (int) Math.min(perPass, expected / passes + 1));
            heads.forEach(range::accept);
            range.drain(out);
        }
        return out.finish();
    }

    /** The heads of one range of keys. */
    private final class Pass {
        private final KeyedHash mapKey = new KeyedHash(keys.mapKey());
        private final int number;
        private final int passes;
        private byte[] heads;
        private int count;

        Pass(int number, int passes, int room) {
            this.number = number;
            this.passes = passes;
            this.heads = new byte[room * KeyedHead.LENGTH];
        }

        void accept(HeadSpace space, byte[] name, MapHead head) {
            byte[] key = MapKeys.entryKey(mapKey, space, name);
            if ((key[0] & 0xff) * passes / RANGES != number) {
                return;
            }
            if ((count + 1) * KeyedHead.LENGTH > heads.length) {
                heads = Arrays.copyOf(heads, (count + count / 2 + 4) * KeyedHead.LENGTH);
            }
            new KeyedHead(key, head).put(heads, count++);
        }

        void drain(Chunks out) {
            int[] order = IntStream.range(0, count)
                    .boxed()
                    .sorted(this::compare)
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int i = 0; i < count; i++) {
                if (i > 0 && compare(order[i - 1], order[i]) == 0) {
                    throw new IllegalArgumentException("expected each head once");
                }
                out.append(KeyedHead.at(heads, order[i]));
            }
        }

        private int compare(int first, int second) {
            int a = first * KeyedHead.LENGTH;
            int b = second * KeyedHead.LENGTH;
            return Arrays.compareUnsigned(heads, a, a + Sha256.LENGTH, heads, b, b + Sha256.LENGTH);
        }
    }

    /** Heads in their order, cut into chunks. */
    private static final class Chunks {
        private final MapKeys keys;
        private final Consumer<MapChunk> sink;
        private final MapRoot whole;
        private final byte[] heads = new byte[MapChunk.WIDTH * KeyedHead.LENGTH];
        private MapRoot part;
        private int number;

        Chunks(MapKeys keys, Consumer<MapChunk> sink) {
            this.keys = keys;
            this.sink = sink;
            this.whole = new MapRoot(keys.valueKey());
            this.part = new MapRoot(keys.valueKey());
        }

        void append(KeyedHead head) {
            head.put(heads, (int) part.size());
            whole.append(head);
            part.append(head);
            if (part.size() == MapChunk.WIDTH) {
                flush();
            }
        }

        private void flush() {
            byte[] taken = Arrays.copyOf(heads, (int) part.size() * KeyedHead.LENGTH);
            sink.accept(new MapChunk(number++, taken, part.root()));
            part = new MapRoot(keys.valueKey());
        }

        Built finish() {
            if (part.size() > 0) {
                flush();
            }
            return new Built(whole.size(), whole.root());
        }
    }
}
