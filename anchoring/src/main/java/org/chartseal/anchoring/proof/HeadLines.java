package org.chartseal.anchoring.proof;

import java.util.HashMap;
import java.util.Map;
import org.chartseal.anchoring.proof.Chains.PatientHead;
import org.chartseal.anchoring.proof.Chains.VersionHead;
import org.jspecify.annotations.Nullable;

/** Heads of chains as lines of an {@link AuditState}. */
final class HeadLines {
    static final String NAME = "name";
    private static final String SEQ = "seq";
    private static final String RESOURCE = "resource";
    private static final String SUBJECTS = "subjects";
    private static final String VERSION = "version";
    private static final String LEAF = "leaf";

    private HeadLines() {}

    static Map<String, Object> of(String hash, VersionHead head) {
        Map<String, Object> line = new HashMap<>();
        line.put(NAME, hash);
        line.put(SEQ, Long.toString(head.seq()));
        line.put(VERSION, Long.toString(head.version()));
        if (head.resource() != null) {
            line.put(RESOURCE, head.resource());
        }
        if (head.subjects() != null) {
            line.put(SUBJECTS, head.subjects());
        }
        return line;
    }

    static Map<String, Object> of(String patient, @Nullable PatientHead head) {
        Map<String, Object> line = new HashMap<>();
        line.put(NAME, patient);
        if (head != null) {
            line.put(SEQ, Long.toString(head.seq()));
            line.put(LEAF, head.leafHash());
        }
        return line;
    }

    static VersionHead version(Fields line) {
        return new VersionHead(
                line.number(SEQ),
                line.optionalText(RESOURCE),
                line.has(SUBJECTS) ? line.texts(SUBJECTS) : null,
                line.number(VERSION));
    }

    static PatientHead patient(Fields line) {
        return new PatientHead(line.number(SEQ), line.text(LEAF));
    }

    static @Nullable PatientHead optionalPatient(Fields line) {
        return line.has(SEQ) ? patient(line) : null;
    }
}
