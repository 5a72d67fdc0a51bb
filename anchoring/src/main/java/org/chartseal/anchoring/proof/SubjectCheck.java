package org.chartseal.anchoring.proof;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.chartseal.anchoring.log.LeafFormatException;
import org.chartseal.anchoring.log.SubjectLink;
import org.chartseal.anchoring.log.SubjectRole;
import org.chartseal.anchoring.proof.Opening.Opened;

/** Compares the subjects a leaf names with those the subject rule finds in the content. */
final class SubjectCheck {
    private SubjectCheck() {}

    /** Adds a finding for each contradiction; hidden commitments may stand for subjects that are not shown. */
    static void check(LeafOpening leaf, List<String> expected, List<Finding> findings) {
        Set<String> in = new TreeSet<>();
        Set<String> all = new TreeSet<>();
        int hidden = 0;
        for (Opening opening : leaf.subjects()) {
            if (!(opening instanceof Opened opened)) {
                hidden++;
                continue;
            }
            SubjectLink link;
            try {
                link = SubjectLink.decode(opened.bytes());
            } catch (LeafFormatException e) {
                findings.add(new Finding(Verdict.NOT_VERIFIABLE, "S is in an unknown format: " + e.getMessage()));
                return;
            }
            if (!all.add(link.subject())) {
                findings.add(new Finding(Verdict.TAMPERED, "the leaf names a subject twice"));
            }
            if (link.role() == SubjectRole.IN) {
                in.add(link.subject());
            } else if (expected.contains(link.subject())) {
                findings.add(new Finding(Verdict.TAMPERED, "the leaf says that a subject of the content left it"));
            }
        }
        if (!expected.containsAll(in)) {
            findings.add(new Finding(Verdict.TAMPERED, "the leaf names a subject that the content does not name"));
        }
        long missing =
                expected.stream().filter(subject -> !in.contains(subject)).count();
        if (missing > hidden) {
            findings.add(new Finding(
                    Verdict.TAMPERED,
                    "the content names " + missing + " subjects the leaf does not show, but it hides only " + hidden));
        }
    }
}
