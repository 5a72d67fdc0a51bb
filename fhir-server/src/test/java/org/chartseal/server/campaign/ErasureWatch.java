package org.chartseal.server.campaign;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at the clinical database beside the server: how far erasures are, also while the server is dead. */
final class ErasureWatch implements AutoCloseable {
    static final String UNRECORDED = "UNRECORDED";

    /** In the order an erasure goes through them before it is DONE. */
    static final List<String> STATES = List.of("REQUESTED", "MARKED", "LOGGED", "DESTROYED");

    private static final long PATIENCE_S = 120;

    private final Connection connection;
    private final Set<String> known = new HashSet<>();
    private @Nullable String watched;

    ErasureWatch(Connection connection) {
        this.connection = connection;
    }

    /** The next erasure that appears is the one to be watched. */
    void begin() throws SQLException {
        watched = null;
        known.addAll(texts("select erasure_id from cs_erasure"));
    }

    /** The state of the watched erasure, UNRECORDED before it has one. */
    String state() throws SQLException {
        if (watched == null) {
            Set<String> fresh = texts("select erasure_id from cs_erasure");
            fresh.removeAll(known);
            if (fresh.isEmpty()) {
                return UNRECORDED;
            }
            watched = fresh.iterator().next();
        }
        return texts("select state from cs_erasure where erasure_id = '" + watched + "'")
                .iterator()
                .next();
    }

    /** Waits until the watched erasure has come to a state, or beyond it. */
    void await(String state) throws SQLException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (progress(state()) < progress(state) && System.nanoTime() < until) {
            Thread.sleep(1);
        }
    }

    private static int progress(String state) {
        return switch (state) {
            case UNRECORDED -> -1;
            case "DONE" -> STATES.size();
            default -> STATES.indexOf(state);
        };
    }

    /** Whether a state lasts for milliseconds only. */
    static boolean isShort(String state) {
        return progress(state) >= 2;
    }

    /** Waits until the erasures are done, and returns how many are not. */
    int awaitAllDone() throws SQLException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        String unfinished = "select erasure_id from cs_erasure where state <> 'DONE'";
        while (!texts(unfinished).isEmpty() && System.nanoTime() < until) {
            Thread.sleep(200);
        }
        return texts(unfinished).size();
    }

    /** Slots that erasures were to destroy. */
    Set<String> slots() throws SQLException {
        return texts("select encode(slot_id, 'hex') from cs_erasure_slot");
    }

    private Set<String> texts(String sql) throws SQLException {
        return texts(connection, sql);
    }

    /** The first column of a query. */
    static Set<String> texts(Connection connection, String sql) throws SQLException {
        Set<String> found = new TreeSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
