package org.chartseal.anchoring.proof;

import java.util.Comparator;
import java.util.List;

/**
 * What a proof is worth.
 *
 * @param findings reasons, the decisive first; empty if verified
 * @param levels one line a level
 * @param notes what a reader must know beside the verdict
 */
public record Verification(Verdict verdict, List<Finding> findings, List<LevelResult> levels, List<String> notes) {
    static Verification of(List<Finding> findings, List<LevelResult> levels, List<String> notes) {
        List<Finding> sorted =
                findings.stream().sorted(Comparator.comparing(Finding::verdict)).toList();
        Verdict verdict = sorted.isEmpty() ? Verdict.VERIFIED : sorted.get(0).verdict();
        return new Verification(verdict, sorted, List.copyOf(levels), List.copyOf(notes));
    }
}
