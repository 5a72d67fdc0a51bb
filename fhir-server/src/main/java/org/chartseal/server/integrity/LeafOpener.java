package org.chartseal.server.integrity;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.canonical.CanonicalResource;
import org.chartseal.anchoring.log.Commitment;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.Salts;
import org.chartseal.anchoring.log.SubjectLink;
import org.chartseal.anchoring.proof.LeafOpening;
import org.chartseal.anchoring.proof.OpenedLeaf;
import org.chartseal.anchoring.proof.Opening;
import org.chartseal.server.keys.KeyUnavailableException;
import org.chartseal.server.keys.KeysUnreachableException;
import org.chartseal.server.sealing.RowContext;
import org.chartseal.server.sealing.SealBrokenException;
import org.chartseal.server.sealing.StoredVersions;
import org.chartseal.server.sealing.VersionBody;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Opens leaves from what is stored now: the sealed opening and the version's own row, each checked against the leaf. What
 * does not open is said not to; nothing is ever made up for it.
 */
final class LeafOpener {
    private static final String SELECT = "select l.leaf_index, l.entry, l.commitments, l.leaf_write, l.version_link,"
            + " l.subject_links, l.event, p.res_id, p.res_ver, p.w, p.sealed, v.RES_TEXT_VC, v.PARTITION_ID, v.RES_TYPE,"
            + " v.RES_DELETED_AT, v.RES_PUBLISHED, v.RES_UPDATED, tp.leaf_index from cs_leaf l"
            + " left join cs_tombstone t on t.erased_index = l.leaf_index"
            + " left join cs_pending tp on tp.pending_id = t.pending_id"
            + " left join cs_pending p on p.pending_id = l.pending_id"
            + " left join HFJ_RES_VER v on v.RES_ID = p.res_id and v.RES_VER = p.res_ver ";

    /** Why a leaf with a tombstone does not open. */
    static final String ERASED = "erased";

    /** Why a leaf whose version is not stored does not open. */
    static final String ROW_MISSING = "row-missing";

    /** Why a leaf whose rows are not what was sealed or logged does not open. */
    static final String ROW_ALTERED = "row-altered";

    /** Why a leaf whose key cannot be had does not open. */
    static final String KEY_UNAVAILABLE = "key-unavailable";

    private final JdbcTemplate jdbc;
    private final LogKeys keys;
    private final PendingRows pendingRows;
    private final SubjectLinkSeal links;
    private final StoredVersions versions;
    private final MapSnapshots maps;

    LeafOpener(
            JdbcTemplate jdbc,
            LogKeys keys,
            PendingRows pendingRows,
            SubjectLinkSeal links,
            StoredVersions versions,
            MapSnapshots maps) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.pendingRows = pendingRows;
        this.links = links;
        this.versions = versions;
        this.maps = maps;
    }

    /** One leaf, empty if there is no row for it. */
    Optional<OpenedLeaf> leaf(long index) {
        return jdbc.query(SELECT + "where l.leaf_index = ?", (row, i) -> open(row, true), index).stream()
                .findFirst();
    }

    /** As {@link #leaf}, and opened even where a row says that the leaf has a tombstone. */
    Optional<OpenedLeaf> unerased(long index) {
        return jdbc.query(SELECT + "where l.leaf_index = ?", (row, i) -> open(row, false), index).stream()
                .findFirst();
    }

    /**
     * Leaves from an index on, ascending, those of maps with their maps; one whose row is gone is missing. A map may be
     * large: none comes after the first one.
     */
    List<OpenedLeaf> leaves(long from, int count) {
        List<OpenedLeaf> leaves = new ArrayList<>();
        for (OpenedLeaf leaf : jdbc.query(
                SELECT + "where l.leaf_index >= ? and l.leaf_index < ? order by l.leaf_index",
                (row, i) -> open(row, true),
                from,
                from + count)) {
            Optional<OpenedLeaf> mapped = ofMap(leaf) ? map(leaf) : Optional.empty();
            leaves.add(mapped.orElse(leaf));
            if (mapped.isPresent()) {
                break;
            }
        }
        return leaves;
    }

    private Optional<OpenedLeaf> map(OpenedLeaf leaf) {
        try {
            return maps.opening(leaf.index()).map(leaf::with);
        } catch (SealBrokenException | ArithmeticException | NegativeArraySizeException altered) {
            return Optional.empty();
        }
    }

    private static boolean ofMap(OpenedLeaf leaf) {
        return leaf.leaf() != null
                && leaf.leaf().write() instanceof Opening.Opened opened
                && LeafWrite.decode(opened.bytes()).kind() == LeafKind.MAP_SNAPSHOT;
    }

    /** The tombstone of a leaf, empty if it has none. */
    Optional<OpenedLeaf> tombstoneOf(long index) {
        return jdbc
                .queryForList(
                        "select p.leaf_index from cs_tombstone t join cs_pending p on p.pending_id = t.pending_id"
                                + " where t.erased_index = ? and p.leaf_index is not null",
                        Long.class,
                        index)
                .stream()
                .findFirst()
                .flatMap(this::leaf);
    }

    /** Opens a leaf; whatever somebody wrote into its rows, it must not keep the other leaves from being shown. */
    private OpenedLeaf open(ResultSet row, boolean closeErased) throws SQLException {
        try {
            return opened(row, closeErased);
        } catch (DataAccessException | KeysUnreachableException outage) {
            throw outage;
        } catch (RuntimeException undecodable) {
            byte[] entry = row.getBytes(2);
            return new OpenedLeaf(
                    row.getLong(1),
                    entry == null ? new byte[Commitment.ENTRY_LENGTH] : Arrays.copyOf(entry, Commitment.ENTRY_LENGTH),
                    null,
                    null,
                    null,
                    null,
                    ROW_ALTERED);
        }
    }

    private OpenedLeaf opened(ResultSet row, boolean closeErased) throws SQLException {
        long index = row.getLong(1);
        byte[] entry = row.getBytes(2);
        if (entry == null || entry.length != Commitment.ENTRY_LENGTH) {
            throw new SealBrokenException("an entry has another length");
        }
        Commitment commitment = Commitments.decode(row.getBytes(3));
        Opening version = new Opening.Opened(keys.log(index, Salts.PART_VERSION), row.getBytes(5));
        byte[] event = row.getBytes(7);
        if (event != null && row.getBytes(4) != null) {
            Opening write = new Opening.Opened(keys.log(index, Salts.PART_WRITE), row.getBytes(4));
            boolean tombstone = LeafWrite.decode(row.getBytes(4)).kind() == LeafKind.ERASURE;
            String text = new String(event, StandardCharsets.UTF_8);
            return new OpenedLeaf(
                    index,
                    entry,
                    new LeafOpening(write, version, List.of()),
                    tombstone ? null : text,
                    null,
                    tombstone ? text : null,
                    null);
        }
        if (closeErased && row.getObject(18) != null) {
            // From the tombstone on, whether or not its keys are gone already.
            Commitment closed = Commitments.decode(row.getBytes(3));
            LeafOpening chains =
                    new LeafOpening(new Opening.Hidden(closed.w()), version, subjects(index, row.getString(6), closed));
            return new OpenedLeaf(index, entry, chains, null, null, null, ERASED);
        }
        try {
            return openVersion(row, index, entry, commitment, version);
        } catch (SealBrokenException | KeyUnavailableException closed) {
            return new OpenedLeaf(
                    index,
                    entry,
                    hidden(commitment),
                    null,
                    null,
                    null,
                    closed instanceof KeyUnavailableException ? KEY_UNAVAILABLE : ROW_ALTERED);
        }
    }

    private OpenedLeaf openVersion(ResultSet row, long index, byte[] entry, Commitment commitment, Opening version)
            throws SQLException {
        String sealed = row.getString(11);
        if (sealed == null || row.getBytes(10) == null) {
            throw new SealBrokenException("the pending row is missing or is of no version");
        }
        WriteOpening write = pendingRows.open(sealed, row.getLong(8), row.getLong(9), row.getBytes(10));
        LeafOpening opening = new LeafOpening(
                new Opening.Opened(write.salt(), write.write().encode()),
                version,
                subjects(index, row.getString(6), commitment));
        if (row.getString(14) == null) {
            return new OpenedLeaf(index, entry, opening, null, null, null, ROW_MISSING);
        }
        RowContext context = new RowContext(
                "HFJ_RES_VER",
                "RES_TEXT_VC",
                row.getObject(13) == null ? null : row.getInt(13),
                row.getString(14),
                row.getLong(8),
                row.getLong(9),
                millis(row.getTimestamp(15)),
                row.getTimestamp(16).getTime(),
                row.getTimestamp(17).getTime());
        String body;
        try {
            body = versions.body(row.getString(12), context, write.write().id());
        } catch (SealBrokenException altered) {
            return new OpenedLeaf(index, entry, opening, null, null, null, ROW_ALTERED);
        } catch (KeyUnavailableException noKey) {
            return new OpenedLeaf(index, entry, opening, null, null, null, KEY_UNAVAILABLE);
        }
        if (write.write().kind() != LeafKind.VERSION) {
            return new OpenedLeaf(index, entry, opening, null, null, null, null);
        }
        CanonicalResource canonical =
                VersionBody.parse(body, write.write().id()).canonical();
        if (!Arrays.equals(canonical.contentHash(), write.write().contentHash())) {
            return new OpenedLeaf(index, entry, opening, null, null, null, ROW_ALTERED);
        }
        byte[] meta = canonical.meta();
        return new OpenedLeaf(
                index,
                entry,
                opening,
                new String(canonical.content(), StandardCharsets.UTF_8),
                meta == null ? null : new String(meta, StandardCharsets.UTF_8),
                null,
                null);
    }

    private List<Opening> subjects(long index, @Nullable String sealed, Commitment commitment) {
        List<SubjectLink> opened;
        try {
            opened = links.open(index, sealed);
        } catch (SealBrokenException | KeyUnavailableException closed) {
            return hidden(commitment).subjects();
        }
        List<Opening> openings = new ArrayList<>(opened.size());
        for (int j = 0; j < opened.size(); j++) {
            byte[] salt = salt(opened.get(j).subject(), index);
            openings.add(
                    salt == null
                            ? new Opening.Hidden(commitment.subjects().get(j))
                            : new Opening.Opened(salt, opened.get(j).encode()));
        }
        return openings;
    }

    private byte @Nullable [] salt(String subject, long index) {
        try {
            return keys.subject(subject, index);
        } catch (KeyUnavailableException outage) {
            return null;
        }
    }

    private static LeafOpening hidden(Commitment commitment) {
        return new LeafOpening(
                new Opening.Hidden(commitment.w()),
                new Opening.Hidden(commitment.v()),
                commitment.subjects().stream()
                        .map(subject -> (Opening) new Opening.Hidden(subject))
                        .toList());
    }

    private static @Nullable Long millis(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.getTime();
    }
}
