package org.chartseal.anchoring.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.chain.AnchorReader;
import org.chartseal.anchoring.log.LeafFormatException;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.SubjectLink;
import org.chartseal.anchoring.log.SubjectRole;
import org.chartseal.anchoring.proof.Opening.Opened;
import org.jspecify.annotations.Nullable;

/**
 * Judges records that came with the proof of a whole patient. VERIFIED says that each record the proof covers is as it was
 * logged. Records of others that came along, such as a practitioner's, versions that are newer than the proof, and records that
 * only the proof has are named, not judged: what the proof has it shows whole.
 */
public final class ProvenBundleVerifier {
    private final TrustFile trust;

    public ProvenBundleVerifier(TrustFile trust) {
        this.trust = trust;
    }

    /**
     * Judges one Bundle.
     *
     * @param server the server to ask for L1, null to leave L1 unchecked
     * @param node the node to ask for L2, null to leave L2 unchecked
     */
    public Verification verify(ProvenBundle bundle, @Nullable LogServer server, @Nullable AnchorReader node) {
        Verification proven = new PatientProofVerifier(trust).verify(bundle.proof(), server, node);
        if (!proven.authentic()) {
            return proven;
        }
        Map<String, LeafWrite> logged = new HashMap<>();
        Set<String> current = new TreeSet<>();
        for (PatientLeaf leaf : bundle.proof().leaves()) {
            LeafWrite write = write(leaf);
            if (write != null) {
                logged.put(name(write), write);
                if (write.kind() == LeafKind.VERSION && !left(bundle.proof().patient(), leaf)) {
                    current.add(write.resource());
                } else {
                    current.remove(write.resource());
                }
            }
        }
        List<Finding> findings = new ArrayList<>(proven.findings());
        Set<String> uncovered = new TreeSet<>();
        for (JsonObject record : bundle.records()) {
            String resource = record.text("resourceType") + "/" + record.text("id");
            LeafWrite write = logged.get(resource + "/_history/" + version(record));
            if (write == null) {
                uncovered.add(resource);
            } else {
                CopyCheck.check(write, record)
                        .forEach(finding ->
                                findings.add(new Finding(finding.verdict(), resource + ": " + finding.reason())));
            }
            current.remove(resource);
        }
        List<String> notes = new ArrayList<>(proven.notes());
        note("records that the proof does not cover, of others or newer than it: ", uncovered, notes);
        note("records that only the proof has: ", current, notes);
        return Verification.of(findings, proven.levels(), notes);
    }

    private static void note(String what, Set<String> resources, List<String> notes) {
        if (!resources.isEmpty()) {
            notes.add(what + String.join(", ", resources));
        }
    }

    private static boolean left(String patient, PatientLeaf leaf) {
        return leaf.leaf().subjects().stream()
                .filter(Opened.class::isInstance)
                .map(subject -> SubjectLink.decode(((Opened) subject).bytes()))
                .anyMatch(link -> link.subject().equals(patient) && link.role() == SubjectRole.LEFT);
    }

    private static String name(LeafWrite write) {
        return write.resource() + "/_history/" + write.versionId();
    }

    private static @Nullable String version(JsonObject record) {
        return record.get("meta") instanceof JsonObject meta ? meta.text("versionId") : null;
    }

    private static @Nullable LeafWrite write(PatientLeaf leaf) {
        try {
            return leaf.leaf().write() instanceof Opened opened ? LeafWrite.decode(opened.bytes()) : null;
        } catch (LeafFormatException unknown) {
            return null;
        }
    }
}
