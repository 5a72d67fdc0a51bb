package org.chartseal.anchoring.log;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns pending rows into leaves and leaves into signed checkpoints (integrity log, section 3). At most one batch of
 * several concurrent calls takes effect; the others do nothing. What is signed was computed twice: by carrying on the
 * tree's edge, and from the tiles as the store gives them back.
 */
public final class Sequencer {
    private final String origin;
    private final LogStore store;
    private final LogSalts salts;
    private final CheckpointSigner signer;
    private final Clock clock;

    /**
     * A sequencer of one log.
     *
     * @param clock for the genesis event only
     */
    public Sequencer(String origin, LogStore store, LogSalts salts, CheckpointSigner signer, Clock clock) {
        this.origin = origin;
        this.store = store;
        this.salts = salts;
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * Sequences the oldest pending rows, the genesis leaf first if there is none, and signs the new head. Without
     * pending rows it signs a head that a crash left unsigned.
     *
     * @param limit most pending rows to take
     * @throws LogIntegrityException if the stored tree contradicts its head or its checkpoint; nothing was signed
     */
    public SequencerResult sequence(int limit) {
        LogHead head = store.head();
        List<PendingEntry> entries = new ArrayList<>();
        if (head.size() == 0) {
            entries.add(genesis());
        }
        entries.addAll(inVersionOrder(store.pending(limit)));
        if (!entries.isEmpty()) {
            try {
                store.append(head, batch(head, entries));
            } catch (StaleHeadException e) {
                // Somebody else appended meanwhile, these very rows perhaps: the next call sees what is left.
                return new SequencerResult(0, head, Optional.empty());
            }
        }
        LogHead now = store.head();
        return new SequencerResult(entries.size(), now, sign(now));
    }

    private PendingEntry genesis() {
        long now = clock.millis();
        byte[] event = GenesisEvent.json(origin, signer.verifier().vkey(), now);
        return new PendingEntry(0, LeafWrite.event(LeafKind.GENESIS, origin, now, event), null, List.of(), event);
    }

    private LogBatch batch(LogHead head, List<PendingEntry> entries) {
        CompactRange edge = CompactRange.of(new TileHashReader(store), head.size());
        expectRoot("the stored tiles", head.root(), edge.root());
        TileAppender tiles = new TileAppender(store, head.size());
        LeafAssigner assigner = new LeafAssigner(store, salts, entries);
        List<SequencedLeaf> leaves = new ArrayList<>(entries.size());
        for (PendingEntry entry : entries) {
            SequencedLeaf leaf = assigner.assign(entry, edge.size(), tiles);
            edge.append(leaf.leafHash());
            tiles.append(leaf.leafHash());
            leaves.add(leaf);
        }
        byte[] root = edge.root();
        expectRoot("the new tiles", root, MerkleTree.root(new TileHashReader(tiles), edge.size()));
        return new LogBatch(
                leaves,
                tiles.tiles(),
                assigner.changedResources(),
                assigner.changedSubjects(),
                new LogHead(edge.size(), root, head.epoch()));
    }

    private Optional<SignedCheckpoint> sign(LogHead head) {
        TileHashReader stored = new TileHashReader(store);
        Optional<SignedCheckpoint> latest = store.latestCheckpoint();
        if (latest.isPresent()) {
            Checkpoint signed = latest.get().checkpoint();
            if (signed.size() > head.size()) {
                // Perhaps another call went on between our two reads: only the store's newest head can tell.
                LogHead newest = store.head();
                if (signed.size() > newest.size()) {
                    throw new LogIntegrityException(
                            "expected at least the " + signed.size() + " leaves signed before, found " + newest.size());
                }
                return Optional.empty();
            }
            expectRoot("the tiles under the last checkpoint", signed.root(), MerkleTree.root(stored, signed.size()));
            if (signed.size() == head.size()) {
                return Optional.empty();
            }
        }
        expectRoot("the stored tiles", head.root(), MerkleTree.root(stored, head.size()));
        SignedCheckpoint checkpoint = signer.sign(new Checkpoint(origin, head.size(), head.root()));
        store.saveCheckpoint(checkpoint);
        return Optional.of(checkpoint);
    }

    private static void expectRoot(String of, byte[] expected, byte[] found) {
        if (!Arrays.equals(expected, found)) {
            throw new LogIntegrityException(
                    of + ": expected root " + Hashes.hex(expected) + ", found " + Hashes.hex(found));
        }
    }

    /** Ids drawn from a cached sequence may run against the versions of one resource: these trade places. */
    private static List<PendingEntry> inVersionOrder(List<PendingEntry> pending) {
        Map<String, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < pending.size(); i++) {
            LeafWrite write = pending.get(i).write();
            if (write.kind().ofResource()) {
                places.computeIfAbsent(write.resource(), key -> new ArrayList<>(1))
                        .add(i);
            }
        }
        List<PendingEntry> ordered = new ArrayList<>(pending);
        for (List<Integer> same : places.values()) {
            if (same.size() > 1) {
                List<PendingEntry> versions =
                        new ArrayList<>(same.stream().map(pending::get).toList());
                versions.sort(
                        Comparator.comparingLong(entry -> number(entry.write().versionId())));
                for (int i = 0; i < versions.size(); i++) {
                    ordered.set(same.get(i), versions.get(i));
                }
            }
        }
        return ordered;
    }

    private static long number(String versionId) {
        // Versions that are no numbers keep the order of their ids: the sort is stable.
        return versionId.matches("[0-9]{1,18}") ? Long.parseLong(versionId) : Long.MAX_VALUE;
    }
}
