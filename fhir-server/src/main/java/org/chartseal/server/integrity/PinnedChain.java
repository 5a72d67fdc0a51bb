package org.chartseal.server.integrity;

import java.util.Optional;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.springframework.jdbc.core.JdbcTemplate;

/** The chain as it was when the log was created on it, kept for good. */
final class PinnedChain {
    private final JdbcTemplate jdbc;

    PinnedChain(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ChainIdentity> identity() {
        return jdbc
                .query(
                        "select chain_id, genesis_hash, contract, code_hash, chain_log_id from cs_chain where log_id = 1",
                        (row, i) -> new ChainIdentity(
                                row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)))
                .stream()
                .findFirst();
    }

    void pin(ChainIdentity identity) {
        jdbc.update(
                "insert into cs_chain (log_id, chain_id, genesis_hash, contract, code_hash, chain_log_id)"
                        + " values (1, ?, ?, ?, ?, ?)",
                identity.chainId(),
                identity.genesisHash(),
                identity.contract(),
                identity.codeHash(),
                identity.logId());
    }
}
