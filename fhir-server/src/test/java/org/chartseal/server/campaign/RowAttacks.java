package org.chartseal.server.campaign;

import java.util.ArrayList;
import java.util.List;

/** What a database administrator without keys can do to two patients' rows, statement by statement. */
final class RowAttacks {
    private static final int[] FLIPPED = {0, 3, 4, 6, 10, 20, 30, 50, 80, 100, 115, 130, 200, 400};

    private RowAttacks() {}

    /** What to make of the victims. */
    interface Attack {
        List<String> statements(Victims victims) throws Exception;
    }

    /**
     * An attack.
     *
     * @param unindexed the resources whose index rows it edits
     */
    record Named(String name, Attack attack, Unindexed unindexed) {
        Named(String name, Attack attack) {
            this(name, attack, victims -> List.of());
        }
    }

    /** Whose index rows are not what they were. */
    interface Unindexed {
        List<String> resources(Victims victims);
    }

    static List<Named> all() {
        List<Named> attacks = new ArrayList<>(List.of(
                new Named("bodies swapped within a patient", v -> swapBodies(v.updated, 2, v.other, 1)),
                new Named("bodies of two versions swapped", v -> swapBodies(v.updated, 1, v.updated, 2)),
                new Named("bodies swapped between patients", v -> swapBodies(v.other, 1, v.foreign, 1)),
                new Named("bodies swapped between types", v -> swapBodies(v.first, 1, v.other, 1)),
                new Named("an older body in the newer row", v -> List.of(copyBody(v.updated, 1, v.updated, 2))),
                new Named("FHIR ids of patients swapped", v -> swapIds(v.first, v.second)),
                new Named("FHIR ids of records swapped", v -> swapIds(v.other, v.foreign)),
                new Named(
                        "RES_VER set back",
                        v -> List.of("update HFJ_RESOURCE set RES_VER = 1 where RES_ID = " + Victims.row(v.updated))),
                new Named(
                        "RES_VER set back, the newer version deleted",
                        v -> List.of(
                                "update HFJ_RESOURCE set RES_VER = 1 where RES_ID = " + Victims.row(v.updated),
                                "delete from HFJ_RES_VER where RES_VER = 2 and RES_ID = " + Victims.row(v.updated))),
                new Named(
                        "the newest version deleted",
                        v -> List.of(
                                "delete from HFJ_RES_VER where RES_VER = 2 and RES_ID = " + Victims.row(v.updated))),
                new Named(
                        "the older version renumbered",
                        v -> List.of(
                                "delete from HFJ_RES_VER where RES_VER = 2 and RES_ID = " + Victims.row(v.updated),
                                "update HFJ_RES_VER set RES_VER = 2 where RES_ID = " + Victims.row(v.updated))),
                new Named(
                        "a deletion lifted",
                        v -> List.of("update HFJ_RESOURCE set RES_DELETED_AT = null, RES_VER = 1 where RES_ID = "
                                + Victims.row(v.delete()))),
                new Named(
                        "RES_UPDATED edited in both rows",
                        v -> List.of(
                                "update HFJ_RESOURCE set RES_UPDATED = RES_UPDATED + interval '1 day' where RES_ID = "
                                        + Victims.row(v.other),
                                "update HFJ_RES_VER set RES_UPDATED = RES_UPDATED + interval '1 day' where RES_ID = "
                                        + Victims.row(v.other))),
                new Named(
                        "a row's type edited",
                        v -> List.of("update HFJ_RESOURCE set RES_TYPE = 'Condition' where RES_ID = "
                                + Victims.row(v.other))),
                new Named(
                        "a version moved to another resource",
                        v -> List.of(
                                "update HFJ_RES_VER set RES_ID = " + Victims.row(v.other)
                                        + " where RES_VER = 2 and RES_ID = " + Victims.row(v.updated),
                                "update HFJ_RESOURCE set RES_VER = 2 where RES_ID = " + Victims.row(v.other))),
                new Named(
                        "a link pointed at another patient",
                        v -> List.of("update HFJ_RES_LINK set TARGET_RESOURCE_ID = " + Victims.row(v.first)
                                + " where SRC_RESOURCE_ID = " + Victims.row(v.foreign)),
                        v -> List.of(v.foreign)),
                new Named(
                        "links deleted",
                        v -> List.of("delete from HFJ_RES_LINK where SRC_RESOURCE_ID = " + Victims.row(v.updated)),
                        v -> List.of(v.updated)),
                new Named(
                        "string index rows deleted",
                        v -> List.of("delete from HFJ_SPIDX_STRING where RES_ID = " + Victims.row(v.other)),
                        v -> List.of(v.other)),
                new Named(
                        "token index rows deleted",
                        v -> List.of("delete from HFJ_SPIDX_TOKEN where RES_ID = " + Victims.row(v.second)),
                        v -> List.of(v.second)),
                new Named(
                        "identifier index rows swapped",
                        v -> List.of(swapTokens(v.first, v.second)),
                        v -> List.of(v.first, v.second)),
                new Named("key slots of two patients exchanged", RowAttacks::swapAssignments)));
        for (int length : new int[] {0, 3, 4, 40, 100, 300}) {
            attacks.add(new Named(
                    "a body cut to " + length + " characters",
                    v -> List.of("update HFJ_RES_VER set RES_TEXT_VC = substr(RES_TEXT_VC, 1, " + length
                            + ") where RES_ID = " + Victims.row(v.other))));
        }
        for (int at : FLIPPED) {
            attacks.add(new Named("character " + at + " of a body changed", v -> List.of(flip(v.other, "" + at))));
        }
        attacks.add(new Named(
                "the last character of a body changed", v -> List.of(flip(v.other, "length(RES_TEXT_VC) - 2"))));
        attacks.add(new Named(
                "a body in the clear",
                v -> List.of(
                        "update HFJ_RES_VER set RES_TEXT_VC = '{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":"
                                + "{\"text\":\"mark-00000000-0000-0000-0000-000000000000\"}}' where RES_ID = "
                                + Victims.row(v.other))));
        return attacks;
    }

    private static String swapTokens(String a, String b) {
        return "update HFJ_SPIDX_TOKEN t set RES_ID = case when RES_ID = " + Victims.row(a) + " then " + Victims.row(b)
                + " else " + Victims.row(a) + " end where SP_NAME = 'identifier' and RES_ID in (" + Victims.row(a)
                + ", "
                + Victims.row(b) + ")";
    }

    private static String version(String reference, int version) {
        return "RES_ID = " + Victims.row(reference) + " and RES_VER = " + version;
    }

    private static List<String> swapBodies(String a, int aVersion, String b, int bVersion) {
        return List.of(
                "create table attack as select RES_TEXT_VC as body from HFJ_RES_VER where " + version(a, aVersion),
                copyBody(b, bVersion, a, aVersion),
                "update HFJ_RES_VER set RES_TEXT_VC = (select body from attack) where " + version(b, bVersion),
                "drop table attack");
    }

    private static String copyBody(String from, int fromVersion, String to, int toVersion) {
        return "update HFJ_RES_VER set RES_TEXT_VC = (select v.RES_TEXT_VC from HFJ_RES_VER v where "
                + version(from, fromVersion)
                        .replace("RES_ID = (", "v.RES_ID = (")
                        .replace(" and RES_VER", " and v.RES_VER")
                + ") where "
                + version(to, toVersion);
    }

    private static List<String> swapIds(String a, String b) {
        String idA = a.split("/", -1)[1];
        String idB = b.split("/", -1)[1];
        return List.of(
                "update HFJ_RESOURCE set FHIR_ID = 'swapping' where FHIR_ID = '" + idA + "'",
                "update HFJ_RESOURCE set FHIR_ID = '" + idA + "' where FHIR_ID = '" + idB + "'",
                "update HFJ_RESOURCE set FHIR_ID = '" + idB + "' where FHIR_ID = 'swapping'");
    }

    private static String flip(String reference, String at) {
        return "update HFJ_RES_VER set RES_TEXT_VC = substr(RES_TEXT_VC, 1, " + at + ") || case substr(RES_TEXT_VC, "
                + at
                + " + 1, 1) when 'A' then 'B' else 'A' end || substr(RES_TEXT_VC, " + at + " + 2) where RES_ID = "
                + Victims.row(reference);
    }

    /** The rows name nobody, so an attacker guesses by time: the two that were assigned last. */
    private static List<String> swapAssignments(Victims victims) {
        return List.of(
                "create table attack as select subject_name, slot_id from cs_key_assignment order by ctid desc limit 2",
                "update cs_key_assignment a set slot_id = (select o.slot_id from attack o where o.subject_name <>"
                        + " a.subject_name) where subject_name in (select subject_name from attack)",
                "drop table attack");
    }
}
