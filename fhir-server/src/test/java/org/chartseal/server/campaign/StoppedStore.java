package org.chartseal.server.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.EthereumAnchorReader;
import org.chartseal.anchoring.chain.EthereumNode;
import org.chartseal.anchoring.devchain.DevLedger;

/** The database and the ledger of a server that has stopped, read without it. */
final class StoppedStore implements AutoCloseable {
    private final Path data;
    private final Connection connection;

    StoppedStore(Path data) throws SQLException {
        this.data = data;
        this.connection = DriverManager.getConnection(
                "jdbc:h2:file:" + data.resolve("fhir").toAbsolutePath() + ";IFEXISTS=TRUE", "sa", "");
    }

    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** What the development ledger says, compared anchor by anchor with the database. */
    Chain chain() throws SQLException, IOException {
        try (DevLedger ledger = DevLedger.open(
                data.resolve("development.ledger"),
                () -> {
                    throw new IllegalStateException("Expected a ledger, found none");
                },
                Clock.systemUTC())) {
            EthereumAnchorReader reader = new EthereumAnchorReader(
                    EthereumNode.development(ledger),
                    text("select contract from cs_chain"),
                    text("select chain_log_id from cs_chain"));
            long anchors = reader.head().map(Anchor::sequence).orElse(0L);
            long agreeing = 0;
            for (long sequence = 1; sequence <= anchors; sequence++) {
                // Reading one fails where the chain has two events of one sequence number.
                Anchor anchor = reader.anchor(sequence).orElseThrow();
                agreeing += number("select count(*) from cs_anchor where sequence_no = " + sequence
                        + " and tree_size = " + anchor.treeSize() + " and root = '" + anchor.root() + "'");
            }
            return new Chain(ledger.head().number(), anchors, agreeing);
        }
    }

    /**
     * The development ledger at rest.
     *
     * @param blocks one transaction each, provisioning included
     * @param anchors of this log
     * @param agreeing those of them that the database has with the same size and root
     */
    record Chain(long blocks, long anchors, long agreeing) {}

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
