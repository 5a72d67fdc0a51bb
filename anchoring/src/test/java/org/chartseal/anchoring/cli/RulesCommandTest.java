package org.chartseal.anchoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chartseal.anchoring.chain.Anvil;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.EthereumNode;
import org.chartseal.anchoring.chain.LocalSigner;
import org.chartseal.anchoring.chain.LogProvisioning;
import org.chartseal.anchoring.chain.LogRules;
import org.chartseal.anchoring.chain.TestKeys;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.proof.TrustFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Three institutions decide about their log with nothing but the command, on a real node. */
class RulesCommandTest {
    private static final LocalSigner PUBLISHER = LocalSigner.of(TestKeys.key(80));
    private static final String ORIGIN = "log.hospital.example";
    private static final CheckpointSigner KEY = CheckpointSigner.fromSeed(ORIGIN, new byte[32]);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long DELAY = 3600;
    private static final Pattern ADDRESS = Pattern.compile("address +(0x[0-9a-f]{40})");

    @TempDir
    static Path keys;

    @TempDir
    Path directory;

    private static final List<String> MEMBERS = new ArrayList<>();
    private Anvil anvil;
    private EthereumNode node;
    private Path trust;

    @BeforeAll
    static void makeKeys() throws Exception {
        Files.writeString(keys.resolve("passphrase"), "a long passphrase\n");
        for (String name : List.of("north", "south", "west", "east")) {
            Matcher address = ADDRESS.matcher(run(0, "witness", "init", with(name)));
            assertThat(address.find()).isTrue();
            MEMBERS.add(address.group(1));
        }
    }

    @BeforeEach
    void start() throws Exception {
        anvil = Anvil.start("--chain-id", "31347");
        anvil.fund(PUBLISHER.address());
        node = EthereumNode.http(anvil.uri(), TIMEOUT);
        anvil.fund(MEMBERS.get(0));
        ChainIdentity log = new LogProvisioning(node, PUBLISHER, LogRules.of(2, DELAY, MEMBERS.subList(0, 3)), TIMEOUT)
                .deployAndCreate(new byte[32]);
        trust = directory.resolve("trust.json");
        Files.writeString(
                trust, new TrustFile(ORIGIN, List.of(KEY.verifier()), log, Set.of(TrustFile.Evidence.RPC)).json());
    }

    @AfterEach
    void stop() {
        node.close();
        anvil.close();
    }

    @Test
    void aMemberIsExchangedByTwoOfThreeAfterTheDelay() throws Exception {
        String file = directory.resolve("change.json").toString();
        assertThat(run(0, "rules", "show", at())).contains("threshold   2 of 3", "proposed    nothing");
        String drafted = run(
                0,
                "rules",
                "change",
                at(),
                "--out",
                file,
                "--member",
                MEMBERS.get(0),
                "--member",
                MEMBERS.get(1).toUpperCase(java.util.Locale.ROOT).replace("0X", "0x"),
                "--member",
                MEMBERS.get(3));
        assertThat(drafted).contains("member      " + MEMBERS.get(3) + ", NEW", "no member   " + MEMBERS.get(2));
        assertThat(run(2, "rules", "send", file, at(), with("north"))).contains("expected 2 signatures, found 0");
        assertThat(run(0, "rules", "sign", file, "--trust", trust, with("north")))
                .contains("Not signed.");
        assertThat(run(2, "rules", "send", file, at(), with("north"))).contains("found 0");
        run(0, "rules", "sign", file, "--trust", trust, with("north"), "--yes");
        assertThat(run(2, "rules", "sign", file, "--trust", trust, with("north"), "--yes"))
                .contains("each once");
        assertThat(run(2, "rules", "sign", file, "--trust", trust, with("east"), "--yes"))
                .contains("signatures of members");
        assertThat(run(2, "rules", "send", file, at(), with("north"))).contains("found 1");
        assertThat(run(0, "rules", "sign", file, "--trust", trust, with("west"), "--yes"))
                .contains("2 of 2 that it takes");

        assertThat(run(0, "rules", "send", file, at(), with("north"))).startsWith("proposed by transaction 0x");
        assertThat(run(0, "rules", "show", at())).contains("proposed    1, can be made from ");
        assertThat(run(14, "rules", "send", file, at(), with("north"))).startsWith("proposed; can be made from ");
        later();
        // By this host's clock it is not time yet: the contract goes by the chain's.
        assertThat(run(14, "rules", "send", file, at(), with("north"))).startsWith("proposed; can be made from ");
    }

    @Test
    void aProposalIsTakenBackAndALogIsClosed() throws Exception {
        Path checkpoint = directory.resolve("checkpoint");
        Files.writeString(
                checkpoint,
                KEY.sign(new Checkpoint(
                                ORIGIN,
                                0,
                                org.chartseal.anchoring.log.MerkleTree.root(
                                        (level, i) -> {
                                            throw new AssertionError("an empty tree has no hash");
                                        },
                                        0)))
                        .text());
        String closing = directory.resolve("closing.json").toString();
        assertThat(run(0, "rules", "close", at(), "--out", closing, "--checkpoint", checkpoint))
                .contains("closing 1 of epoch 0, FOR GOOD");
        signed(closing);
        run(0, "rules", "send", closing, at(), with("north"));
        String back = directory.resolve("back.json").toString();
        run(0, "rules", "withdraw", at(), "--out", back);
        signed(back);
        assertThat(run(0, "rules", "send", back, at(), with("north"))).startsWith("taken back by transaction 0x");
        assertThat(run(0, "rules", "show", at())).contains("proposed    nothing");
        assertThat(run(2, "rules", "send", closing, at(), with("north"))).contains("WrongSigner");
        assertThat(run(2, "rules", "withdraw", at(), "--out", back + "2")).contains("nothing is proposed");
        assertThat(run(2, "rules", "close", at(), "--out", closing, "--checkpoint", checkpoint))
                .contains("expected no file there yet");
        Files.writeString(
                checkpoint,
                CheckpointSigner.fromSeed(ORIGIN, TestKeys.key(3))
                        .sign(new Checkpoint(ORIGIN, 1, new byte[32]))
                        .text());
        assertThat(run(2, "rules", "close", at(), "--out", closing + "2", "--checkpoint", checkpoint))
                .contains("by a pinned key");
    }

    @Test
    void aDecisionIsMadeWhenItsDelayIsOver() throws Exception {
        // A delay of nothing shows the way to its end.
        ChainIdentity quick = new LogProvisioning(node, PUBLISHER, LogRules.of(2, 0, MEMBERS.subList(0, 3)), TIMEOUT)
                .deployAndCreate(new byte[32]);
        Files.writeString(
                trust, new TrustFile(ORIGIN, List.of(KEY.verifier()), quick, Set.of(TrustFile.Evidence.RPC)).json());
        String file = directory.resolve("change.json").toString();
        run(0, "rules", "change", at(), "--out", file, "--threshold", "3", "--publisher", MEMBERS.get(0));
        signed(file);
        run(0, "rules", "send", file, at(), with("north"));
        assertThat(run(0, "rules", "send", file, at(), with("north"))).startsWith("made by transaction 0x");
        assertThat(run(0, "rules", "show", at()))
                .contains("epoch       1", "threshold   3 of 3, never below 2", "publisher   " + MEMBERS.get(0));
        assertThat(run(2, "rules", "send", file, at(), with("north"))).contains("WrongRules");
    }

    private void signed(String file) throws Exception {
        for (String name : List.of("south", "west")) {
            run(0, "rules", "sign", file, "--trust", trust, with(name), "--yes");
        }
    }

    private void later() throws Exception {
        anvil.rpc("evm_increaseTime", Long.toString(DELAY));
        anvil.mine(1);
    }

    private List<String> at() {
        return List.of("--trust", trust.toString(), "--rpc", anvil.uri().toString());
    }

    private static List<String> with(String name) {
        return List.of(
                "--key",
                keys.resolve(name + ".bcfks").toString(),
                "--passphrase-file",
                keys.resolve("passphrase").toString());
    }

    /** What it printed, errors included. */
    private static String run(int exitCode, Object... parts) {
        List<String> arguments = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof List<?> list) {
                list.forEach(each -> arguments.add(each.toString()));
            } else {
                arguments.add(part.toString());
            }
        }
        StringWriter out = new StringWriter();
        CommandLine command = ChartSealCli.commandLine((address, chain) -> {
            throw new AssertionError("expected no verification");
        });
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        int found = command.execute(arguments.toArray(String[]::new));
        assertThat(found).as(out.toString()).isEqualTo(exitCode);
        return out.toString();
    }
}
