package org.chartseal.anchoring.log;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps heads, tiles and the newest checkpoint alone: what a sequencer reads. For measurements; for one thread. */
final class LeanLogStore implements LogStore {
    private final Deque<PendingEntry> pending = new ArrayDeque<>();
    private final Map<String, ResourceHead> resourceHeads = new HashMap<>();
    private final Map<String, SubjectHead> subjectHeads = new HashMap<>();
    private final List<Map<Long, byte[]>> tiles = List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());
    private LogHead head = LogHead.empty(1);
    private long lastPendingId;
    private Optional<SignedCheckpoint> latest = Optional.empty();

    void enqueue(LeafWrite write, byte[] w, List<String> subjects) {
        pending.addLast(new PendingEntry(++lastPendingId, write, w, subjects, null));
    }

    @Override
    public LogHead head() {
        return head;
    }

    @Override
    public List<PendingEntry> pending(int limit) {
        return pending.stream().limit(limit).toList();
    }

    @Override
    public Map<String, ResourceHead> resourceHeads(Collection<String> resources) {
        return only(resourceHeads, resources);
    }

    @Override
    public Map<String, SubjectHead> subjectHeads(Collection<String> subjects) {
        return only(subjectHeads, subjects);
    }

    private static <T> Map<String, T> only(Map<String, T> all, Collection<String> keys) {
        Map<String, T> found = new HashMap<>();
        keys.forEach(key -> found.computeIfAbsent(key, all::get));
        return found;
    }

    @Override
    public void append(LogHead expected, LogBatch batch) {
        for (SequencedLeaf leaf : batch.leaves()) {
            if (leaf.pendingId() != 0) {
                pending.removeFirst();
            }
        }
        batch.tiles().forEach(tile -> tiles.get(tile.level()).put(tile.index(), tile.hashes()));
        resourceHeads.putAll(batch.resourceHeads());
        subjectHeads.putAll(batch.subjectHeads());
        head = batch.head();
    }

    @Override
    public byte[] tile(int level, long index) {
        return tiles.get(level).getOrDefault(index, new byte[0]);
    }

    @Override
    public Optional<byte[]> event(long leafIndex) {
        return Optional.empty();
    }

    @Override
    public void saveCheckpoint(SignedCheckpoint checkpoint) {
        latest = Optional.of(checkpoint);
    }

    @Override
    public Optional<SignedCheckpoint> latestCheckpoint() {
        return latest;
    }

    @Override
    public Optional<SignedCheckpoint> checkpoint(long treeSize) {
        return latest.filter(signed -> signed.checkpoint().size() == treeSize);
    }
}
