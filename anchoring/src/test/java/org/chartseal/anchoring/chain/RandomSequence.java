package org.chartseal.anchoring.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.chartseal.anchoring.chain.FaultyChain.Fault;
import org.chartseal.anchoring.chain.Submission.Incident;
import org.chartseal.anchoring.chain.Submission.Kind;

/** One random sequence of steps and faults on one log behind two endpoints. */
final class RandomSequence implements AutoCloseable {
    /** Blocks of the contract and the log. */
    private static final int PROVISIONED = 2;

    private static final int MOST_FOREIGN = 3;

    private interface Act {
        /** Whether it could be done now. */
        boolean done() throws Exception;
    }

    private final AnvilLog log;
    private final Anvil stranger;
    private final Random random;
    private final Map<String, Integer> met;
    private final Map<String, Act> faults = new LinkedHashMap<>();
    private final List<String> history = new ArrayList<>();
    private final RpcProxy[] proxies = new RpcProxy[2];
    private final Endpoints endpoints;
    private final FaultyChain chain;
    private final SubmitterSettings settings;
    private final int confirming;
    private Submitter submitter;
    private long offered;
    private long lastForeignBlock;
    private int foreign;

    /** Names of all faults. */
    static final Set<String> KINDS = Set.of(
            "stop",
            "signer down",
            "nothing sent",
            "reply lost",
            "dropped from the pool",
            "base fee risen",
            "fee stuck",
            "blocks held back",
            "shallow reorganisation",
            "anchor lost: incident",
            "foreign nonce",
            "foreign head: incident",
            "one endpoint down",
            "all endpoints down",
            "replaced chain: incident",
            "lying endpoint: incident",
            "lagging endpoint");

    RandomSequence(AnvilLog log, Anvil stranger, Random random, Map<String, Integer> met) throws Exception {
        this.log = log;
        this.stranger = stranger;
        this.random = random;
        this.met = met;
        this.confirming = 1 + random.nextInt(2);
        this.settings = AnvilLog.settings(random.nextInt(4));
        proxies[0] = new RpcProxy(log.anvil().uri());
        proxies[1] = new RpcProxy(log.anvil().uri());
        this.endpoints = AnvilLog.endpoints(proxies[0].uri(), proxies[1].uri());
        this.chain = new FaultyChain(new EthereumChain(endpoints.node(), log.identity, AnvilLog.SIGNER));
        restart();
        faults.put("stop", this::restart);
        faults.put("signer down", () -> fault(Fault.SIGNER_DOWN));
        faults.put("nothing sent", () -> fault(Fault.NOTHING_SENT));
        faults.put("reply lost", () -> fault(Fault.REPLY_LOST));
        faults.put("dropped from the pool", this::drop);
        faults.put("base fee risen", this::baseFee);
        faults.put("fee stuck", this::stuck);
        faults.put("blocks held back", () -> mining(false));
        faults.put("shallow reorganisation", this::shallow);
        faults.put("anchor lost: incident", this::lost);
        faults.put("foreign nonce", this::foreignNonce);
        faults.put("foreign head: incident", this::foreignHead);
        faults.put("one endpoint down", () -> down(1));
        faults.put("all endpoints down", () -> down(2));
        faults.put("replaced chain: incident", this::replaced);
        faults.put("lying endpoint: incident", this::lie);
        faults.put("lagging endpoint", this::lag);
    }

    /** Largest tree that was offered. */
    long offered() {
        return offered;
    }

    /** Takes as many steps; a complaint if an incident came without a reason, or did not come. */
    Optional<String> run(int steps) throws Exception {
        List<String> names = List.copyOf(faults.keySet());
        try {
            for (int i = 0; i < steps; i++) {
                String name = names.get(random.nextInt(names.size()));
                history.add(name);
                if (faults.get(name).done()) {
                    met.merge(name, 1, Integer::sum);
                }
                progress();
            }
        } catch (AssertionError unexpected) {
            return Optional.of(unexpected.getMessage() + " after " + history);
        }
        return Optional.empty();
    }

    private void progress() throws Exception {
        if (random.nextInt(3) == 0) {
            mining(true);
        }
        if (random.nextInt(2) == 0) {
            offered += 1 + random.nextInt(5);
            submitter.offer(offered, log.tree.root(offered));
        }
        for (int tick = random.nextInt(4); tick >= 0; tick--) {
            quiet(submitter.tick());
            if (random.nextBoolean()) {
                log.anvil().mine(1 + random.nextInt(2));
            }
        }
    }

    private static void quiet(Submission now) {
        if (now instanceof Incident incident) {
            throw new AssertionError("expected no incident, found " + incident);
        }
    }

    private void expect(Kind kind) throws Exception {
        Submission now = submitter.tick();
        if (!(now instanceof Incident incident) || incident.kind() != kind) {
            throw new AssertionError("expected " + kind + ", found " + now);
        }
    }

    private boolean restart() {
        submitter = new Submitter(
                chain,
                log.identity,
                log.outbox,
                log.tree,
                settings,
                endpoints.quorum(confirming, log.identity, settings),
                log.clock);
        if (offered > 0) {
            submitter.offer(offered, log.tree.root(offered));
        }
        return true;
    }

    /** The fault, and at random a stop right after it. */
    private boolean fault(Fault fault) {
        chain.fault = fault;
        offered++;
        submitter.offer(offered, log.tree.root(offered));
        quiet(submitter.tick());
        boolean struck = chain.fault == Fault.NONE;
        chain.fault = Fault.NONE;
        return (random.nextBoolean() || restart()) && struck;
    }

    private Optional<Attempt> newestAttempt() {
        return log.outbox.inFlight().flatMap(pending -> log.outbox.attempts(pending.sequence()).stream()
                .reduce((first, second) -> second));
    }

    private boolean drop() throws Exception {
        Optional<Attempt> attempt = newestAttempt();
        return attempt.isPresent()
                && !log.anvil()
                        .rpc("anvil_dropTransaction", "\"" + attempt.get().transactionHash() + "\"")
                        .isNull();
    }

    private boolean baseFee() throws Exception {
        log.baseFee(random.nextBoolean() ? 30 : 100);
        return true;
    }

    private boolean stuck() {
        log.clock.advance(AnvilLog.STUCK);
        return newestAttempt().isPresent();
    }

    private boolean mining(boolean automatic) throws Exception {
        log.mining(automatic);
        return true;
    }

    /** No deeper than what is final. */
    private boolean shallow() throws Exception {
        long depth = settings.confirmations() == 0 ? 0 : 1 + random.nextInt((int) settings.confirmations());
        if (depth == 0 || log.chain.blockNumber() - depth < PROVISIONED) {
            return false;
        }
        log.anvil().rpc("anvil_reorg", Long.toString(depth), "[]");
        return true;
    }

    /** Deeper: the newest final anchor is gone. Its own bytes bring it back, where they are next by their nonce. */
    private boolean lost() throws Exception {
        Optional<Anchor> newest = log.outbox.newest().map(AnchorOutbox.Finished::anchor);
        if (newest.isEmpty() || newest.get().blockNumber() <= lastForeignBlock) {
            return false;
        }
        long depth = log.chain.blockNumber() - newest.get().blockNumber() + 1;
        log.mining(false);
        log.anvil().rpc("anvil_reorg", Long.toString(depth), "[]");
        if (log.chain.logHead().sequence() >= newest.get().sequence()) {
            return false;
        }
        expect(Kind.LOST_ANCHOR);
        expect(Kind.LOST_ANCHOR);
        log.mining(true);
        log.baseFee(1);
        submitter.resendLost();
        log.anvil().mine(1);
        log.awaitHead(newest.get().sequence());
        log.anvil().mine((int) settings.confirmations());
        return true;
    }

    private boolean poolIsEmpty() throws Exception {
        return log.anvil().rpc("txpool_status").toString().replace("0x0", "").matches("[^x]*");
    }

    private boolean foreignNonce() throws Exception {
        if (foreign == MOST_FOREIGN || !poolIsEmpty()) {
            return false;
        }
        foreign++;
        log.mining(true);
        log.foreign(AnvilLog.SIGNER.address(), "0x");
        lastForeignBlock = log.chain.blockNumber();
        return true;
    }

    /** Somebody else appends with the publisher's key; the test then undoes it, which nobody could. */
    private boolean foreignHead() throws Exception {
        Optional<PendingAnchor> newest = log.outbox.newest().map(AnchorOutbox.Finished::pending);
        long next = newest.map(PendingAnchor::sequence).orElse(0L) + 1;
        if (!poolIsEmpty() || log.chain.logHead().sequence() != next - 1) {
            return false;
        }
        log.mining(true);
        String snapshot = log.anvil().rpc("evm_snapshot").toString();
        long size = offered + 1 + newest.map(PendingAnchor::treeSize).orElse(0L);
        String head = newest.map(pending -> pending.head(log.identity.logId())).orElse(PendingAnchor.NO_HEAD);
        log.foreign(
                log.identity.contract(),
                log.append(newest, new PendingAnchor(next, head, size, log.tree.rootHex(size))));
        expect(Kind.FOREIGN_HEAD);
        expect(Kind.FOREIGN_HEAD);
        log.anvil().rpc("evm_revert", snapshot);
        return true;
    }

    private boolean down(int count) {
        for (int i = 0; i < count; i++) {
            proxies[i].down(true);
        }
        for (int i = 0; i < 3; i++) {
            quiet(submitter.tick());
        }
        for (int i = 0; i < count; i++) {
            proxies[i].down(false);
        }
        return true;
    }

    private boolean replaced() throws Exception {
        proxies[0].node(stranger.uri());
        proxies[1].node(stranger.uri());
        expect(Kind.REPLACED_CHAIN);
        proxies[0].node(log.anvil().uri());
        proxies[1].node(log.anvil().uri());
        return true;
    }

    private boolean lie() throws Exception {
        if (confirming == 1) {
            return false;
        }
        String other = "ab".repeat(32);
        String settled = log.chain
                .blockHash(Math.max(0, log.chain.blockNumber() - settings.confirmations()))
                .orElseThrow();
        RpcProxy liar = proxies[random.nextInt(2)];
        liar.lie(
                switch (random.nextInt(4)) {
                    case 0 -> Lies.replacing(Map.of(log.identity.genesisHash(), other));
                    case 1 -> Lies.replacing(Map.of(settled, other));
                    case 2 -> Lies.otherCode();
                    default ->
                        Lies.replacing(Map.of(log.chain.logHead().rulesHash().substring(2), other));
                });
        expect(Kind.ENDPOINTS_DISAGREE);
        liar.lie(RpcProxy.Lie.NONE);
        return true;
    }

    private boolean lag() throws Exception {
        if (confirming == 1) {
            return false;
        }
        proxies[1].lie(Lies.lagging(log));
        for (int i = 0; i < 3; i++) {
            log.anvil().mine(1);
            quiet(submitter.tick());
        }
        proxies[1].lie(RpcProxy.Lie.NONE);
        return true;
    }

    @Override
    public void close() {
        endpoints.close();
        proxies[0].close();
        proxies[1].close();
    }
}
