package org.chartseal.anchoring.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.chartseal.anchoring.chain.AdjustableClock;
import org.chartseal.anchoring.chain.Anvil;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.EthereumChain;
import org.chartseal.anchoring.chain.EthereumLogFollower;
import org.chartseal.anchoring.chain.EthereumNode;
import org.chartseal.anchoring.chain.InMemoryAnchorOutbox;
import org.chartseal.anchoring.chain.LocalSigner;
import org.chartseal.anchoring.chain.LogFollower;
import org.chartseal.anchoring.chain.LogProvisioning;
import org.chartseal.anchoring.chain.LogRules;
import org.chartseal.anchoring.chain.Submission;
import org.chartseal.anchoring.chain.Submitter;
import org.chartseal.anchoring.chain.SubmitterSettings;
import org.chartseal.anchoring.chain.TestKeys;
import org.chartseal.anchoring.chain.TestTree;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.watch.Alarm.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a watch over real nodes calls by its name, and that it keeps quiet where all is well. */
class WatchTest {
    private static final LocalSigner PUBLISHER = LocalSigner.of(TestKeys.key(70));
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LATE = Duration.ofMinutes(10);
    private static final String[] SAME_CHAIN = {"--chain-id", "31345", "--timestamp", "1700000000"};

    @TempDir
    Path directory;

    private final AdjustableClock clock = new AdjustableClock();
    private final TestTree tree = new TestTree(1);
    private final ShownLog log = new ShownLog(tree);
    private Anvil anvil;
    private EthereumNode node;
    private ChainIdentity identity;
    private Submitter submitter;

    @BeforeEach
    void start() throws Exception {
        anvil = Anvil.start(SAME_CHAIN);
        node = EthereumNode.http(anvil.uri(), TIMEOUT);
        identity = provision(anvil, node);
        submitter = submitter(node, tree);
    }

    @AfterEach
    void stop() {
        node.close();
        anvil.close();
    }

    @Test
    void staysQuietWhileLogAndChainGrow() throws Exception {
        log.size = 3;
        assertThat(look().news()).hasSize(1).first().asString().contains("created by " + PUBLISHER.address());
        for (long size = 5; size < 30; size += 4) {
            anchor(submitter, size);
            log.size = size + 2;
            Watch.Look seen = look();
            assertThat(seen.alarms()).isEmpty();
            assertThat(seen.summary()).contains(log.size + " leaves, anchor ", "of " + size + " leaves");
        }
        assertThat(look().news()).isEmpty();
        clock.advance(LATE.multipliedBy(2));
        assertThat(kinds(look())).containsExactly(Kind.STALL);
        anchor(submitter, 31);
        assertThat(look().alarms()).isEmpty();
    }

    @Test
    void namesAForkOfTheLogAndKeepsIt() throws Exception {
        anchor(submitter, 5);
        log.size = 9;
        assertThat(look().alarms()).isEmpty();
        log.tree = new TestTree(2);
        for (long size : new long[] {9, 12}) {
            log.size = size;
            Watch.Look seen = look();
            assertThat(seen.alarms()).singleElement().satisfies(alarm -> {
                assertThat(alarm.kind()).isEqualTo(Kind.FORK);
                assertThat(alarm.evidence()).containsKeys("before", "now");
            });
            assertThat(seen.contradicted()).isTrue();
        }
        log.tree = tree;
        assertThat(kinds(look())).containsExactly(Kind.FORK, Kind.FORK);
        for (Path file : kept()) {
            assertThat(file).content().contains("\"kind\":\"FORK\"", ShownLog.ORIGIN + "\\n9\\n");
            Files.delete(file);
        }
        assertThat(look().alarms()).isEmpty();
    }

    @Test
    void namesALogThatIsNotTheAnchoredOneAtItsFirstLook() throws Exception {
        anchor(submitter, 5);
        log.size = 4;
        alarm(look(), Kind.ROLLBACK, "expected at least the 5 leaves of anchor 1, found 4");
        clear();
        log.tree = new TestTree(2);
        log.size = 8;
        alarm(look(), Kind.FORK, "continue the 5 of anchor 1");
        clear();
        log.size = 5;
        alarm(look(), Kind.FORK, "of the 5 leaves of anchor 1");
    }

    @Test
    void namesARollbackOfTheLog() throws Exception {
        log.size = 9;
        assertThat(look().alarms()).isEmpty();
        log.size = 7;
        alarm(look(), Kind.ROLLBACK, "expected at least the 9 leaves that it showed before, found 7");
    }

    @Test
    void namesAChainThatLostOrChangedWhatWasSettled() throws Exception {
        anchor(submitter, 5);
        String snapshot = anvil.rpc("evm_snapshot").toString();
        anchor(submitter, 9);
        log.size = 9;
        assertThat(look().alarms()).isEmpty();
        anvil.rpc("evm_revert", snapshot);
        // A node that is behind says nothing against the chain.
        assertThat(look().alarms()).isEmpty();
        clock.advance(LATE.plusSeconds(1));
        alarm(look(), Kind.STALL, "expected at least block ");
        anvil.mine(5);
        alarm(look(), Kind.ROLLBACK, "with 2 anchors, found ");
        clear();
        anchor(submitter(node, tree), 5, 9);
        alarm(look(), Kind.FORK, "with 2 anchors, found ");
    }

    @Test
    void namesNodesThatShowTwoHistories() throws Exception {
        try (Anvil second = Anvil.start(SAME_CHAIN);
                EthereumNode other = EthereumNode.http(second.uri(), TIMEOUT)) {
            ChainIdentity same = provision(second, other);
            anchor(submitter, 5);
            assertThat(same).as("two nodes of one chain").isEqualTo(identity);
            TestTree forked = new TestTree(2);
            Submitter forking = submitter(other, forked);
            forking.offer(5, forked.root(5));
            assertThat(forking.tick()).isNotInstanceOf(Submission.Waiting.class);
            log.size = 5;
            Map<String, Anvil> nodes = new LinkedHashMap<>();
            nodes.put("first", anvil);
            nodes.put("second", second);
            alarm(look(nodes), Kind.FORK, " as first shows it, found ");
        }
    }

    @Test
    void namesAnotherChainAndGoesOnWithTheOthers() throws Exception {
        try (Anvil foreign = Anvil.start("--chain-id", "31346")) {
            anchor(submitter, 5);
            log.size = 6;
            Map<String, Anvil> nodes = new LinkedHashMap<>();
            nodes.put("ours", anvil);
            nodes.put("foreign", foreign);
            alarm(look(nodes), Kind.REPLACED, "expected ChainIdentity[chainId=31345");
            clear();
            assertThat(look().alarms()).isEmpty();
        }
    }

    @Test
    void namesASilentNodeAndASilentServerWhenTheyAreLate() throws Exception {
        anchor(submitter, 5);
        log.size = 5;
        assertThat(look().alarms()).isEmpty();
        log.silent = true;
        assertThat(look().alarms()).isEmpty();
        clock.advance(LATE.plusSeconds(1));
        alarm(look(), Kind.STALL, "found 503");
        log.silent = false;
        assertThat(look().alarms()).isEmpty();
        log.signer = CheckpointSigner.fromSeed(ShownLog.ORIGIN, TestKeys.key(1));
        clock.advance(LATE.plusSeconds(1));
        alarm(look(), Kind.STALL, "expected a checkpoint of " + ShownLog.ORIGIN + " by a pinned key");
        log.signer = ShownLog.KEY;
        anvil.close();
        clock.advance(LATE.plusSeconds(1));
        alarm(look(), Kind.STALL, "no good answer since ");
    }

    @Test
    void isOfOneLogAndRefusesADamagedState() throws Exception {
        log.size = 3;
        look();
        TrustFile other = new TrustFile("another.example", List.of(ShownLog.KEY.verifier()), identity, Set.of());
        assertThatThrownBy(() -> new Watch(other, Map.of(), null, directory, 0, LATE, clock))
                .hasMessage("watch: expected the log another.example, found " + ShownLog.ORIGIN);
        Path state = directory.resolve("watch.json");
        String text = Files.readString(state);
        for (String damaged : List.of("", text.replace("\"1\"", "\"2\""), text.replace("\"block\"", "\"blocks\""))) {
            Files.writeString(state, damaged);
            assertThatThrownBy(this::look).isInstanceOf(IOException.class).hasMessageStartingWith("watch: expected");
        }
    }

    private static ChainIdentity provision(Anvil chain, EthereumNode reached) throws Exception {
        chain.fund(PUBLISHER.address());
        return new LogProvisioning(reached, PUBLISHER, LogRules.publisherAlone(), TIMEOUT)
                .deployAndCreate(new byte[32]);
    }

    private Submitter submitter(EthereumNode reached, TestTree grown) {
        return new Submitter(
                new EthereumChain(reached, identity, PUBLISHER),
                identity,
                new InMemoryAnchorOutbox(),
                grown,
                SubmitterSettings.development(),
                clock);
    }

    private void anchor(Submitter by, long... sizes) {
        for (long size : sizes) {
            by.offer(size, tree.root(size));
            Submission last = by.tick();
            for (int i = 0; i < 20 && !(last instanceof Submission.Anchored); i++) {
                last = by.tick();
            }
            assertThat(last).isInstanceOf(Submission.Anchored.class);
        }
    }

    private Watch.Look look() throws IOException {
        return look(Map.of("node", anvil));
    }

    /** As after a restart: all that it knows is on disk. */
    private Watch.Look look(Map<String, Anvil> nodes) throws IOException {
        Map<String, LogFollower> followers = new LinkedHashMap<>();
        nodes.forEach((name, chain) -> followers.put(name, EthereumLogFollower.open(chain.uri(), identity)));
        try {
            TrustFile trust = new TrustFile(
                    ShownLog.ORIGIN, List.of(ShownLog.KEY.verifier()), identity, Set.of(TrustFile.Evidence.RPC));
            return new Watch(trust, followers, Map.entry("server", log), directory, 0, LATE, clock).look();
        } finally {
            followers.values().forEach(LogFollower::close);
        }
    }

    private static List<Kind> kinds(Watch.Look seen) {
        return seen.alarms().stream().map(Alarm::kind).toList();
    }

    private static void alarm(Watch.Look seen, Kind kind, String text) {
        assertThat(seen.alarms()).as(seen.summary()).singleElement().satisfies(alarm -> {
            assertThat(alarm.kind()).isEqualTo(kind);
            assertThat(alarm.text()).contains(text);
        });
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("alarm-"))
                    .toList();
        }
    }

    private void clear() throws IOException {
        for (Path file : kept()) {
            Files.delete(file);
        }
    }
}
