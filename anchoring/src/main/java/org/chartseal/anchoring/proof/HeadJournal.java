package org.chartseal.anchoring.proof;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.chartseal.anchoring.proof.Chains.PatientHead;
import org.chartseal.anchoring.proof.Chains.VersionHead;
import org.jspecify.annotations.Nullable;

/**
 * What changed among the heads, so that those of a while ago can be told: a map is of the leaves before its own. Memory:
 * one entry for each head that changed since the last map.
 */
final class HeadJournal {
    private static final String INDEX = "index";
    private static final String LEFT = "left";
    private static final String ENTERED = "entered";
    private static final String REPLACED = "replaced";

    private sealed interface Change {
        long index();
    }

    private record Left(long index, String hash, VersionHead head) implements Change {}

    private record Entered(long index, String hash) implements Change {}

    private record Replaced(long index, String patient, @Nullable PatientHead before) implements Change {}

    /** The heads at one time: of resources by leaf hash, of patients by reference. */
    record Heads(Map<String, VersionHead> resources, Map<String, PatientHead> patients) {}

    private final Map<String, VersionHead> resources;
    private final Map<String, PatientHead> patients;
    private final Deque<Change> changes = new ArrayDeque<>();
    private long index;

    HeadJournal(Map<String, VersionHead> resources, Map<String, PatientHead> patients) {
        this.resources = resources;
        this.patients = patients;
    }

    void at(long leafIndex) {
        index = leafIndex;
    }

    void left(String hash, @Nullable VersionHead head) {
        if (head != null) {
            changes.addLast(new Left(index, hash, head));
        }
    }

    void entered(String hash) {
        changes.addLast(new Entered(index, hash));
    }

    void replaced(String patient, @Nullable PatientHead before) {
        changes.addLast(new Replaced(index, patient, before));
    }

    /** Writes what changed, a line each, in order. */
    void save(AuditState.Out out) {
        for (Change change : changes) {
            Map<String, Object> line = new HashMap<>();
            if (change instanceof Left left) {
                line.putAll(HeadLines.of(left.hash(), left.head()));
            } else if (change instanceof Entered entered) {
                line.put(HeadLines.NAME, entered.hash());
            } else if (change instanceof Replaced replaced) {
                line.putAll(HeadLines.of(replaced.patient(), replaced.before()));
            }
            line.put(INDEX, Long.toString(change.index()));
            out.line(kind(change), line);
        }
    }

    private static String kind(Change change) {
        return change instanceof Left ? LEFT : change instanceof Entered ? ENTERED : REPLACED;
    }

    /** Reads a line that {@link #save} wrote; false if it is of another kind. */
    boolean restore(String kind, Fields line) {
        switch (kind) {
            case LEFT ->
                changes.addLast(new Left(line.number(INDEX), line.text(HeadLines.NAME), HeadLines.version(line)));
            case ENTERED -> changes.addLast(new Entered(line.number(INDEX), line.text(HeadLines.NAME)));
            case REPLACED ->
                changes.addLast(
                        new Replaced(line.number(INDEX), line.text(HeadLines.NAME), HeadLines.optionalPatient(line)));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The heads after so many leaves, at least as many as were asked for before. */
    Heads after(long size) {
        Map<String, VersionHead> resourcesThen = new HashMap<>(resources);
        Map<String, PatientHead> patientsThen = new HashMap<>(patients);
        for (Iterator<Change> backwards = changes.descendingIterator(); backwards.hasNext(); ) {
            Change change = backwards.next();
            if (change.index() < size) {
                break;
            }
            if (change instanceof Left left) {
                resourcesThen.put(left.hash(), left.head());
            } else if (change instanceof Entered entered) {
                resourcesThen.remove(entered.hash());
            } else if (change instanceof Replaced replaced) {
                if (replaced.before() == null) {
                    patientsThen.remove(replaced.patient());
                } else {
                    patientsThen.put(replaced.patient(), replaced.before());
                }
            }
        }
        changes.removeIf(change -> change.index() < size);
        return new Heads(resourcesThen, patientsThen);
    }
}
