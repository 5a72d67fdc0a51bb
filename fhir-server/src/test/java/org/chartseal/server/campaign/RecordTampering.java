package org.chartseal.server.campaign;

import static org.chartseal.server.campaign.TamperVictims.row;
import static org.chartseal.server.campaign.TamperVictims.version;

import java.sql.SQLException;
import java.util.List;

/** What somebody who writes the database does to records, each to a victim of its own; the server is stopped. */
final class RecordTampering {
    private static final String ALTERED = "its content is not shown (the server says row-altered)";
    private static final String MISSING = "its content is not shown (the server says row-missing)";

    private final TamperedServer server;
    private final TamperVictims victims;

    RecordTampering(TamperedServer server, TamperVictims victims) {
        this.server = server;
        this.victims = victims;
    }

    List<Tampering> all() {
        return List.of(
                new Tampering(
                        "a bit of a body flipped",
                        () -> body("overlay(RES_TEXT_VC placing case substr("
                                + "RES_TEXT_VC, 200, 1) when 'A' then 'B' else 'A' end from 200 for 1)")),
                new Tampering("a body cut short", () -> body("substr(RES_TEXT_VC, 1, 300)")),
                new Tampering("a body emptied", () -> body("null")),
                new Tampering(
                        "a body in clear text",
                        () -> body("'{\"resourceType\":\"Observation\",\"status\":\"final\",\"valueInteger\":9}'")),
                new Tampering("bodies of two patients exchanged", this::exchangedBodies),
                new Tampering("an older body put into the newest version", this::olderBody),
                new Tampering("a version's row deleted (unlogged expunge)", () -> deleted(1)),
                new Tampering("the newest version's row deleted", () -> deleted(2)),
                new Tampering("all rows of a resource deleted", this::deletedWhole),
                new Tampering("a version renumbered", this::renumbered),
                new Tampering("numbers of two versions exchanged", this::exchangedNumbers),
                new Tampering("a version moved to another resource", this::moved),
                new Tampering("clock: lastUpdated edited in both rows", this::clock),
                new Tampering("a version marked as deleted", this::markedDeleted),
                new Tampering("a version's type edited", this::type));
    }

    private List<Sought> altered(String victim, int... versions) throws SQLException {
        return sought(ALTERED, victim, versions);
    }

    private List<Sought> sought(String words, String victim, int... versions) throws SQLException {
        Long[] leaves = new Long[versions.length];
        for (int i = 0; i < versions.length; i++) {
            leaves[i] = victims.leaf(victim, versions[i]);
        }
        return List.of(Sought.of("WITHHELD", words, leaves));
    }

    private List<Sought> body(String expression) throws SQLException {
        String victim = victims.take();
        server.sql("update HFJ_RES_VER set RES_TEXT_VC = " + expression + " where " + version(victim, 2));
        return altered(victim, 2);
    }

    private List<Sought> exchangedBodies() throws SQLException {
        String a = victims.take();
        String b = victims.take();
        server.sql(
                "create table attack as select RES_TEXT_VC as body from HFJ_RES_VER where " + version(a, 2),
                "update HFJ_RES_VER set RES_TEXT_VC = (select v.RES_TEXT_VC from HFJ_RES_VER v where v.RES_ID = "
                        + row(b) + " and v.RES_VER = 2) where " + version(a, 2),
                "update HFJ_RES_VER set RES_TEXT_VC = (select body from attack) where " + version(b, 2),
                "drop table attack");
        return List.of(Sought.of("WITHHELD", ALTERED, victims.leaf(a, 2), victims.leaf(b, 2)));
    }

    private List<Sought> olderBody() throws SQLException {
        String victim = victims.take();
        server.sql("update HFJ_RES_VER set RES_TEXT_VC = (select v.RES_TEXT_VC from HFJ_RES_VER v where v.RES_ID = "
                + row(victim) + " and v.RES_VER = 1) where " + version(victim, 2));
        return altered(victim, 2);
    }

    private List<Sought> deleted(int number) throws SQLException {
        String victim = victims.take();
        server.sql("delete from HFJ_RES_VER where " + version(victim, number));
        return sought(MISSING, victim, number);
    }

    private List<Sought> deletedWhole() throws SQLException {
        String victim = victims.take();
        List<Sought> sought = sought(MISSING, victim, 1, 2);
        server.sql(
                "delete from HFJ_RES_VER where RES_ID = " + row(victim),
                "delete from HFJ_RES_LINK where SRC_RESOURCE_ID = " + row(victim),
                "delete from HFJ_RESOURCE where RES_ID = " + row(victim));
        return sought;
    }

    private List<Sought> renumbered() throws SQLException {
        String victim = victims.take();
        server.sql(
                "update HFJ_RES_VER set RES_VER = 3 where " + version(victim, 2),
                "update HFJ_RESOURCE set RES_VER = 3 where RES_ID = " + row(victim));
        return sought(MISSING, victim, 2);
    }

    private List<Sought> exchangedNumbers() throws SQLException {
        String victim = victims.take();
        server.sql(
                "update HFJ_RES_VER set RES_VER = 99 where " + version(victim, 1),
                "update HFJ_RES_VER set RES_VER = 1 where " + version(victim, 2),
                "update HFJ_RES_VER set RES_VER = 2 where " + version(victim, 99));
        return altered(victim, 1, 2);
    }

    private List<Sought> moved() throws SQLException {
        String victim = victims.take();
        String other = victims.take();
        server.sql("update HFJ_RES_VER set RES_ID = " + row(other) + ", RES_VER = 3 where " + version(victim, 2));
        return sought(MISSING, victim, 2);
    }

    private List<Sought> clock() throws SQLException {
        String victim = victims.take();
        server.sql(
                "update HFJ_RES_VER set RES_UPDATED = RES_UPDATED - interval '1 day' where " + version(victim, 2),
                "update HFJ_RESOURCE set RES_UPDATED = RES_UPDATED - interval '1 day' where RES_ID = " + row(victim));
        return altered(victim, 2);
    }

    private List<Sought> markedDeleted() throws SQLException {
        String victim = victims.take();
        server.sql(
                "update HFJ_RES_VER set RES_DELETED_AT = RES_UPDATED where " + version(victim, 2),
                "update HFJ_RESOURCE set RES_DELETED_AT = RES_UPDATED where RES_ID = " + row(victim));
        return altered(victim, 2);
    }

    private List<Sought> type() throws SQLException {
        String victim = victims.take();
        server.sql("update HFJ_RES_VER set RES_TYPE = 'Condition' where " + version(victim, 2));
        return altered(victim, 2);
    }
}
