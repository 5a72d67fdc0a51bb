package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.server.campaign.OutsideTools.Said;

/** Holds what the officer's tools said to what was done. */
final class TamperVerdicts {
    private final Findings findings;
    private int kinds;

    TamperVerdicts(Findings findings) {
        this.findings = findings;
    }

    int kinds() {
        return kinds;
    }

    /** A kind is found if each finding that names it is there. */
    void named(String kind, Said said, List<Sought> sought) {
        kinds++;
        List<String> missed = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (Sought each : sought) {
            for (long leaf : each.leaves()) {
                boolean there = said.says(leaf, each.verdict(), each.words());
                (there ? found : missed)
                        .add((leaf < 0 ? "log" : "leaf " + leaf) + " " + each.verdict()
                                + (there ? "" : " '" + each.words() + "', said: " + said.excerpt(leaf)));
            }
        }
        findings.check(
                kind, missed.isEmpty() && !found.isEmpty(), missed.isEmpty() ? String.join(", ", found) : "" + missed);
    }

    /** A kind is found if the tool's verdict is this, in these words. */
    void said(String kind, Said said, String verdict, String words) {
        kinds++;
        findings.check(
                kind,
                said.verdict().equals(verdict) && said.out().contains(words),
                said.verdict().equals(verdict) && said.out().contains(words)
                        ? verdict + ", " + words
                        : "expected " + verdict + " '" + words + "', found " + said.verdict() + ": "
                                + said.excerpt(Long.MIN_VALUE));
    }

    /** A kind that changes nothing an outsider relies on: the tools must not raise an alarm. */
    void harmless(String kind, Said said) {
        said(kind, said, "VERIFIED", "");
    }

    /** A kind that the log refuses: it grew by no leaf. */
    void refused(String kind, long before, long after) {
        kinds++;
        findings.check(kind, before == after, "refused: no leaf after " + before + ", found " + after);
    }

    /** No leaf is accused beside those that were tampered with, and these. */
    void nobodyElse(String round, Said said, List<Sought> sought, List<Long> besides) {
        Set<Long> expected = new HashSet<>(besides);
        expected.add(Sought.LOG);
        sought.forEach(each -> expected.addAll(each.leaves()));
        List<String> accused = new ArrayList<>();
        for (JsonNode finding : said.json().path("findings")) {
            long leaf = finding.path("leaf").asLong();
            if (!expected.contains(leaf) && !finding.path("verdict").asText().equals("ERASED")) {
                accused.add("leaf " + leaf + " " + finding.path("reason").asText());
            }
        }
        findings.none(round + ": no other leaf is accused", accused, expected.size() - 1 + " leaves tampered with");
    }
}
