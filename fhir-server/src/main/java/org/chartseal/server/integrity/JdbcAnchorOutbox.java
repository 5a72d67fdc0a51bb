package org.chartseal.server.integrity;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.AnchorOutbox;
import org.chartseal.anchoring.chain.Attempt;
import org.chartseal.anchoring.chain.Fees;
import org.chartseal.anchoring.chain.PendingAnchor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The submitter's outbox in the clinical database: each method has committed when it returns. */
final class JdbcAnchorOutbox implements AnchorOutbox {
    private static final String COLUMNS =
            "select sequence_no, previous_head, tree_size, root, block_number, block_hash,"
                    + " block_time, transaction_hash from cs_anchor ";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    JdbcAnchorOutbox(JdbcTemplate jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public Optional<PendingAnchor> inFlight() {
        return jdbc.query(COLUMNS + "where block_number is null", (row, i) -> pending(row)).stream()
                .findFirst();
    }

    @Override
    public Optional<Finished> finished(long sequence) {
        return finishedWhere("where sequence_no = ? and block_number is not null", sequence);
    }

    @Override
    public Optional<Finished> newest() {
        return finishedWhere("where block_number is not null order by sequence_no desc limit 1");
    }

    /** The first finished anchor whose tree holds at least this many leaves. */
    Optional<Finished> firstCovering(long treeSize) {
        return finishedWhere("where tree_size >= ? and block_number is not null order by tree_size limit 1", treeSize);
    }

    private Optional<Finished> finishedWhere(String where, Object... arguments) {
        return jdbc.query(COLUMNS + where, (row, i) -> new Finished(pending(row), anchor(row)), arguments).stream()
                .findFirst();
    }

    @Override
    public void open(PendingAnchor pending) {
        transactions.executeWithoutResult(status -> {
            long newest =
                    newest().map(finished -> finished.pending().sequence()).orElse(0L);
            if (inFlight().isPresent() || pending.sequence() != newest + 1) {
                throw new IllegalStateException(
                        "Expected anchor " + (newest + 1) + " and none in flight, found anchor " + pending.sequence());
            }
            jdbc.update(
                    "insert into cs_anchor (sequence_no, previous_head, tree_size, root) values (?, ?, ?, ?)",
                    pending.sequence(),
                    pending.previousHead(),
                    pending.treeSize(),
                    pending.root());
        });
    }

    @Override
    public void addAttempt(long sequence, Attempt attempt) {
        transactions.executeWithoutResult(status -> {
            requireInFlight(sequence);
            int last =
                    attempts(sequence).stream().mapToInt(Attempt::number).max().orElse(0);
            if (attempt.number() != last + 1) {
                throw new IllegalStateException(
                        "Expected attempt " + (last + 1) + " for anchor " + sequence + ", found " + attempt.number());
            }
            jdbc.update(
                    "insert into cs_anchor_attempt (sequence_no, attempt_no, nonce, max_priority_fee, max_fee, raw,"
                            + " transaction_hash, signed_at_ms) values (?, ?, ?, ?, ?, ?, ?, ?)",
                    sequence,
                    attempt.number(),
                    attempt.nonce(),
                    attempt.fees().maxPriorityFee().toString(),
                    attempt.fees().maxFee().toString(),
                    attempt.raw(),
                    attempt.transactionHash(),
                    attempt.signedAt().toEpochMilli());
        });
    }

    @Override
    public List<Attempt> attempts(long sequence) {
        return jdbc.query(
                "select attempt_no, nonce, max_priority_fee, max_fee, raw, transaction_hash, signed_at_ms"
                        + " from cs_anchor_attempt where sequence_no = ? order by attempt_no",
                (row, i) -> new Attempt(
                        row.getInt(1),
                        row.getLong(2),
                        new Fees(new BigInteger(row.getString(3)), new BigInteger(row.getString(4))),
                        row.getBytes(5),
                        row.getString(6),
                        Instant.ofEpochMilli(row.getLong(7))),
                sequence);
    }

    @Override
    public void finish(long sequence, Anchor anchor) {
        transactions.executeWithoutResult(status -> {
            requireInFlight(sequence);
            place(sequence, anchor);
        });
    }

    @Override
    public void relocate(long sequence, Anchor anchor) {
        transactions.executeWithoutResult(status -> {
            if (finished(sequence).isEmpty()) {
                throw new IllegalStateException("Expected anchor " + sequence + " to be finished, found it is not");
            }
            place(sequence, anchor);
        });
    }

    private void requireInFlight(long sequence) {
        if (inFlight().map(PendingAnchor::sequence).orElse(0L) != sequence) {
            throw new IllegalStateException("Expected anchor " + sequence + " in flight, found another or none");
        }
    }

    private void place(long sequence, Anchor anchor) {
        jdbc.update(
                "update cs_anchor set block_number = ?, block_hash = ?, block_time = ?, transaction_hash = ?"
                        + " where sequence_no = ?",
                anchor.blockNumber(),
                anchor.blockHash(),
                anchor.blockTime(),
                anchor.transactionHash(),
                sequence);
    }

    private static PendingAnchor pending(ResultSet row) throws SQLException {
        return new PendingAnchor(row.getLong(1), row.getString(2), row.getLong(3), row.getString(4));
    }

    private static Anchor anchor(ResultSet row) throws SQLException {
        return new Anchor(
                row.getLong(1),
                row.getLong(3),
                row.getString(4),
                row.getLong(5),
                row.getString(6),
                row.getLong(7),
                row.getString(8));
    }
}
