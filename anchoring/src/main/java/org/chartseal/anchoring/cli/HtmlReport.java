package org.chartseal.anchoring.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.proof.AuditReport;
import org.chartseal.anchoring.proof.AuditReport.LeafFinding;
import org.chartseal.anchoring.proof.Verdict;

/**
 * An audit's report as a page to be read, printed and filed: complete in itself, without scripts and without anything from
 * elsewhere.
 */
final class HtmlReport {
    private static final int MOST_FINDINGS = 5_000;
    private static final Map<Verdict, String> MEANING = Map.of(
            Verdict.TAMPERED, "Records or links were changed after they were logged, or the log was.",
            Verdict.WITHHELD, "Something that was logged or promised is not shown, and nothing authorises that.",
            Verdict.ERASED, "Records were erased with authority.",
            Verdict.NOT_VERIFIABLE, "Something is in a form that this verifier does not know.",
            Verdict.INCONCLUSIVE, "No trusted key vouches for what was audited.",
            Verdict.PENDING, "A promised record has no place in the log yet; its deadline has not passed there.",
            Verdict.VERIFIED, "Every record is as it was logged, or was erased with authority.");

    private final AuditReport report;
    private final SignedCheckpoint checkpoint;
    private final String anchors;
    private final byte[] trustDigest;
    private final Instant at;
    private final StringBuilder page = new StringBuilder();

    private HtmlReport(
            AuditReport report, SignedCheckpoint checkpoint, String anchors, byte[] trustDigest, Instant at) {
        this.report = report;
        this.checkpoint = checkpoint;
        this.anchors = anchors;
        this.trustDigest = trustDigest;
        this.at = at;
    }

    /**
     * The page.
     *
     * @param anchors what was looked at of the chain, in words
     * @param trustDigest SHA-256 of the trust file
     * @param at when the audit ended, by the auditor's clock
     */
    static String of(AuditReport report, SignedCheckpoint checkpoint, String anchors, byte[] trustDigest, Instant at) {
        return new HtmlReport(report, checkpoint, anchors, trustDigest, at).make();
    }

    private String make() {
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
                .append("<title>Audit of an integrity log</title>\n<style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>Audit of an integrity log</h1>\n");
        Verdict verdict = report.verdict();
        page.append("<p class=\"verdict ")
                .append(
                        verdict == Verdict.VERIFIED
                                ? "good"
                                : verdict.compareTo(Verdict.WITHHELD) <= 0 ? "bad" : "open")
                .append("\"><strong>")
                .append(verdict.name())
                .append("</strong> ")
                .append(text(String.valueOf(MEANING.get(verdict))))
                .append("</p>\n");
        facts();
        counts();
        findings();
        scope();
        page.append("<table class=\"sign\"><tr><td>Audited by</td><td></td><td>Date</td><td></td></tr>")
                .append("<tr><td>Signature</td><td></td><td>Filed under</td><td></td></tr></table>\n</body></html>\n");
        return page.toString();
    }

    private void facts() {
        page.append("<h2>What was audited</h2>\n<table>");
        fact("Log", checkpoint.checkpoint().origin());
        fact("Leaves", number(report.size()));
        if (report.resumedAt() > 0) {
            fact("Of these walked by an earlier audit", number(report.resumedAt()));
        }
        fact("Root", HexFormat.of().formatHex(checkpoint.checkpoint().root()));
        fact("Trust file, SHA-256", HexFormat.of().formatHex(trustDigest));
        fact("Ended", at.truncatedTo(ChronoUnit.SECONDS) + " by the auditor's clock");
        page.append("</table>\n<details open><summary>Signed checkpoint</summary><pre>")
                .append(text(checkpoint.text()))
                .append("</pre></details>\n");
    }

    private void fact(String name, String value) {
        page.append("<tr><th scope=\"row\">")
                .append(text(name))
                .append("</th><td>")
                .append(text(value))
                .append("</td></tr>\n");
    }

    private void counts() {
        page.append("<h2>Leaves by verdict</h2>\n<table class=\"counts\">");
        for (Verdict verdict : Verdict.values()) {
            long count = report.counts().getOrDefault(verdict, 0L);
            double share = report.size() == 0 ? 0 : 100.0 * count / report.size();
            page.append("<tr><th scope=\"row\">")
                    .append(verdict.name())
                    .append("</th><td>")
                    .append(number(count))
                    .append("</td><td class=\"bar\"><span style=\"width:")
                    .append(String.format(Locale.ROOT, "%.2f", count == 0 ? 0 : Math.max(0.5, share)))
                    .append("%\"></span></td></tr>\n");
        }
        page.append("</table>\n");
    }

    private void findings() {
        List<LeafFinding> all = report.findings();
        page.append("<h2>Findings</h2>\n");
        if (all.isEmpty()) {
            page.append("<p>None.</p>\n");
            return;
        }
        page.append("<table><thead><tr><th>Where</th><th>Verdict</th><th>Finding</th></tr></thead><tbody>\n");
        for (LeafFinding found : all.subList(0, Math.min(all.size(), MOST_FINDINGS))) {
            page.append("<tr><td>")
                    .append(found.index() < 0 ? "the log" : "leaf " + number(found.index()))
                    .append("</td><td>")
                    .append(found.finding().verdict().name())
                    .append("</td><td>")
                    .append(text(found.finding().reason()))
                    .append("</td></tr>\n");
        }
        page.append("</tbody></table>\n");
        if (all.size() > MOST_FINDINGS) {
            page.append("<p>… and ")
                    .append(number(all.size() - MOST_FINDINGS))
                    .append(" more: the report in JSON has all.</p>\n");
        }
    }

    private void scope() {
        page.append("<h2>What this says, and what it does not</h2>\n<ul>")
                .append(
                        "<li>Each leaf was opened, its hash, subjects and place in every chain recomputed, and all leaves")
                .append(" together have the root that a trusted key signed, unless a finding says otherwise.</li>")
                .append("<li>Maps of newest leaves were rebuilt from the chains.</li>")
                .append("<li>")
                .append(text(anchors))
                .append("</li>")
                .append("<li>Whether what was recorded was true, an audit cannot tell.</li></ul>\n");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Reasons may quote a server: nothing of it may be markup. */
    private static String text(String value) {
        StringBuilder clean = new StringBuilder();
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> clean.append("&amp;");
                case '<' -> clean.append("&lt;");
                case '>' -> clean.append("&gt;");
                case '"' -> clean.append("&quot;");
                case '\n' -> clean.append('\n');
                default -> clean.appendCodePoint(Character.isISOControl(c) ? '?' : c);
            }
        });
        return clean.toString();
    }

    private static final String STYLE =
            """
            body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
            h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem}
            .verdict{padding:1rem;border-left:.5rem solid;background:#f4f4f4}.verdict strong{font-size:1.3rem;margin-right:.6rem}
            .good{border-color:#1a7f37}.bad{border-color:#b3261e}.open{border-color:#9a6700}
            table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ddd;overflow-wrap:anywhere}
            .counts td{width:6rem;text-align:right}.counts td.bar{width:50%;text-align:left}.bar span{display:inline-block;height:.7rem;background:#57606a}
            pre{background:#f4f4f4;padding:.8rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem}
            .sign{margin-top:3rem}.sign td{width:25%;height:2.5rem;vertical-align:bottom}
            @media print{body{margin:0;max-width:none;font-size:11pt}thead{display:table-header-group}tr,.verdict{break-inside:avoid}h2{break-after:avoid}}
            @page{margin:18mm}
            """;
}
