package org.chartseal.anchoring.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.proof.AuditReport;
import org.chartseal.anchoring.proof.Finding;
import org.chartseal.anchoring.proof.LevelResult;
import org.chartseal.anchoring.proof.Verdict;
import org.chartseal.anchoring.proof.Verification;

/** What the commands print. */
final class Report {
    /** Said of an audit that asked no node. */
    static final String ANCHORS_UNCHECKED = "Anchors were not checked: verify single proofs for that.";

    private static final int MAX_LINES = 100;

    private Report() {}

    static void print(Verification result, PrintWriter out, boolean color) {
        out.println(headline(result.verdict(), color));
        result.findings().forEach(finding -> out.println("  " + finding.verdict() + ": " + clean(finding.reason())));
        for (LevelResult level : result.levels()) {
            out.println(level.level() + " " + level.level().title() + ": "
                    + level.status().word() + " (" + clean(level.reason()) + ")");
        }
        result.notes().forEach(out::println);
    }

    static String json(Verification result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", result.verdict().name());
        json.put("exitCode", Integer.toString(result.verdict().exitCode()));
        json.put("findings", result.findings().stream().map(Report::finding).toList());
        json.put(
                "levels",
                result.levels().stream()
                        .map(level -> Map.of(
                                "level", level.level().name(),
                                "status", level.status().name(),
                                "reason", level.reason()))
                        .map(TreeMap::new)
                        .toList());
        json.put("notes", result.notes());
        return JsonText.of(json);
    }

    static void print(AuditReport report, String anchors, PrintWriter out) {
        out.println(report.verdict() + ": " + report.size() + " leaves"
                + (report.resumedAt() == 0 ? "" : ", " + report.resumedAt() + " of them walked by an earlier audit"));
        report.counts().forEach((verdict, count) -> out.println("  " + verdict + " " + count));
        report.findings().stream()
                .limit(MAX_LINES)
                .forEach(found -> out.println((found.index() < 0 ? "log" : "leaf " + found.index()) + ": "
                        + found.finding().verdict() + ", "
                        + clean(found.finding().reason())));
        if (report.findings().size() > MAX_LINES) {
            out.println("… and " + (report.findings().size() - MAX_LINES) + " more: see --json or --report");
        }
        out.println(anchors);
    }

    static String json(AuditReport report, String anchors) {
        Map<String, String> counts = new LinkedHashMap<>();
        report.counts().forEach((verdict, count) -> counts.put(verdict.name(), Long.toString(count)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", report.verdict().name());
        json.put("exitCode", Integer.toString(report.verdict().exitCode()));
        json.put("size", Long.toString(report.size()));
        if (report.resumedAt() > 0) {
            json.put("resumedAt", Long.toString(report.resumedAt()));
        }
        json.put("counts", counts);
        List<Map<String, String>> findings = report.findings().stream()
                .map(found -> {
                    Map<String, String> line = new LinkedHashMap<>();
                    line.put("leaf", Long.toString(found.index()));
                    line.putAll(finding(found.finding()));
                    return line;
                })
                .toList();
        json.put("findings", findings);
        json.put("anchors", anchors);
        return JsonText.of(json);
    }

    private static Map<String, String> finding(Finding finding) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("verdict", finding.verdict().name());
        json.put("reason", finding.reason());
        return json;
    }

    private static String headline(Verdict verdict, boolean color) {
        if (!color) {
            return verdict.name();
        }
        int code = verdict == Verdict.VERIFIED ? 32 : verdict.compareTo(Verdict.WITHHELD) <= 0 ? 31 : 33;
        return "\u001b[1;" + code + "m" + verdict.name() + "\u001b[0m";
    }

    /** Reasons may quote a server: nothing of it may steer the terminal. */
    static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
