package org.chartseal.server.witness;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.LogRules;
import org.chartseal.anchoring.chain.MemberSignature;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is asked of witnesses and what they signed. Nothing read here is believed: signatures are checked again. */
final class WitnessTable {
    private final JdbcTemplate jdbc;

    WitnessTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The checkpoint that waits now. */
    Optional<WantedCheckpoint> wanted() {
        return jdbc
                .query(
                        "select chain_id, genesis_hash, contract, code_hash, chain_log_id, epoch, delay_s, floor_m,"
                                + " threshold, members, tree_size, root, since from cs_witness_request where log_id = 1",
                        (row, i) -> new WantedCheckpoint(
                                new ChainIdentity(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getString(5)),
                                new LogRules(
                                        row.getLong(6),
                                        row.getLong(7),
                                        row.getInt(8),
                                        row.getInt(9),
                                        Arrays.asList(row.getString(10).split(" ", -1))),
                                row.getLong(11),
                                row.getString(12),
                                row.getTimestamp(13).toInstant()))
                .stream()
                .findFirst();
    }

    /** Asks for this one from now on, and for no other. */
    void want(WantedCheckpoint checkpoint) {
        jdbc.update("delete from cs_witness_request where log_id = 1");
        ChainIdentity log = checkpoint.log();
        LogRules rules = checkpoint.rules();
        jdbc.update(
                "insert into cs_witness_request (log_id, chain_id, genesis_hash, contract, code_hash, chain_log_id, epoch,"
                        + " delay_s, floor_m, threshold, members, tree_size, root, since)"
                        + " values (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                log.chainId(),
                log.genesisHash(),
                log.contract(),
                log.codeHash(),
                log.logId(),
                rules.epoch(),
                rules.delay(),
                rules.floor(),
                rules.threshold(),
                String.join(" ", rules.members()),
                checkpoint.treeSize(),
                checkpoint.root(),
                Timestamp.from(checkpoint.since()));
    }

    /** Nothing is asked for any more. */
    void done() {
        jdbc.update("delete from cs_witness_request where log_id = 1");
    }

    /** The members' signatures of one size in one epoch, by member. */
    List<MemberSignature> signatures(long treeSize, long epoch) {
        return jdbc.query(
                "select member, signature from cs_witness_signature where tree_size = ? and epoch = ? order by member",
                (row, i) -> new MemberSignature(row.getString(1), row.getBytes(2)),
                treeSize,
                epoch);
    }

    /** Keeps a signature, the last one of each member. */
    void keep(long treeSize, long epoch, MemberSignature signature, Instant now) {
        Object[] values = {signature.signature(), Timestamp.from(now), treeSize, epoch, signature.member()};
        String update = "update cs_witness_signature set signature = ?, received = ? where tree_size = ? and epoch = ?"
                + " and member = ?";
        if (jdbc.update(update, values) == 0) {
            try {
                jdbc.update(
                        "insert into cs_witness_signature (signature, received, tree_size, epoch, member)"
                                + " values (?, ?, ?, ?, ?)",
                        values);
            } catch (DuplicateKeyException meanwhile) {
                jdbc.update(update, values);
            }
        }
    }
}
