package org.chartseal.server.campaign;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import org.chartseal.anchoring.devchain.DevLedger;
import org.chartseal.anchoring.devchain.Genesis;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.log.CheckpointSigner;

/** What is done to the development ledger, to the rows about anchors, and to what an officer is told to trust. */
final class ChainTampering {
    private final TamperedServer server;
    private final TamperHistory history;
    private final TamperVerdicts verdicts;
    private final Path cli;
    private final Path trust;

    ChainTampering(TamperedServer server, TamperHistory history, TamperVerdicts verdicts, Path cli, Path trust) {
        this.server = server;
        this.history = history;
        this.verdicts = verdicts;
        this.cli = cli;
        this.trust = trust;
    }

    void run(OwnNode node) throws Exception {
        OutsideTools tools = new OutsideTools(cli, server.process, trust);
        // One of the later ones: earlier anchors are on an earlier chain too.
        String version = history.proofs.keySet().stream()
                .filter(each -> each.endsWith("/3"))
                .findFirst()
                .orElseThrow();
        Path archived = history.proofs.get(version);
        ledgers(tools, archived);
        SavedTables saved = new SavedTables(server, List.of("cs_anchor"));
        server.sql("update cs_anchor set root = repeat('ab', 32)");
        Path fresh = history.fetchProof(version, history.archive().resolve("outbox.json"));
        verdicts.said(
                "the outbox's roots edited",
                tools.verify(fresh),
                "INCONCLUSIVE",
                "no anchor in the file is of this checkpoint");
        verdicts.harmless("the same, with a node of one's own", tools.verify(fresh, "--rpc", node.address()));
        saved.putBack();
        OutsideTools other = new OutsideTools(cli, server.process, otherTrust());
        verdicts.said(
                "a log key that was not pinned", other.audit(), "INCONCLUSIVE", "no pinned key signed the checkpoint");
        verdicts.said("the same: an archived proof", other.verify(archived), "INCONCLUSIVE", "no pinned key signed");
    }

    private void ledgers(OutsideTools tools, Path archived) throws Exception {
        Path ledger = server.kept(TamperHistory.BASELINE).resolve("data/development.ledger");
        Path cut = Files.copy(ledger, history.archive().resolve("cut.ledger"));
        try (FileChannel file = FileChannel.open(cut, StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }
        shown(tools, archived, "the ledger cut short", cut);
        shown(
                tools,
                archived,
                "the ledger put back to an earlier copy",
                Files.copy(
                        server.kept(TamperHistory.EARLY).resolve("data/development.ledger"),
                        history.archive().resolve("earlier.ledger")));
        Path replaced = history.archive().resolve("replaced.ledger");
        DevLedger.open(
                        replaced,
                        () -> Genesis.random(
                                Genesis.DEFAULT_CHAIN_ID,
                                Address.parse("0x" + "17".repeat(20)),
                                Clock.systemUTC().instant().getEpochSecond()),
                        Clock.systemUTC())
                .close();
        try (OwnNode node = new OwnNode(replaced)) {
            verdicts.said(
                    "the ledger replaced by another",
                    tools.audit("--rpc", node.address()),
                    "INCONCLUSIVE",
                    "the node serves another chain, contract or log");
        }
    }

    private void shown(OutsideTools tools, Path archived, String kind, Path ledger) throws Exception {
        try (OwnNode node = new OwnNode(ledger)) {
            verdicts.said(
                    kind,
                    tools.verify(archived, "--rpc", node.address()),
                    "INCONCLUSIVE",
                    "the chain has no anchor that covers");
        }
    }

    /** A trust file that pins the key of another log. */
    private Path otherTrust() throws IOException {
        String text = Files.readString(trust);
        String vkey =
                Fingerprint.parse(Files.readAllBytes(trust)).at("/logKeys/0").asText();
        String origin = vkey.substring(0, vkey.indexOf('+'));
        String other =
                CheckpointSigner.fromSeed(origin, new byte[32]).verifier().vkey();
        return Files.writeString(history.archive().resolve("other-trust.json"), text.replace(vkey, other));
    }
}
