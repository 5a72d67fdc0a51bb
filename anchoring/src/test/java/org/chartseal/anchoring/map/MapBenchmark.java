package org.chartseal.anchoring.map;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.anchoring.canonical.Sha256;

/** Prints what a map costs: {@code main}, no test, as it asserts nothing about time. */
final class MapBenchmark {
    private static final int PROOFS = 1000;

    private MapBenchmark() {}

    public static void main(String[] args) {
        measure(20_000);
        measure(100_000);
        measure(1_000_000);
    }

    private static void measure(int count) {
        List<MapChunk> chunks = new ArrayList<>();
        HeadSource heads = sink -> {
            for (int i = 0; i < count; i++) {
                byte[] hash = Sha256.hash(ByteBuffer.allocate(4).putInt(i).array());
                sink.accept(i % 10 == 0 ? HeadSpace.SUBJECT : HeadSpace.VERSION, hash, new MapHead(1 + i % 9, hash));
            }
        };
        long begin = cpu();
        MapBuilder.Built built = new MapBuilder(TestMap.KEYS, 250_000).build(heads, count, chunks::add);
        long made = cpu() - begin;
        MapSnapshot snapshot = new MapSnapshot(count, built.size(), TestMap.KEYS.keyHash(), built.root());
        MapChunks stored = new Stored(chunks, built.size());
        begin = cpu();
        List<MapProof> proofs = new ArrayList<>();
        for (int i = 0; i < PROOFS; i++) {
            proofs.add(new MapReader(stored, TestMap.KEYS).prove(HeadSpace.SUBJECT, "Patient/" + i));
        }
        long proven = cpu() - begin;
        begin = cpu();
        int good = 0;
        for (int i = 0; i < PROOFS; i++) {
            boolean verified =
                    proofs.get(i).verifies(snapshot, TestMap.KEYS.mapKey(), HeadSpace.SUBJECT, "Patient/" + i);
            good += verified ? 1 : 0;
        }
        long verified = cpu() - begin;
        int path = ((AbsenceProof) proofs.get(0)).before().path().size();
        System.out.printf(
                "%,d heads: built in %,d ms CPU, %,d bytes stored, path %d hashes; an absence proven in %,d us,"
                        + " verified in %,d us (%d of %d)%n",
                count,
                made / 1_000_000,
                built.size() * KeyedHead.LENGTH,
                path,
                proven / 1000 / PROOFS,
                verified / 1000 / PROOFS,
                good,
                PROOFS);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private record Stored(List<MapChunk> chunks, long size) implements MapChunks {
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
    }
}
