package org.chartseal.anchoring.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chartseal.anchoring.proof.LevelResult.Level;
import org.chartseal.anchoring.proof.LevelResult.Status;

/**
 * What a proof is worth.
 *
 * @param findings reasons, the decisive first; empty if verified
 * @param levels one line a level
 * @param notes what a reader must know beside the verdict
 */
public record Verification(Verdict verdict, List<Finding> findings, List<LevelResult> levels, List<String> notes) {
    private static final String UNAUTHENTICATED = "not authenticated: ";

    /** Of what no pinned key vouches for: nobody can be accused. */
    static Verification unauthenticated(Status status, String reason, List<Level> unchecked) {
        List<LevelResult> levels = new ArrayList<>();
        levels.add(new LevelResult(Level.L0, status, reason));
        unchecked.forEach(
                level -> levels.add(new LevelResult(level, Status.NOT_CHECKED, "the leaf is not authenticated")));
        return of(List.of(new Finding(Verdict.INCONCLUSIVE, UNAUTHENTICATED + reason)), levels, List.of());
    }

    /** Whether a pinned key vouches for the leaf. */
    boolean authentic() {
        return findings.stream().noneMatch(finding -> finding.reason().startsWith(UNAUTHENTICATED));
    }

    static Verification of(List<Finding> findings, List<LevelResult> levels, List<String> notes) {
        List<Finding> sorted =
                findings.stream().sorted(Comparator.comparing(Finding::verdict)).toList();
        Verdict verdict = sorted.isEmpty() ? Verdict.VERIFIED : sorted.get(0).verdict();
        return new Verification(verdict, sorted, List.copyOf(levels), List.copyOf(notes));
    }
}
