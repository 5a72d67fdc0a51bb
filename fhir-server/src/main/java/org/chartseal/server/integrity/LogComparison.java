package org.chartseal.server.integrity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.log.CheckpointVerifier;
import org.chartseal.anchoring.log.Commitment;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.log.Salts;
import org.chartseal.anchoring.proof.OpenedLeaf;
import org.chartseal.server.integrity.LogFlaw.Kind;
import org.chartseal.server.keys.KeysUnreachableException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Compares the stored versions with the leaves of the signed log, in both directions. A version that waits for its leaf
 * is not a flaw. What it finds while rows are being sealed again or erased need not last: look twice.
 */
public final class LogComparison {
    private static final String VERSIONS =
            "select v.PID, v.RES_TYPE, v.RES_ID, v.RES_VER, p.pending_id, p.leaf_index, l.leaf_index from HFJ_RES_VER v"
                    + " left join cs_pending p on p.res_id = v.RES_ID and p.res_ver = v.RES_VER"
                    + " left join cs_leaf l on l.leaf_index = p.leaf_index"
                    + " where v.PID > ? and v.PID <= ? order by v.PID limit ?";
    private static final String LEAVES =
            "select l.leaf_index, l.entry, l.commitments, l.leaf_write, p.pending_id, p.leaf_index, p.w, p.res_id,"
                    + " p.res_ver, v.RES_TYPE, r.RES_TYPE, t.erased_index from cs_leaf l"
                    + " left join cs_pending p on p.pending_id = l.pending_id"
                    + " left join HFJ_RES_VER v on v.RES_ID = p.res_id and v.RES_VER = p.res_ver"
                    + " left join HFJ_RESOURCE r on r.RES_ID = p.res_id"
                    + " left join cs_tombstone t on t.erased_index = l.leaf_index"
                    + " where l.leaf_index >= ? and l.leaf_index < ? order by l.leaf_index";

    private final JdbcTemplate jdbc;
    private final LogStore store;
    private final CheckpointVerifier verifier;
    private final LogKeys keys;
    private final LeafOpener opener;
    private final Tombstones tombstones;

    LogComparison(
            JdbcTemplate jdbc,
            LogStore store,
            CheckpointVerifier verifier,
            LogKeys keys,
            LeafOpener opener,
            Tombstones tombstones) {
        this.jdbc = jdbc;
        this.store = store;
        this.verifier = verifier;
        this.keys = keys;
        this.opener = opener;
        this.tombstones = tombstones;
    }

    /**
     * What some rows came to.
     *
     * @param rows how many were looked at
     * @param last the last of them; where there were none, that which was asked for
     */
    public record Look(int rows, long last, List<LogFlaw> flaws) {}

    /** The newest version's row. */
    public long lastVersion() {
        Long last = jdbc.queryForObject("select coalesce(max(PID), 0) from HFJ_RES_VER", Long.class);
        return last == null ? 0 : last;
    }

    /** How many leaves the signed tree has, 0 where no checkpoint has a good signature. */
    public long leaves() {
        return SignedTree.of(store, verifier).map(SignedTree::size).orElse(0L);
    }

    /** Looks for versions, in the order of their rows' ids, that the log does not know. */
    public Look versions(long after, long last, int most) {
        List<LogFlaw> flaws = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        jdbc.query(
                VERSIONS,
                row -> {
                    seen.add(row.getLong(1));
                    Kind kind = row.getObject(5) == null
                            ? Kind.VERSION_UNLOGGED
                            : row.getObject(6) != null && row.getObject(7) == null ? Kind.LEAF_MISSING : null;
                    if (kind != null) {
                        long leaf = row.getObject(6) == null ? -1 : row.getLong(6);
                        flaws.add(new LogFlaw(kind, row.getString(2), row.getLong(3), row.getLong(4), leaf));
                    }
                },
                after,
                last,
                most);
        return new Look(seen.size(), seen.isEmpty() ? last : seen.get(seen.size() - 1), flaws);
    }

    /** Looks whether leaves, from one index on, below another, are the signed tree's, and open to what is stored. */
    public Look leaves(long from, long end, int most) {
        long to = Math.min(end, from + most);
        Optional<SignedTree> tree = SignedTree.of(store, verifier);
        List<Leaf> found = jdbc.query(LEAVES, (row, i) -> new Leaf(row), from, to);
        List<LogFlaw> flaws = new ArrayList<>();
        int next = 0;
        for (long index = from; index < to; index++) {
            if (next < found.size() && found.get(next).index == index) {
                Leaf leaf = found.get(next);
                leaf.flaw(tree).map(leaf::flaw).ifPresent(flaws::add);
                next++;
            } else {
                flaws.add(new LogFlaw(Kind.LEAF_MISSING, null, -1, -1, index));
            }
        }
        return new Look(Math.toIntExact(Math.max(0, to - from)), to, flaws);
    }

    private final class Leaf {
        private final long index;
        private final byte[] entry;
        private final byte[] commitments;
        private final byte @Nullable [] eventWrite;
        private final boolean opening;
        private final boolean openingIsOfThis;
        private final byte @Nullable [] w;
        private final long resource;
        private final long version;
        private final boolean stored;
        private final @Nullable String type;
        private final boolean saidErased;

        Leaf(ResultSet row) throws SQLException {
            this.index = row.getLong(1);
            this.entry = row.getBytes(2);
            this.commitments = row.getBytes(3);
            this.eventWrite = row.getBytes(4);
            this.opening = row.getObject(5) != null;
            this.openingIsOfThis = row.getObject(6) != null && row.getLong(6) == index;
            this.w = row.getBytes(7);
            this.resource = row.getObject(8) == null ? -1 : row.getLong(8);
            this.version = row.getObject(9) == null ? -1 : row.getLong(9);
            this.stored = row.getString(10) != null;
            this.type = stored ? row.getString(10) : row.getString(11);
            this.saidErased = row.getObject(12) != null;
        }

        LogFlaw flaw(Kind kind) {
            return new LogFlaw(kind, type, resource, version, index);
        }

        Optional<Kind> flaw(Optional<SignedTree> tree) {
            try {
                return compared(tree);
            } catch (DataAccessException | KeysUnreachableException outage) {
                throw outage;
            } catch (RuntimeException undecodable) {
                // Whatever somebody wrote into a row, it must not end the comparison of the others.
                return Optional.of(Kind.LEAF_ALTERED);
            }
        }

        private Optional<Kind> compared(Optional<SignedTree> tree) {
            byte[] committed = committed(tree);
            if (committed.length == 0) {
                return Optional.of(Kind.LEAF_ALTERED);
            }
            if (eventWrite != null) {
                byte[] own = Commitment.write(keys.log(index, Salts.PART_WRITE), eventWrite);
                return Arrays.equals(own, committed) ? Optional.empty() : Optional.of(Kind.LEAF_ALTERED);
            }
            boolean erased = saidErased && tombstones.erased(index);
            if (!opening) {
                return Optional.of(Kind.OPENING_MISSING);
            }
            if (!openingIsOfThis || !Arrays.equals(w, committed)) {
                return Optional.of(Kind.OPENING_ALTERED);
            }
            if (erased) {
                return Optional.empty();
            }
            if (saidErased && tombstones.arrived(index)) {
                return Optional.of(Kind.ERASURE_UNAUTHORISED);
            }
            return stored ? body() : Optional.of(Kind.VERSION_MISSING);
        }

        /** The commitment w, empty where the row is not the signed tree's. */
        private byte[] committed(Optional<SignedTree> tree) {
            if (commitments.length < 2 * 32 || tree.isEmpty() || !tree.get().contains(index, entry)) {
                return new byte[0];
            }
            Commitment commitment = Commitments.decode(commitments);
            return Arrays.equals(commitment.entry(), entry) ? commitment.w() : new byte[0];
        }

        private Optional<Kind> body() {
            String absent = opener.unerased(index).map(OpenedLeaf::absent).orElse(null);
            if (absent == null) {
                return Optional.empty();
            }
            return Optional.of(
                    switch (absent) {
                        case LeafOpener.KEY_UNAVAILABLE -> Kind.VERSION_KEY_MISSING;
                        case LeafOpener.ROW_MISSING -> Kind.VERSION_MISSING;
                        default -> Kind.VERSION_ALTERED;
                    });
        }
    }
}
