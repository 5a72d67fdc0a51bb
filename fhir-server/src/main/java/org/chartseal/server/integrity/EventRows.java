package org.chartseal.server.integrity;

import java.sql.PreparedStatement;
import java.util.List;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.server.keys.SubjectSlots;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Leaves that are about no resource, on their way into the log: pending rows, sealed so that only this server asks. */
final class EventRows {
    private static final String SYSTEM = "system/log";

    private final JdbcTemplate jdbc;
    private final SubjectSlots subjects;

    EventRows(JdbcTemplate jdbc, SubjectSlots subjects) {
        this.jdbc = jdbc;
        this.subjects = subjects;
    }

    /**
     * Asks for a leaf, in the current transaction.
     *
     * @param json the event of kinds 4 to 8, or the record that authorises an erasure
     * @return the pending row's id
     */
    long add(LeafWrite write, byte[] json) {
        String sealed = PendingRows.sealEvent(write, json, subjects.keysOf(List.of(SYSTEM)));
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.update(
                connection -> {
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into cs_pending (sealed) values (?)", new String[] {"pending_id"});
                    insert.setString(1, sealed);
                    return insert;
                },
                id);
        Number key = id.getKey();
        if (key == null) {
            throw new IllegalStateException("The database gave a pending row no id");
        }
        return key.longValue();
    }
}
