package org.chartseal.server.campaign;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The outbox in the H2 file of a server, while it runs and after it was killed. */
final class AnchorRows implements AutoCloseable {
    private final Connection connection;

    /** @param data the server's directory; while it runs, it lets others in by {@link #url} */
    AnchorRows(Path data) throws SQLException {
        this.connection = DriverManager.getConnection(url(data) + ";IFEXISTS=TRUE", "sa", "");
    }

    /** As the server's own, but that a second process may look in. */
    static String url(Path data) {
        return "jdbc:h2:file:" + data.resolve("fhir").toAbsolutePath()
                + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0;AUTO_SERVER=TRUE";
    }

    long number(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Of the newest anchor that was noted as final, 0 if there is none. */
    long newestFinal() throws SQLException {
        return number("select coalesce(max(sequence_no), 0) from cs_anchor where block_number is not null");
    }

    boolean inFlight(long sequence) throws SQLException {
        return number("select count(*) from cs_anchor where block_number is null and sequence_no = ?", sequence) == 1;
    }

    long attempts(long sequence) throws SQLException {
        return number("select count(*) from cs_anchor_attempt where sequence_no = ?", sequence);
    }

    String transactionHash(long sequence) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select transaction_hash from cs_anchor_attempt where sequence_no = ? and attempt_no = 1")) {
            statement.setLong(1, sequence);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    /** Versions without a leaf, or whose leaf no final anchor covers. */
    long uncovered() throws SQLException {
        return number("select count(*) from cs_pending where leaf_index is null or leaf_index >="
                + " (select coalesce(max(tree_size), 0) from cs_anchor where block_number is not null)");
    }

    /** Takes the place of the first attempt, uncommitted: whoever stores one waits for this to end. */
    void occupyFirstAttempt(long sequence) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into cs_anchor_attempt (sequence_no, attempt_no, nonce, max_priority_fee, max_fee, raw,"
                        + " transaction_hash, signed_at_ms) values (?, 1, 0, '0', '0', ?, '', 0)")) {
            statement.setLong(1, sequence);
            statement.setBytes(2, new byte[0]);
            statement.executeUpdate();
        }
    }

    /** Locks an anchor's row: whoever notes where it stands waits for this to end. */
    void lock(long sequence) throws SQLException {
        connection.setAutoCommit(false);
        number("select sequence_no from cs_anchor where sequence_no = ? for update", sequence);
    }

    /** Whether another session is in the midst of a statement that begins so. */
    boolean executes(String beginning) throws SQLException {
        return number(
                        "select count(*) from information_schema.sessions where executing_statement like ?",
                        beginning + "%")
                > 0;
    }

    /** Also where the server is gone, and the connection to its database with it. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            System.getLogger("campaign").log(System.Logger.Level.DEBUG, "the server was killed", gone);
        }
    }
}
