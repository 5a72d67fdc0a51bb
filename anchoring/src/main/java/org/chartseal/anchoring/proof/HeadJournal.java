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
