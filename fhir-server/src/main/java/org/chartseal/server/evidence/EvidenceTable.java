package org.chartseal.server.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.chartseal.anchoring.evidence.OpenTimestamp;
import org.chartseal.anchoring.evidence.ReceiptProof;
import org.chartseal.anchoring.evidence.TimestampToken;
import org.chartseal.anchoring.proof.EvidenceText;
import org.chartseal.anchoring.proof.ProofFormatException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Evidence of final anchors, in the clinical database beside the outbox: one row an anchor, kind and source. Not sealed,
 * as it tells nothing that the chain does not tell everybody: headers, receipts, and time stamps of hashes of roots. What
 * is read is not believed either: verifiers judge it, and a row that does not parse is as if it were not there.
 */
final class EvidenceTable {
    /** The source of what a node shows. */
    static final String CHAIN = "chain";

    static final String RECEIPT = "receipt";
    static final String TOKEN = "rfc3161";
    private static final String OPEN = "opentimestamps";

    /** How many anchors after the first are looked at for one that has all. */
    private static final int AHEAD = 1000;

    private static final int MOST_BYTES = 65_536;

    /** As many pieces as a proof file may show. */
    private static final int MOST_ITEMS = 64;

    private final JdbcTemplate jdbc;

    EvidenceTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps a piece of evidence, the last one of its kind and source.
     *
     * @param anchor whose it is, where it stands now
     * @throws IllegalArgumentException if it is longer than a row may be
     */
    void keep(Anchor anchor, String source, EvidenceItem item, Instant now) {
        byte[] text = EvidenceText.of(item).getBytes(UTF_8);
        if (text.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "Expected evidence of at most " + MOST_BYTES + " bytes, found " + text.length);
        }
        Object[] values = {
            item instanceof ReceiptProof ? anchor.blockHash() : null,
            text,
            Timestamp.from(now),
            anchor.sequence(),
            kind(item),
            source
        };
        String update = "update cs_anchor_evidence set block_hash = ?, item = ?, taken = ?"
                + " where sequence_no = ? and kind = ? and source = ?";
        if (jdbc.update(update, values) == 0) {
            try {
                jdbc.update(
                        "insert into cs_anchor_evidence (block_hash, item, taken, sequence_no, kind, source)"
                                + " values (?, ?, ?, ?, ?, ?)",
                        values);
            } catch (DuplicateKeyException meanwhile) {
                jdbc.update(update, values);
            }
        }
    }

    /** All evidence of an anchor; a receipt only if it is of the block in which the anchor stands now. */
    List<EvidenceItem> of(Anchor anchor) {
        return jdbc
                .query(
                        "select item from cs_anchor_evidence where sequence_no = ? and (block_hash is null or"
                                + " block_hash = ?) order by kind, source",
                        (row, i) -> parsed(row.getBytes(1)),
                        anchor.sequence(),
                        anchor.blockHash())
                .stream()
                .flatMap(Optional::stream)
                .limit(MOST_ITEMS)
                .toList();
    }

    /** Whether there is evidence of this kind and source for an anchor. */
    boolean has(Anchor anchor, String kind, String source) {
        return !jdbc.queryForList(
                        "select sequence_no from cs_anchor_evidence where sequence_no = ? and kind = ? and source = ?",
                        Long.class,
                        anchor.sequence(),
                        kind,
                        source)
                .isEmpty();
    }

    /** When the last piece of this kind and source was taken, empty before the first. */
    Optional<Instant> lastTaken(String kind, String source) {
        return Optional.ofNullable(jdbc.queryForObject(
                        "select max(taken) from cs_anchor_evidence where kind = ? and source = ?",
                        Timestamp.class,
                        kind,
                        source))
                .map(Timestamp::toInstant);
    }

    /** Final anchors without a receipt of the block in which they stand, the newest first, by sequence number. */
    List<Long> withoutReceipt(int most) {
        return jdbc.queryForList(
                "select a.sequence_no from cs_anchor a where a.block_number is not null and not exists (select 1 from"
                        + " cs_anchor_evidence e where e.sequence_no = a.sequence_no and e.kind = ? and e.source = ?"
                        + " and e.block_hash = a.block_hash) order by a.sequence_no desc limit ?",
                Long.class,
                RECEIPT,
                CHAIN,
                most);
    }

    /**
     * The first anchor of at least so many leaves that has its receipt, a token of each of these authorities and as many
     * cosignatures, by sequence number; empty if none of the first thousand has.
     */
    Optional<Long> firstComplete(long treeSize, List<String> authorities, int cosignatures) {
        Object[] arguments = new Object[authorities.size() + 7];
        arguments[0] = treeSize;
        arguments[1] = AHEAD;
        arguments[2] = RECEIPT;
        arguments[3] = CHAIN;
        arguments[4] = cosignatures;
        for (int i = 0; i < authorities.size(); i++) {
            arguments[5 + i] = authorities.get(i);
        }
        arguments[authorities.size() + 5] = TOKEN;
        arguments[authorities.size() + 6] = authorities.size();
        return jdbc
                .queryForList(
                        "select a.sequence_no from (select sequence_no, tree_size, block_hash from cs_anchor where"
                                + " tree_size >= ? and block_number is not null order by tree_size limit ?) a"
                                + " where exists (select 1 from cs_anchor_evidence r where"
                                + " r.sequence_no = a.sequence_no and r.kind = ? and r.source = ?"
                                + " and r.block_hash = a.block_hash)"
                                + " and (select count(*) from cs_cosignature c where c.tree_size = a.tree_size) >= ?"
                                + " and (select count(*) from cs_anchor_evidence t where t.sequence_no = a.sequence_no"
                                + " and t.source in (" + placeholders(authorities.size()) + ") and t.kind = ?) >= ?"
                                + " order by a.tree_size limit 1",
                        Long.class,
                        arguments)
                .stream()
                .findFirst();
    }

    private static String placeholders(int count) {
        return count == 0 ? "''" : String.join(", ", Collections.nCopies(count, "?"));
    }

    private static String kind(EvidenceItem item) {
        if (item instanceof ReceiptProof) {
            return RECEIPT;
        }
        if (item instanceof TimestampToken) {
            return TOKEN;
        }
        if (item instanceof OpenTimestamp) {
            return OPEN;
        }
        throw new IllegalArgumentException("Expected a kind of evidence that is known");
    }

    private static Optional<EvidenceItem> parsed(byte @Nullable [] item) {
        try {
            return item == null ? Optional.empty() : Optional.of(EvidenceText.parse(item));
        } catch (ProofFormatException altered) {
            return Optional.empty();
        }
    }
}
