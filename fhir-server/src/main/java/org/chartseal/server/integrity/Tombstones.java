package org.chartseal.server.integrity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.anchoring.canonical.CanonicalResource;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.anchoring.canonical.Canonicalizer;
import org.chartseal.anchoring.log.CheckpointVerifier;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.proof.OpenedLeaf;
import org.chartseal.anchoring.proof.Opening;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Tells an erasure from a missing key. A row that says "erased" counts for nothing; its tombstone counts, and only where
 * it opens, names the leaf that it erases, carries the record that authorised it, and is in the signed tree.
 */
public final class Tombstones {
    private final JdbcTemplate jdbc;
    private final LogStore store;
    private final LeafOpener opener;
    private final LogOrigin origin;
    private final CheckpointVerifier verifier;

    Tombstones(JdbcTemplate jdbc, LogStore store, LeafOpener opener, LogOrigin origin, CheckpointVerifier verifier) {
        this.jdbc = jdbc;
        this.store = store;
        this.opener = opener;
        this.origin = origin;
        this.verifier = verifier;
    }

    /** Which of these leaves have a tombstone in the signed log under just this erasure and this record. */
    public Set<Long> of(String erasureId, String record, Collection<Long> leaves) {
        Optional<SignedTree> tree = SignedTree.of(store, verifier);
        Set<Long> erased = new HashSet<>();
        for (long index : leaves) {
            if (opener.tombstoneOf(index)
                    .filter(leaf -> record.equals(leaf.authorization()) && authorises(leaf, index, tree))
                    .isPresent()) {
                erased.add(index);
            }
        }
        return erased;
    }

    /** Whether the log has a tombstone under just this erasure and this record. */
    public boolean authorises(String erasureId, String record) {
        return jdbc
                .query(
                        "select t.erased_index, p.leaf_index from cs_tombstone t join cs_pending p"
                                + " on p.pending_id = t.pending_id where t.erasure_id = ? and p.leaf_index is not null"
                                + " order by p.leaf_index limit 1",
                        (row, i) -> new long[] {row.getLong(1), row.getLong(2)},
                        erasureId)
                .stream()
                .anyMatch(found -> opener.leaf(found[1])
                        .filter(leaf -> record.equals(leaf.authorization())
                                && authorises(leaf, found[0], SignedTree.of(store, verifier)))
                        .isPresent());
    }

    /** Whether the signed log says of a leaf that it was erased, with an authorisation. */
    boolean erased(long index) {
        Optional<SignedTree> tree = SignedTree.of(store, verifier);
        return opener.tombstoneOf(index)
                .filter(leaf -> authorises(leaf, index, tree))
                .isPresent();
    }

    /** Whether what is said to be a leaf's tombstone is beyond waiting for its place in the signed log. */
    boolean arrived(long index) {
        List<Long> leaves = jdbc.query(
                "select p.leaf_index from cs_tombstone t left join cs_pending p on p.pending_id = t.pending_id and p.w is null"
                        + " where t.erased_index = ? and (p.pending_id is null or p.leaf_index is not null)",
                (row, i) -> row.getObject(1) == null ? -1L : row.getLong(1),
                index);
        long size = SignedTree.of(store, verifier).map(SignedTree::size).orElse(0L);
        return leaves.stream().anyMatch(leaf -> leaf < size);
    }

    private boolean authorises(OpenedLeaf leaf, long erasedIndex, Optional<SignedTree> tree) {
        if (leaf.leaf() == null
                || leaf.authorization() == null
                || !(leaf.leaf().write() instanceof Opening.Opened opened)
                || !Arrays.equals(leaf.leaf().commitment().entry(), leaf.entry())) {
            return false;
        }
        LeafWrite write = LeafWrite.decode(opened.bytes());
        try {
            byte[] record =
                    Canonicalizer.canonicalizeObject(leaf.authorization().getBytes(StandardCharsets.UTF_8));
            return write.kind() == LeafKind.ERASURE
                    && write.origin().equals(origin.name())
                    && write.erasedIndex().orElse(-1) == erasedIndex
                    && Arrays.equals(CanonicalResource.contentHash(record), write.authHash())
                    && tree.filter(signed -> signed.contains(leaf.index(), leaf.entry()))
                            .isPresent();
        } catch (CanonicalizationException notARecord) {
            return false;
        }
    }
}
