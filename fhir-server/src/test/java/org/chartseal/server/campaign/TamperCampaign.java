package org.chartseal.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.server.campaign.OutsideTools.Said;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;

/**
 * Tampers with records, log, chain and keys as a database administrator or the operator could, on copies of one honest
 * history, and looks each time with nothing but the officer's command, and what officers archived: each kind must be found
 * and named, and an honest copy must raise no alarm.
 */
class TamperCampaign {
    private final Scale scale = Scale.fromProperties();
    private final Findings findings = new Findings();
    private final TamperVerdicts verdicts = new TamperVerdicts(findings);

    @Test
    @Timeout(value = 120, unit = TimeUnit.MINUTES)
    void findsAndNamesEachTampering() throws Exception {
        Path jar = ServerProcess.required("chartseal.jar");
        Path cli = ServerProcess.required("chartseal.cli");
        Path home = Path.of(System.getProperty("campaign.directory"), "seed-" + scale.seed() + "-" + System.nanoTime());
        Files.createDirectories(home);
        try (TamperedServer server = new TamperedServer(jar, home)) {
            TamperHistory history = new TamperHistory(server, scale, home.resolve("archive"));
            history.make();
            Path trust = Files.copy(
                    server.process.secrets().resolve("trust.json"),
                    history.archive().resolve("trust.json"));
            OutsideTools tools = new OutsideTools(cli, server.process, trust);
            Path ledger = Files.copy(
                    server.kept(TamperHistory.BASELINE).resolve("data/development.ledger"),
                    history.archive().resolve("own.ledger"));
            try (OwnNode node = new OwnNode(ledger)) {
                history.victims.heal();
                untouched(server, history, tools, node, trust, cli);
                stopped(server, history, tools);
                growing(server, history, tools);
                new WholeTampering(server, history, tools, verdicts, node).run();
            }
        } finally {
            findings.figure("kinds of tampering", verdicts.kinds());
            findings.print("Tamper campaign, seed " + scale.seed());
        }
        assertThat(findings.failed()).isZero();
        assertThat(verdicts.kinds()).isGreaterThanOrEqualTo(40);
        FileSystemUtils.deleteRecursively(home);
    }

    /** No alarm on an honest copy; then what is done to it while it runs, and undone. */
    private void untouched(
            TamperedServer server, TamperHistory history, OutsideTools tools, OwnNode node, Path trust, Path cli)
            throws Exception {
        server.restore(TamperHistory.BASELINE);
        server.start(TamperHistory.quiet());
        List<Object> everything = new ArrayList<>(List.of("--rpc", node.address()));
        history.checkpoints.values().forEach(file -> everything.addAll(List.of("--checkpoint", file)));
        history.promises.forEach(file -> everything.addAll(List.of("--promise", file)));
        Said audit = tools.audit(everything.toArray());
        findings.check("nothing is done: no alarm", audit.exitCode() == 0, audit.excerpt(Long.MIN_VALUE));
        findings.figure("leaves", audit.json().path("size").asText());
        findings.figure("of these erased", audit.json().at("/counts/ERASED").asText("0"));
        findings.figure("checkpoints archived", history.checkpoints.size());
        findings.figure("anchors", audit.json().path("anchors").asText());
        List<String> unverified = new ArrayList<>();
        for (Path proof : history.proofs.values()) {
            Said said = tools.verify(proof, "--rpc", node.address());
            if (said.exitCode() != 0) {
                unverified.add(proof + ": " + said.excerpt(Long.MIN_VALUE));
            }
        }
        findings.none("archived proofs are verified", unverified, history.proofs.size() + " proofs");
        verdicts.said(
                "a promise replayed for another version",
                tools.audit("--promise", history.replayedPromise()),
                "INCONCLUSIVE",
                "replayed: the promise kept for");
        new ChainTampering(server, history, verdicts, cli, trust).run(node);
        new LiveTampering(server, history, tools, verdicts).run();
        server.stop();
    }

    /** Rows of records, then rows of the log: all kinds at once, each at its own victim. */
    private void stopped(TamperedServer server, TamperHistory history, OutsideTools tools) throws Exception {
        server.restore(TamperHistory.BASELINE);
        history.victims.heal();
        round(server, tools, "records", new RecordTampering(server, history.victims).all());
        server.restore(TamperHistory.BASELINE);
        history.victims.heal();
        List<Tampering> log = new ArrayList<>(new LeafTampering(server, history.victims).all());
        log.addAll(new ErasureForgery(server, history.victims).all());
        round(server, tools, "log", log);
    }

    private void round(TamperedServer server, OutsideTools tools, String name, List<Tampering> kinds) throws Exception {
        List<List<Sought>> sought = new ArrayList<>();
        for (Tampering kind : kinds) {
            sought.add(kind.edit().run());
        }
        // A map has what the leaves had before they were tampered with: it says so too.
        List<Long> maps = server.column("select leaf_index from cs_leaf where" + LeafTampering.ofKind(5)).stream()
                .map(Long::valueOf)
                .toList();
        server.start(TamperHistory.quiet());
        Said audit = tools.audit();
        Files.writeString(server.process.home().resolve("audit-" + name + ".json"), audit.out());
        List<Sought> all = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            verdicts.named(kinds.get(i).name(), audit, sought.get(i));
            all.addAll(sought.get(i));
        }
        verdicts.nobodyElse(name, audit, all, maps);
        server.stop();
    }

    private void growing(TamperedServer server, TamperHistory history, OutsideTools tools) throws Exception {
        server.restore(TamperHistory.BASELINE);
        history.victims.heal();
        GrowingTampering growing = new GrowingTampering(server, history, tools, verdicts);
        growing.atRest();
        server.start(TamperHistory.quiet());
        growing.run();
        server.stop();
    }
}
