package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.web3j.crypto.Hash;
import org.web3j.protocol.core.methods.response.Log;

/** Follows one log through web3j. */
public final class EthereumLogFollower implements LogFollower {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String PROPOSED =
            Hash.sha3String("ChangeProposed(bytes32,uint64,uint64,address,uint8,address[])");
    private static final String CLOSING_PROPOSED =
            Hash.sha3String("ClosingProposed(bytes32,uint64,uint64,uint64,bytes32,bytes32)");
    private static final String CLOSED = Hash.sha3String("Closed(bytes32,uint64,bytes32,uint64,bytes32)");
    private static final String WITHDRAWN = Hash.sha3String("Withdrawn(bytes32,uint64)");
    private static final List<String> EVENTS = List.of(
            RulesEvents.CREATED,
            AnchorContract.ANCHORED,
            PROPOSED,
            RulesEvents.CHANGED,
            CLOSING_PROPOSED,
            CLOSED,
            WITHDRAWN);

    private final EthereumNode node;
    private final ChainIdentity expected;
    private final EthereumAnchorReader reader;

    /** A follower of the log that {@code expected} names, whatever chain the node serves. */
    public EthereumLogFollower(EthereumNode node, ChainIdentity expected) {
        this.node = node;
        this.expected = expected;
        this.reader = new EthereumAnchorReader(node, expected.contract(), expected.logId());
    }

    /** A follower through a node by HTTP. */
    public static EthereumLogFollower open(URI rpc, ChainIdentity expected) {
        return new EthereumLogFollower(EthereumNode.http(rpc, TIMEOUT), expected);
    }

    @Override
    public ChainIdentity identity() throws IOException {
        return reader.identity();
    }

    @Override
    public LogHead head() throws IOException {
        return reader.logHead();
    }

    @Override
    public ChainTip tip() throws IOException {
        return Untrusted.read(() -> node.tip());
    }

    @Override
    public Optional<String> blockHash(long number) throws IOException {
        return Untrusted.read(() -> node.block(number).map(block -> EthereumNode.lower(block.getHash())));
    }

    @Override
    public List<LogEvent> events(Optional<PendingAnchor> before, long from, long to) throws IOException {
        return Untrusted.read(() -> {
            List<LogEvent> events = new ArrayList<>();
            String head = before.map(anchor -> anchor.head(expected.logId())).orElse(PendingAnchor.NO_HEAD);
            for (Log log : logs(from, to)) {
                LogEvent event = read(log, head);
                events.add(event);
                if (event instanceof LogEvent.Appended appended) {
                    head = appended.head();
                }
            }
            return events;
        });
    }

    /** Nodes bound how much they look through at once, each in its own way: what one refuses is asked for in halves. */
    private List<Log> logs(long from, long to) throws IOException {
        if (to < from) {
            return List.of();
        }
        try {
            return node.logs(expected.contract(), from, to, EVENTS, expected.logId());
        } catch (NodeRefusal tooMuch) {
            if (to == from) {
                throw tooMuch;
            }
            long middle = from + (to - from) / 2;
            List<Log> both = new ArrayList<>(logs(from, middle));
            both.addAll(logs(middle + 1, to));
            return both;
        }
    }

    private static LogEvent read(Log log, String head) throws IOException {
        long block = log.getBlockNumber().longValueExact();
        EventWords words = new EventWords(log.getData());
        String kind = EthereumNode.lower(log.getTopics().get(0));
        if (kind.equals(AnchorContract.ANCHORED)) {
            return appended(log, block, words, head);
        }
        if (kind.equals(RulesEvents.CREATED)) {
            return new LogEvent.Announced(
                    block, "created by " + indexedAddress(log) + ": " + text(words.rules(RulesEvents.RULES)));
        }
        long number = new EventWords(log.getTopics().get(2)).number(0);
        return new LogEvent.Announced(block, announcement(kind, number, words, log));
    }

    private static LogEvent.Appended appended(Log log, long block, EventWords words, String head) throws IOException {
        try {
            return new LogEvent.Appended(
                    block,
                    new PendingAnchor(
                            new EventWords(log.getTopics().get(2)).number(0), head, words.number(0), words.word(1)),
                    "0x" + words.word(2));
        } catch (IllegalArgumentException e) {
            throw new IOException("event: expected an anchor, found " + e.getMessage(), e);
        }
    }

    private static String announcement(String kind, long number, EventWords words, Log log) throws IOException {
        if (kind.equals(PROPOSED)) {
            return "change " + number + " proposed, which can be made from " + time(words.number(0)) + ": publisher "
                    + words.address(1) + ", " + members(words.small(2), words.addresses(4));
        }
        if (kind.equals(RulesEvents.CHANGED)) {
            return "change " + number + " made: publisher " + words.address(0) + ", "
                    + text(words.rules(RulesEvents.RULES));
        }
        if (kind.equals(CLOSING_PROPOSED)) {
            return "closing " + number + " proposed, which can be made from " + time(words.number(0)) + ": at "
                    + words.number(1) + " leaves with root " + words.word(2) + ", successor 0x" + words.word(3);
        }
        if (kind.equals(CLOSED)) {
            return "closed by " + number + " at " + words.number(0) + " leaves with root " + words.word(1)
                    + ", successor " + EthereumNode.lower(log.getTopics().get(3));
        }
        if (kind.equals(WITHDRAWN)) {
            return "proposal " + number + " taken back";
        }
        throw new IOException("event: expected one of the contract, found topic " + kind);
    }

    private static String text(LogRules rules) {
        return "epoch " + rules.epoch() + ", " + members(rules.threshold(), rules.members()) + ", delay "
                + rules.delay() + " s";
    }

    private static String members(int threshold, List<String> members) {
        return threshold + " of " + members.size() + " members " + members;
    }

    private static String time(long seconds) throws IOException {
        try {
            return Instant.ofEpochSecond(seconds).toString();
        } catch (java.time.DateTimeException e) {
            throw new IOException("event: expected a time, found " + seconds, e);
        }
    }

    private static String indexedAddress(Log log) throws IOException {
        return new EventWords(log.getTopics().get(2)).address(0);
    }

    @Override
    public void close() {
        node.close();
    }
}
