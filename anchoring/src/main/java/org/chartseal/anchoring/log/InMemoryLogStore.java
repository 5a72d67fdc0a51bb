package org.chartseal.anchoring.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A log in memory, for tests and tools. Thread-safe. */
public final class InMemoryLogStore implements LogStore {
    private record Position(int level, long index) {}

    private final TreeMap<Long, PendingEntry> pending = new TreeMap<>();
    private final List<SequencedLeaf> leaves = new ArrayList<>();
    private final Map<String, ResourceHead> resourceHeads = new HashMap<>();
    private final Map<String, SubjectHead> subjectHeads = new HashMap<>();
    private final Map<Position, byte[]> tiles = new HashMap<>();
    private final TreeMap<Long, SignedCheckpoint> checkpoints = new TreeMap<>();
    private LogHead head;
    private long lastPendingId;

    /** An empty log of epoch 1. */
    public InMemoryLogStore() {
        this.head = LogHead.empty(1);
    }

    /** Adds a pending row and returns its id; the parameters are those of {@link PendingEntry}. */
    public synchronized long enqueue(
            LeafWrite write, byte @Nullable [] w, List<String> subjects, byte @Nullable [] event) {
        long id = ++lastPendingId;
        pending.put(id, new PendingEntry(id, write, w, subjects, event));
        return id;
    }

    /** A sequenced leaf. */
    public synchronized SequencedLeaf leaf(long index) {
        return leaves.get(Math.toIntExact(index));
    }

    @Override
    public synchronized LogHead head() {
        return head;
    }

    @Override
    public synchronized List<PendingEntry> pending(int limit) {
        return pending.values().stream().limit(limit).toList();
    }

    @Override
    public synchronized Map<String, ResourceHead> resourceHeads(Collection<String> resources) {
        return only(resourceHeads, resources);
    }

    @Override
    public synchronized Map<String, SubjectHead> subjectHeads(Collection<String> subjects) {
        return only(subjectHeads, subjects);
    }

    @Override
    public synchronized byte[] tile(int level, long index) {
        return tiles.getOrDefault(new Position(level, index), new byte[0]).clone();
    }

    @Override
    public synchronized void append(LogHead expected, LogBatch batch) throws StaleHeadException {
        boolean allPending = batch.leaves().stream()
                .allMatch(leaf -> leaf.pendingId() == 0 || pending.containsKey(leaf.pendingId()));
        if (!head.sameAs(expected) || !allPending) {
            throw new StaleHeadException(expected, head);
        }
        leaves.addAll(batch.leaves());
        batch.leaves().forEach(leaf -> pending.remove(leaf.pendingId()));
        batch.tiles().forEach(tile -> tiles.put(new Position(tile.level(), tile.index()), tile.hashes()));
        resourceHeads.putAll(batch.resourceHeads());
        subjectHeads.putAll(batch.subjectHeads());
        head = batch.head();
    }

    @Override
    public synchronized Optional<byte[]> event(long leafIndex) {
        return leafIndex >= 0 && leafIndex < leaves.size()
                ? Optional.ofNullable(leaf(leafIndex).event())
                : Optional.empty();
    }

    @Override
    public synchronized void saveCheckpoint(SignedCheckpoint checkpoint) {
        checkpoints.putIfAbsent(checkpoint.checkpoint().size(), checkpoint);
    }

    @Override
    public synchronized Optional<SignedCheckpoint> latestCheckpoint() {
        return checkpoints.isEmpty()
                ? Optional.empty()
                : Optional.of(checkpoints.lastEntry().getValue());
    }

    @Override
    public synchronized Optional<SignedCheckpoint> checkpoint(long treeSize) {
        return Optional.ofNullable(checkpoints.get(treeSize));
    }

    private static <T> Map<String, T> only(Map<String, T> all, Collection<String> keys) {
        Map<String, T> found = new HashMap<>();
        for (String key : keys) {
            T value = all.get(key);
            if (value != null) {
                found.put(key, value);
            }
        }
        return found;
    }
}
