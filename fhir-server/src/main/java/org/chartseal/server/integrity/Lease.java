package org.chartseal.server.integrity;

import java.time.Clock;
import java.time.Duration;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** A lease in the database: keeps other nodes from trying what one already does. It is no fence and need be none. */
public final class Lease {
    private static final Duration LENGTH = Duration.ofSeconds(30);

    private final JdbcTemplate jdbc;
    private final Clock clock;

    Lease(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Takes or prolongs a lease; false while another holder's has not run out. */
    public boolean hold(String name, String holder) {
        long now = clock.millis();
        long until = now + LENGTH.toMillis();
        if (jdbc.update(
                        "update cs_lease set holder = ?, until_ms = ? where name = ? and (holder = ? or until_ms < ?)",
                        holder,
                        until,
                        name,
                        holder,
                        now)
                == 1) {
            return true;
        }
        Integer rows = jdbc.queryForObject("select count(*) from cs_lease where name = ?", Integer.class, name);
        if (rows != null && rows > 0) {
            return false;
        }
        try {
            jdbc.update("insert into cs_lease (name, holder, until_ms) values (?, ?, ?)", name, holder, until);
            return true;
        } catch (DuplicateKeyException anotherNodeWasFirst) {
            return false;
        }
    }

    /** Gives a lease back, so that another node need not wait for its end. */
    public void release(String name, String holder) {
        jdbc.update("delete from cs_lease where name = ? and holder = ?", name, holder);
    }
}
