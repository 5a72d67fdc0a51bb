package org.chartseal.server.campaign;

import static org.chartseal.server.campaign.TamperVictims.version;

import java.sql.SQLException;
import java.util.List;

/** What is done to rows of the log, each to a leaf of its own; the server is stopped. */
final class LeafTampering {
    private static final String MISFIT = "does not open to what its entry commits to";
    private static final String CLOSED =
            "does not open, and no authorised erasure says why (the server says row-altered)";
    private static final Sought ROOT =
            Sought.of("TAMPERED", "the leaves do not have the root that was signed", Sought.LOG);

    private final TamperedServer server;
    private final TamperVictims victims;

    LeafTampering(TamperedServer server, TamperVictims victims) {
        this.server = server;
        this.victims = victims;
    }

    List<Tampering> all() {
        return List.of(
                new Tampering(
                        "an entry edited", () -> leaf("entry = set_byte(entry, 7, get_byte(entry, 7) # 1)", MISFIT)),
                new Tampering("entries of two leaves exchanged", this::exchangedEntries),
                new Tampering("indexes of two leaves exchanged", this::exchangedIndexes),
                new Tampering("an entry cut short", () -> leaf("entry = substring(entry for 5)", "row-altered")),
                new Tampering("commitments cut short", () -> leaf("commitments = '\\x00'", "row-altered")),
                new Tampering(
                        "V edited: the place in the resource's chain",
                        () -> leaf("version_link = set_byte(version_link, 7, get_byte(version_link, 7) # 1)", MISFIT)),
                new Tampering("V cut short", () -> leaf("version_link = '\\x00'", "")),
                new Tampering("S deleted", () -> leaf("subject_links = null", MISFIT)),
                new Tampering(
                        "S edited",
                        () -> leaf(
                                "subject_links = overlay(subject_links placing case substr(subject_links, 120, 1)"
                                        + " when 'A' then 'B' else 'A' end from 120 for 1)",
                                "hides the place in the chain of a patient")),
                new Tampering("S of another leaf put in its place", this::anothersLinks),
                new Tampering("a leaf pointed at another version", this::anothersOpening),
                new Tampering(
                        "W edited in the opening",
                        () -> opening("sealed = overlay(sealed placing case substr(sealed,"
                                + " 120, 1) when 'A' then 'B' else 'A' end from 120 for 1)")),
                new Tampering("w edited beside the opening", () -> opening("w = set_byte(w, 3, get_byte(w, 3) # 1)")),
                new Tampering("the opening deleted", this::openingDeleted),
                new Tampering("an event's JSON edited", this::eventEdited),
                new Tampering("an event's W edited", this::eventWrite),
                new Tampering("a key event hidden", this::keyEventHidden));
    }

    private static List<Sought> withRoot(Sought sought) {
        return List.of(sought, ROOT);
    }

    private List<Sought> leaf(String assignment, String words) throws SQLException {
        long leaf = victims.leaf(victims.take(), 2);
        server.sql("update cs_leaf set " + assignment + " where leaf_index = " + leaf);
        Sought sought = Sought.of("WITHHELD", words, leaf);
        return assignment.startsWith("entry") ? withRoot(sought) : List.of(sought);
    }

    private List<Sought> exchangedEntries() throws SQLException {
        long a = victims.leaf(victims.take(), 2);
        long b = victims.leaf(victims.take(), 2);
        server.sql("update cs_leaf l set entry = (select o.entry from cs_leaf o where o.leaf_index = " + a + " + " + b
                + " - l.leaf_index) where leaf_index in (" + a + ", " + b + ")");
        return withRoot(Sought.of("WITHHELD", MISFIT, a, b));
    }

    private List<Sought> exchangedIndexes() throws SQLException {
        long a = victims.leaf(victims.take(), 2);
        long b = victims.leaf(victims.take(), 2);
        server.sql(
                "update cs_leaf set leaf_index = -1 where leaf_index = " + a,
                "update cs_leaf set leaf_index = " + a + " where leaf_index = " + b,
                "update cs_leaf set leaf_index = " + b + " where leaf_index = -1");
        return withRoot(Sought.of("WITHHELD", MISFIT, a, b));
    }

    private List<Sought> anothersLinks() throws SQLException {
        long leaf = victims.leaf(victims.take(), 2);
        long other = victims.leaf(victims.take(), 2);
        server.sql("update cs_leaf set subject_links = (select o.subject_links from cs_leaf o where o.leaf_index = "
                + other + ") where leaf_index = " + leaf);
        return List.of(Sought.of("WITHHELD", "hides the place in the chain of a patient", leaf));
    }

    private List<Sought> anothersOpening() throws SQLException {
        long leaf = victims.leaf(victims.take(), 2);
        String other = victims.take();
        server.sql("update cs_leaf set pending_id = (select pending_id from cs_pending where " + version(other, 2)
                + ") where leaf_index = " + leaf);
        return List.of(Sought.of("WITHHELD", MISFIT, leaf));
    }

    private List<Sought> opening(String assignment) throws SQLException {
        String victim = victims.take();
        server.sql("update cs_pending set " + assignment + " where " + version(victim, 2));
        return List.of(Sought.of("WITHHELD", CLOSED, victims.leaf(victim, 2)));
    }

    private List<Sought> openingDeleted() throws SQLException {
        String victim = victims.take();
        long leaf = victims.leaf(victim, 2);
        server.sql("delete from cs_pending where " + version(victim, 2));
        return List.of(Sought.of("WITHHELD", CLOSED, leaf));
    }

    /** Leaves of a kind that is about no resource; the code is the byte after W's magic. */
    static String ofKind(int code) {
        return " leaf_write is not null and get_byte(leaf_write, 8) = " + code;
    }

    private List<Sought> eventEdited() throws SQLException {
        long leaf = server.number("select min(leaf_index) from cs_leaf where" + ofKind(7));
        server.sql("update cs_leaf set event = convert_to('{\"event\":\"tock\"}', 'UTF8') where leaf_index = " + leaf);
        return List.of(Sought.of("TAMPERED", "the content does not have the hash in the leaf", leaf));
    }

    private List<Sought> eventWrite() throws SQLException {
        long leaf = server.number("select max(leaf_index) from cs_leaf where" + ofKind(7));
        server.sql("update cs_leaf set leaf_write = set_byte(leaf_write, 20, get_byte(leaf_write, 20) # 1)"
                + " where leaf_index = " + leaf);
        return List.of(Sought.of("WITHHELD", MISFIT, leaf));
    }

    private List<Sought> keyEventHidden() throws SQLException {
        long leaf = server.number("select min(leaf_index) from cs_leaf where" + ofKind(6));
        server.sql("update cs_leaf set event = null where leaf_index = " + leaf);
        return List.of(Sought.of("WITHHELD", CLOSED, leaf));
    }
}
