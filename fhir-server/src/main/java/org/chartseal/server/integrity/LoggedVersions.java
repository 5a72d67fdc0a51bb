package org.chartseal.server.integrity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.anchoring.log.CheckpointVerifier;
import org.chartseal.anchoring.log.Commitment;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.proof.OpenedLeaf;
import org.chartseal.server.keys.SlotId;
import org.chartseal.server.sealing.Envelope;
import org.chartseal.server.sealing.OwnerRule;
import org.chartseal.server.sealing.SealBrokenException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds the versions that are sealed to given key slots, and proves each: the pending row opens with the slot's key, what
 * it opens is the commitment of the leaf that it names, and that leaf is in the signed tree. A row's outside, which
 * anybody who writes the table can change, only finds it.
 */
public final class LoggedVersions {
    private static final String SELECT =
            "select p.res_id, p.res_ver, p.w, p.sealed, p.leaf_index, l.entry, l.commitments"
                    + " from cs_pending p left join cs_leaf l on l.leaf_index = p.leaf_index where ";
    private static final String SINGLE_OWNER = Envelope.SINGLE + "%";

    private final JdbcTemplate jdbc;
    private final LogStore store;
    private final CheckpointVerifier verifier;
    private final PendingRows pendingRows;
    private final LeafOpener opener;

    LoggedVersions(
            JdbcTemplate jdbc,
            LogStore store,
            CheckpointVerifier verifier,
            PendingRows pendingRows,
            LeafOpener opener) {
        this.jdbc = jdbc;
        this.store = store;
        this.verifier = verifier;
        this.pendingRows = pendingRows;
        this.opener = opener;
    }

    /**
     * What is sealed to a set of slots.
     *
     * @param proven what its leaf proves
     * @param waiting how many open, but are not in the signed tree yet
     * @param unproven how many claim to be sealed to the slots and are not, or not to the leaf that they name
     */
    public record Sealed(List<LoggedVersion> proven, int waiting, int unproven) {}

    /**
     * The versions whose owners are all among these slots.
     *
     * @throws org.chartseal.server.keys.KeyUnavailableException if the key of a slot is not there
     */
    public Sealed to(Set<SlotId> slots) {
        Search search = new Search(slots, SignedTree.of(store, verifier));
        for (SlotId slot : slots) {
            jdbc.query(SELECT + "p.first_owner = ?", search::row, Envelope.beginning(slot));
        }
        jdbc.query(SELECT + "p.first_owner not like ?", search::row, SINGLE_OWNER);
        return new Sealed(List.copyOf(search.proven), search.waiting, search.unproven);
    }

    /** The canonical JSON of a version, null if it is a deletion or its row does not open. */
    public @Nullable String content(LoggedVersion version) {
        return opener.unerased(version.leafIndex()).map(OpenedLeaf::content).orElse(null);
    }

    private final class Search {
        private final Set<SlotId> slots;
        private final Optional<SignedTree> tree;
        private final List<LoggedVersion> proven = new ArrayList<>();
        private int waiting;
        private int unproven;

        Search(Set<SlotId> slots, Optional<SignedTree> tree) {
            this.slots = slots;
            this.tree = tree;
        }

        void row(ResultSet row) throws SQLException {
            try {
                if (slots.containsAll(Envelope.ownersOf(row.getString(4)))) {
                    prove(row);
                }
            } catch (SealBrokenException altered) {
                unproven++;
            }
        }

        private void prove(ResultSet row) throws SQLException {
            if (row.getObject(1) == null) {
                throw new SealBrokenException("an event of the log is sealed to no patient");
            }
            byte[] w = row.getBytes(3);
            WriteOpening write = pendingRows.open(row.getString(4), row.getLong(1), row.getLong(2), w);
            long index = row.getLong(5);
            if (row.getObject(5) == null
                    || tree.isEmpty()
                    || index >= tree.get().size()) {
                waiting++;
                return;
            }
            byte[] entry = row.getBytes(6);
            if (entry == null
                    || !isLeafOf(w, entry, row.getBytes(7))
                    || !tree.get().contains(index, entry)) {
                throw new SealBrokenException("a pending row names a leaf that is not its own");
            }
            proven.add(version(row.getLong(1), row.getLong(2), index, write));
        }

        private static boolean isLeafOf(byte[] w, byte[] entry, byte @Nullable [] commitments) {
            if (commitments == null || commitments.length < 2 * 32) {
                return false;
            }
            Commitment commitment = Commitments.decode(commitments);
            return Arrays.equals(commitment.w(), w) && Arrays.equals(commitment.entry(), entry);
        }

        private static LoggedVersion version(long resourceId, long version, long index, WriteOpening opening) {
            String type = opening.write().type();
            String id = opening.write().id();
            boolean deletion = opening.write().kind() != LeafKind.VERSION;
            return new LoggedVersion(
                    resourceId,
                    version,
                    index,
                    type + "/" + id,
                    deletion ? List.of(type + "/" + id) : OwnerRule.owners(type, id, opening.subjects()),
                    deletion);
        }
    }
}
