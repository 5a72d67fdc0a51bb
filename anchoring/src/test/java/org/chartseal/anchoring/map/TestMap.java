package org.chartseal.anchoring.map;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.canonical.Sha256;

/** A map in memory with keys that are the same in every run. */
public final class TestMap implements MapChunks {
    public static final MapKeys KEYS = new MapKeys(sha("map key"), sha("value key"));

    /** What a head is of. */
    public record Name(HeadSpace space, String reference) {}

    public final Map<Name, MapHead> heads = new LinkedHashMap<>();
    private final List<MapChunk> chunks = new ArrayList<>();
    private MapBuilder.Built built = new MapBuilder.Built(0, new byte[0]);

    /** This many heads, resources and patients by turns. */
    public static TestMap of(int count) {
        TestMap map = new TestMap();
        for (int i = 0; i < count; i++) {
            boolean patient = i % 2 == 1;
            map.heads.put(
                    new Name(
                            patient ? HeadSpace.SUBJECT : HeadSpace.VERSION,
                            (patient ? "Patient/" : "Observation/") + i),
                    new MapHead(i % 7 + 1, sha("leaf " + i)));
        }
        return map.build(1 << 16);
    }

    public TestMap build(int perPass) {
        chunks.clear();
        built = new MapBuilder(KEYS, perPass).build(source(), heads.size(), chunks::add);
        return this;
    }

    HeadSource source() {
        return sink -> heads.forEach((name, head) -> sink.accept(name.space(), HeadName.of(name.reference()), head));
    }

    public MapSnapshot snapshot(long asOfSize) {
        return new MapSnapshot(asOfSize, built.size(), KEYS.keyHash(), built.root());
    }

    public MapProof prove(HeadSpace space, String reference) {
        return new MapReader(this, KEYS).prove(space, reference);
    }

    /** All keyed heads, concatenated. */
    public byte[] allHeads() {
        byte[] all = new byte[Math.toIntExact(size()) * KeyedHead.LENGTH];
        int at = 0;
        for (MapChunk chunk : chunks) {
            System.arraycopy(chunk.heads(), 0, all, at, chunk.heads().length);
            at += chunk.heads().length;
        }
        return all;
    }

    @Override
    public long size() {
        return built.size();
    }

    @Override
    public byte[] firstKey(int number) {
        return chunks.get(number).firstKey();
    }

    @Override
    public byte[] root(int number) {
        return chunks.get(number).root();
    }

    @Override
    public byte[] heads(int number) {
        return chunks.get(number).heads();
    }

    static byte[] sha(String text) {
        return Sha256.hash(text.getBytes(UTF_8));
    }
}
