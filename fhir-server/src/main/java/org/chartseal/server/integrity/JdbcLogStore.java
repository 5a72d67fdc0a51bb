package org.chartseal.server.integrity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LogBatch;
import org.chartseal.anchoring.log.LogHead;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.log.PendingEntry;
import org.chartseal.anchoring.log.ResourceHead;
import org.chartseal.anchoring.log.SequencedLeaf;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.StaleHeadException;
import org.chartseal.anchoring.log.SubjectHead;
import org.chartseal.anchoring.log.Tile;
import org.chartseal.server.keys.KeyUnavailableException;
import org.chartseal.server.sealing.SealBrokenException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The log in the clinical database, H2 or PostgreSQL. What names a patient or a resource is sealed or keyed. */
final class JdbcLogStore implements LogStore {
    private static final HexFormat HEX = HexFormat.of();
    private static final int CHUNK = 500;
    private static final String RESOURCE = ResourceNames.PURPOSE;
    static final String SUBJECT = "chartseal/head/subject/v1";

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final TransactionTemplate transactions;
    private final LogKeys keys;
    private final PendingRows pendingRows;
    private final SubjectLinkSeal links;
    private final LogIncidents incidents;
    private final TombstoneRows tombstones;
    private final HeadNameSeal headNames;

    JdbcLogStore(
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            LogKeys keys,
            PendingRows pendingRows,
            SubjectLinkSeal links,
            TombstoneRows tombstones,
            LogIncidents incidents) {
        this.jdbc = jdbc;
        this.tombstones = tombstones;
        this.named = new NamedParameterJdbcTemplate(jdbc);
        this.transactions = transactions;
        this.keys = keys;
        this.pendingRows = pendingRows;
        this.links = links;
        this.incidents = incidents;
        this.headNames = keys.headNames();
    }

    @Override
    public LogHead head() {
        return jdbc
                .query(
                        "select tree_size, root, epoch from cs_log where log_id = 1",
                        (row, i) -> new LogHead(row.getLong(1), row.getBytes(2), row.getLong(3)))
                .stream()
                .findFirst()
                .orElseGet(() -> LogHead.empty(0));
    }

    @Override
    public List<PendingEntry> pending(int limit) {
        List<PendingEntry> entries = new ArrayList<>();
        jdbc.query(
                "select pending_id, res_id, res_ver, w, sealed from cs_pending where leaf_index is null"
                        + " order by pending_id limit ?",
                row -> {
                    long id = row.getLong(1);
                    byte[] w = row.getBytes(4);
                    try {
                        if (w == null) {
                            entries.add(pendingRows.openEvent(id, row.getString(5)));
                            return;
                        }
                        WriteOpening opening = pendingRows.open(row.getString(5), row.getLong(2), row.getLong(3), w);
                        entries.add(new PendingEntry(id, opening.write(), w, opening.subjects(), null));
                    } catch (SealBrokenException | KeyUnavailableException unreadable) {
                        incidents.report("pending row " + id + " cannot be sequenced: " + unreadable.getMessage());
                    }
                },
                limit);
        return entries;
    }

    @Override
    public Map<String, ResourceHead> resourceHeads(Collection<String> resources) {
        Map<String, ResourceHead> heads = new HashMap<>();
        byName(
                RESOURCE,
                resources,
                (names, referenceOf) -> named.query(
                        "select h.name, h.version_seq, h.leaf_hash, p.pending_id, p.res_id, p.res_ver, p.w, p.sealed"
                                + " from cs_resource_head h join cs_pending p on p.pending_id = h.pending_id"
                                + " where h.name in (:names)",
                        new MapSqlParameterSource("names", names),
                        row -> {
                            heads.put(
                                    referenceOf.apply(row.getBytes(1)),
                                    new ResourceHead(
                                            row.getLong(2),
                                            row.getBytes(3),
                                            subjectsOf(
                                                    row.getLong(4),
                                                    row.getLong(5),
                                                    row.getLong(6),
                                                    row.getBytes(7),
                                                    row.getString(8))));
                        }));
        return heads;
    }

    private List<String> subjectsOf(long id, long resourceId, long version, byte[] w, String sealed) {
        try {
            return pendingRows.open(sealed, resourceId, version, w).subjects();
        } catch (SealBrokenException | KeyUnavailableException unreadable) {
            if (!tombstones.covers(id)) {
                incidents.report("pending row " + id + " no longer opens: " + unreadable.getMessage());
            }
            return List.of();
        }
    }

    @Override
    public Map<String, SubjectHead> subjectHeads(Collection<String> subjects) {
        Map<String, SubjectHead> heads = new HashMap<>();
        byName(
                SUBJECT,
                subjects,
                (names, referenceOf) -> named.query(
                        "select name, subject_seq, leaf_hash from cs_subject_head where name in (:names)",
                        new MapSqlParameterSource("names", names),
                        row -> {
                            heads.put(
                                    referenceOf.apply(row.getBytes(1)),
                                    new SubjectHead(row.getLong(2), row.getBytes(3)));
                        }));
        return heads;
    }

    private interface ByName {
        void query(List<byte[]> names, Function<byte[], String> referenceOf);
    }

    private void byName(String purpose, Collection<String> references, ByName query) {
        List<String> all = List.copyOf(references);
        for (int from = 0; from < all.size(); from += CHUNK) {
            Map<String, String> byHex = new HashMap<>();
            for (String reference : all.subList(from, Math.min(all.size(), from + CHUNK))) {
                byHex.put(HEX.formatHex(keys.name(purpose, reference)), reference);
            }
            query.query(byHex.keySet().stream().map(HEX::parseHex).toList(), name -> Optional.ofNullable(
                            byHex.get(HEX.formatHex(name)))
                    .orElseThrow(() -> new IllegalStateException("A head row answers to another name")));
        }
    }

    @Override
    public void append(LogHead expected, LogBatch batch) throws StaleHeadException {
        Boolean appended = transactions.execute(status -> {
            if (!moveHead(expected, batch.head()) || !mark(batch.leaves())) {
                status.setRollbackOnly();
                return false;
            }
            insertLeaves(batch.leaves());
            batch.tiles().forEach(this::putTile);
            putHeads(batch);
            return true;
        });
        if (!Boolean.TRUE.equals(appended)) {
            throw new StaleHeadException(expected, head());
        }
    }

    private boolean moveHead(LogHead expected, LogHead next) {
        return jdbc.update(
                        "update cs_log set tree_size = ?, root = ?, epoch = ?"
                                + " where log_id = 1 and tree_size = ? and root = ? and epoch = ?",
                        next.size(),
                        next.root(),
                        next.epoch(),
                        expected.size(),
                        expected.root(),
                        expected.epoch())
                == 1;
    }

    private boolean mark(List<SequencedLeaf> leaves) {
        List<Object[]> rows = leaves.stream()
                .filter(leaf -> leaf.pendingId() != 0)
                .map(leaf -> new Object[] {leaf.index(), leaf.pendingId()})
                .toList();
        if (rows.isEmpty()) {
            return true;
        }
        int[] counts = jdbc.batchUpdate(
                "update cs_pending set leaf_index = ? where pending_id = ? and leaf_index is null", rows);
        for (int count : counts) {
            if (count == 0) {
                return false;
            }
        }
        return true;
    }

    private void insertLeaves(List<SequencedLeaf> leaves) {
        List<Object[]> rows = new ArrayList<>(leaves.size());
        for (SequencedLeaf leaf : leaves) {
            boolean ofNoResource = !leaf.write().kind().ofResource();
            rows.add(new Object[] {
                leaf.index(),
                leaf.pendingId() == 0 ? null : leaf.pendingId(),
                leaf.entry(),
                Commitments.encode(leaf.commitment()),
                ofNoResource ? leaf.write().encode() : null,
                leaf.version().encode(),
                links.seal(leaf.index(), leaf.subjects()),
                leaf.write().kind() == LeafKind.ERASURE ? authorization(leaf) : leaf.event()
            });
        }
        jdbc.batchUpdate(
                "insert into cs_leaf (leaf_index, pending_id, entry, commitments, leaf_write, version_link,"
                        + " subject_links, event) values (?, ?, ?, ?, ?, ?, ?, ?)",
                rows);
    }

    /** The record whose hash the tombstone commits to. */
    private byte[] authorization(SequencedLeaf leaf) {
        String sealed = jdbc.queryForObject(
                "select sealed from cs_pending where pending_id = ?", String.class, leaf.pendingId());
        return pendingRows.event(String.valueOf(sealed)).json();
    }

    private void putTile(Tile tile) {
        if (jdbc.update(
                        "update cs_tile set hashes = ? where tile_level = ? and tile_index = ?",
                        tile.hashes(),
                        tile.level(),
                        tile.index())
                == 0) {
            jdbc.update(
                    "insert into cs_tile (tile_level, tile_index, hashes) values (?, ?, ?)",
                    tile.level(),
                    tile.index(),
                    tile.hashes());
        }
    }

    private void putHeads(LogBatch batch) {
        Map<String, Long> lastPending = new HashMap<>();
        batch.leaves().stream()
                .filter(leaf -> leaf.write().kind().ofResource())
                .forEach(leaf -> lastPending.put(leaf.write().resource(), leaf.pendingId()));
        List<Object[]> resources = new ArrayList<>();
        batch.resourceHeads().forEach((reference, head) -> {
            byte[] name = keys.name(RESOURCE, reference);
            resources.add(new Object[] {
                head.versionSeq(), head.leafHash(), lastPending.get(reference), headNames.seal(name, reference), name
            });
        });
        upsert(
                "update cs_resource_head set version_seq = ?, leaf_hash = ?, pending_id = ?, map_name = ? where name = ?",
                "insert into cs_resource_head (version_seq, leaf_hash, pending_id, map_name, name)"
                        + " values (?, ?, ?, ?, ?)",
                resources);
        List<Object[]> subjects = new ArrayList<>();
        batch.subjectHeads().forEach((reference, head) -> {
            byte[] name = keys.name(SUBJECT, reference);
            subjects.add(new Object[] {head.subjectSeq(), head.leafHash(), headNames.seal(name, reference), name});
        });
        upsert(
                "update cs_subject_head set subject_seq = ?, leaf_hash = ?, map_name = ? where name = ?",
                "insert into cs_subject_head (subject_seq, leaf_hash, map_name, name) values (?, ?, ?, ?)",
                subjects);
    }

    /** Updates first; inserts the rows that were not there. One append at a time holds the head, so none can appear. */
    private void upsert(String update, String insert, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        int[] counts = jdbc.batchUpdate(update, rows);
        List<Object[]> missing = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                missing.add(rows.get(i));
            }
        }
        if (!missing.isEmpty()) {
            jdbc.batchUpdate(insert, missing);
        }
    }

    @Override
    public byte[] tile(int level, long index) {
        List<byte[]> found = jdbc.queryForList(
                "select hashes from cs_tile where tile_level = ? and tile_index = ?", byte[].class, level, index);
        return found.isEmpty() ? new byte[0] : found.get(0);
    }

    @Override
    public Optional<byte[]> event(long leafIndex) {
        return jdbc
                .queryForList(
                        "select event from cs_leaf where leaf_index = ? and event is not null", byte[].class, leafIndex)
                .stream()
                .findFirst();
    }

    @Override
    public void saveCheckpoint(SignedCheckpoint checkpoint) {
        try {
            jdbc.update(
                    "insert into cs_checkpoint (tree_size, note) values (?, ?)",
                    checkpoint.checkpoint().size(),
                    checkpoint.text());
        } catch (DuplicateKeyException alreadyKept) {
            // The first one of a size is the one that may have been seen.
        }
    }

    @Override
    public Optional<SignedCheckpoint> latestCheckpoint() {
        return checkpoints("select note from cs_checkpoint order by tree_size desc limit 1");
    }

    @Override
    public Optional<SignedCheckpoint> checkpoint(long treeSize) {
        return checkpoints("select note from cs_checkpoint where tree_size = ?", treeSize);
    }

    private Optional<SignedCheckpoint> checkpoints(String sql, Object... arguments) {
        return jdbc.queryForList(sql, String.class, arguments).stream()
                .findFirst()
                .map(SignedCheckpoint::parse);
    }
}
