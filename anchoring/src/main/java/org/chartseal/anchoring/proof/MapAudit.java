package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.log.LeafFormatException;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.map.HeadName;
import org.chartseal.anchoring.map.HeadSpace;
import org.chartseal.anchoring.map.KeyedHead;
import org.chartseal.anchoring.map.MapKeys;
import org.chartseal.anchoring.map.MapRoot;
import org.chartseal.anchoring.map.MapSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the maps of a log from the chains that were walked (integrity log, section 4.3). Heads nobody can name any
 * more, since all of their chain was erased, must be accounted for one by one by leaves that hide their places.
 */
final class MapAudit {
    private final Chains chains;
    private long lastSize;

    MapAudit(Chains chains) {
        this.chains = chains;
    }

    /** Leaves that the last map covers. */
    long lastSize() {
        return lastSize;
    }

    /** Goes on after a map of so many leaves. */
    void restore(long size) {
        lastSize = size;
    }

    /**
     * What contradicts the log in one map.
     *
     * @param index of its leaf
     * @param event the leaf's event, with the hash in W
     */
    List<Finding> check(long index, LeafWrite write, String event, @Nullable MapOpening map) {
        MapSnapshot snapshot;
        try {
            snapshot = MapSnapshot.read(write, event.getBytes(UTF_8));
        } catch (LeafFormatException e) {
            return List.of(new Finding(Verdict.NOT_VERIFIABLE, "the map is in an unknown format: " + e.getMessage()));
        }
        if (snapshot.asOfSize() > index || snapshot.asOfSize() < lastSize) {
            return List.of(tampered(
                    "expected a map of " + lastSize + " to " + index + " leaves, found one of " + snapshot.asOfSize()));
        }
        lastSize = snapshot.asOfSize();
        HeadJournal.Heads heads = chains.headsAfter(lastSize);
        if (map == null) {
            return List.of(new Finding(Verdict.WITHHELD, "opens, but its map is not shown"));
        }
        return new Comparison(snapshot, map).run(heads);
    }

    private static Finding tampered(String reason) {
        return new Finding(Verdict.TAMPERED, reason);
    }

    /** One map against the heads that it should have. */
    private final class Comparison {
        private final MapSnapshot snapshot;
        private final MapOpening map;
        private final BitSet accounted = new BitSet();
        private final List<Finding> findings = new ArrayList<>();

        Comparison(MapSnapshot snapshot, MapOpening map) {
            this.snapshot = snapshot;
            this.map = map;
        }

        List<Finding> run(HeadJournal.Heads heads) {
            if (!asSigned()) {
                return List.of(tampered("the map that is shown is not the one in the leaf"));
            }
            for (int i = 1; i < map.size(); i++) {
                if (KeyedHead.compare(
                                map.heads(), i, KeyedHead.at(map.heads(), i - 1).key())
                        <= 0) {
                    return List.of(tampered("the map's entries do not ascend"));
                }
            }
            heads.resources().forEach((hash, head) -> {
                if (head.resource() != null) {
                    named(HeadSpace.VERSION, head.resource(), head.seq(), hash);
                }
            });
            heads.patients().forEach((patient, head) -> named(HeadSpace.SUBJECT, patient, head.seq(), head.leafHash()));
            unnamed(heads.resources());
            return findings;
        }

        private boolean asSigned() {
            if (map.size() != snapshot.mapSize() || !Arrays.equals(map.keys().keyHash(), snapshot.keyHash())) {
                return false;
            }
            try {
                MapRoot root = new MapRoot(map.keys().valueKey());
                for (int i = 0; i < map.size(); i++) {
                    root.append(KeyedHead.at(map.heads(), i));
                }
                return Arrays.equals(root.root(), snapshot.root());
            } catch (IllegalArgumentException noHead) {
                return false;
            }
        }

        private void named(HeadSpace space, String reference, long seq, String hash) {
            byte[] key = MapKeys.entryKey(map.keys().mapKey(), space, HeadName.of(reference));
            int place = find(key);
            if (place < 0) {
                findings.add(tampered("the map lacks the newest leaf of a chain"));
                return;
            }
            accounted.set(place);
            KeyedHead found = KeyedHead.at(map.heads(), place);
            String foundHash = Hex.of(found.head().leafHash());
            boolean hidden =
                    space == HeadSpace.VERSION ? chains.hidesVersion(foundHash) : chains.hidesSubject(foundHash);
            boolean same = found.head().seq() == seq && foundHash.equals(hash);
            if (!same && !(hidden && found.head().seq() > seq)) {
                findings.add(tampered("the map has another leaf than the newest of a chain"));
            }
        }

        private void unnamed(Map<String, Chains.VersionHead> resources) {
            int missing = (int) resources.values().stream()
                    .filter(head -> head.resource() == null)
                    .count();
            for (int i = accounted.nextClearBit(0); i < map.size(); i = accounted.nextClearBit(i + 1)) {
                KeyedHead found = KeyedHead.at(map.heads(), i);
                String hash = Hex.of(found.head().leafHash());
                Chains.VersionHead head = resources.get(hash);
                if (head != null
                        && head.resource() == null
                        && head.seq() == found.head().seq()) {
                    missing--;
                } else if (!chains.hidesVersion(hash) && !chains.hidesSubject(hash)) {
                    findings.add(tampered("the map has a head that no leaf accounts for"));
                }
            }
            if (missing > 0) {
                findings.add(tampered("the map lacks " + missing + " heads of erased chains"));
            }
        }

        private int find(byte[] key) {
            int low = 0;
            int high = map.size() - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int order = KeyedHead.compare(map.heads(), middle, key);
                if (order == 0) {
                    return middle;
                }
                if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return -1;
        }
    }
}
