package org.chartseal.server.erasure;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Patients whose records may not be erased now. */
final class LegalHolds {
    private final JdbcTemplate jdbc;

    LegalHolds(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Why a patient's records are held, empty if they are not. */
    Optional<String> of(byte[] subjectName) {
        return jdbc
                .queryForList("select reason from cs_legal_hold where subject_name = ?", String.class, subjectName)
                .stream()
                .findFirst();
    }

    void set(byte[] subjectName, String reason, Instant since) {
        if (jdbc.update("update cs_legal_hold set reason = ? where subject_name = ?", reason, subjectName) == 0) {
            jdbc.update(
                    "insert into cs_legal_hold (subject_name, reason, since_ms) values (?, ?, ?)",
                    subjectName,
                    reason,
                    since.toEpochMilli());
        }
    }

    void lift(byte[] subjectName) {
        jdbc.update("delete from cs_legal_hold where subject_name = ?", subjectName);
    }
}
