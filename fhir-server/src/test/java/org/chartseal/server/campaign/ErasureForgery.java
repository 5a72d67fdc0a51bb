package org.chartseal.server.campaign;

import static org.chartseal.server.campaign.TamperVictims.version;

import java.sql.SQLException;
import java.util.List;

/** Erasures that nobody authorised, made by whoever writes the tables; the server is stopped. */
final class ErasureForgery {
    private static final String CLOSED = "no authorised erasure says why (the server says erased)";
    private static final String UNEXPLAINED = "no authorised erasure says why";

    private final TamperedServer server;
    private final TamperVictims victims;
    /** Erased leaves and their tombstones as they were before any row pointed elsewhere. */
    private final List<String> real;

    ErasureForgery(TamperedServer server, TamperVictims victims) throws SQLException {
        this.server = server;
        this.victims = victims;
        this.real = server.column("select t.erased_index || ' ' || p.leaf_index from cs_tombstone t join cs_pending p"
                + " on p.pending_id = t.pending_id order by t.erased_index");
    }

    List<Tampering> all() {
        return List.of(
                new Tampering("a tombstone's row that points at a tick", this::tombstoneOfATick),
                new Tampering("a tombstone's row that points at another's tombstone", this::tombstoneOfAnother),
                new Tampering("a tombstone's row moved to another leaf", this::tombstoneMoved),
                new Tampering("a tombstone without its authorisation", this::unauthorised),
                new Tampering("a tombstone with another's authorisation", this::otherAuthorisation));
    }

    private List<Sought> tombstoneOfATick() throws SQLException {
        String victim = victims.take();
        long leaf = victims.leaf(victim, 2);
        server.sql("insert into cs_tombstone (erased_index, erasure_id, pending_id) select " + leaf
                + ", 'forged', pending_id from cs_leaf where pending_id is not null and" + LeafTampering.ofKind(7)
                + " limit 1");
        return List.of(Sought.of("WITHHELD", CLOSED, leaf));
    }

    private List<Sought> tombstoneOfAnother() throws SQLException {
        String victim = victims.take();
        long leaf = victims.leaf(victim, 2);
        server.sql(
                "delete from HFJ_RES_VER where " + version(victim, 2),
                "insert into cs_tombstone (erased_index, erasure_id, pending_id) select " + leaf
                        + ", erasure_id, pending_id from cs_tombstone order by erased_index limit 1");
        return List.of(Sought.of("WITHHELD", CLOSED, leaf));
    }

    private List<Sought> tombstoneMoved() throws SQLException {
        String victim = victims.take();
        long leaf = victims.leaf(victim, 2);
        server.sql("update cs_tombstone set erased_index = " + leaf
                + " where erased_index = (select max(erased_index) from cs_tombstone)");
        return List.of(Sought.of("WITHHELD", CLOSED, leaf));
    }

    private List<Sought> unauthorised() throws SQLException {
        return edited(1, "convert_to('{}', 'UTF8')");
    }

    private List<Sought> otherAuthorisation() throws SQLException {
        return edited(2, "convert_to(replace(convert_from(event, 'UTF8'), 'subject-request', 'legal-order'), 'UTF8')");
    }

    private List<Sought> edited(int which, String event) throws SQLException {
        String[] parts = real.get(which).split(" ", -1);
        long erased = Long.parseLong(parts[0]);
        long leaf = Long.parseLong(parts[1]);
        server.sql("update cs_leaf set event = " + event + " where leaf_index = " + leaf);
        return List.of(
                Sought.of("NOT_VERIFIABLE", "is not authorised", leaf), Sought.of("WITHHELD", UNEXPLAINED, erased));
    }
}
