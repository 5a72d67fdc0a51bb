package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.web3j.crypto.Hash;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.Log;

/** Reads one log's anchors from a node, and believes the node: what it says is to be checked by the caller. */
public final class EthereumAnchorReader implements AnchorReader, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int WORD = 64;

    private final EthereumNode node;
    private final String contract;
    private final String logId;

    /**
     * A reader of one log.
     *
     * @param contract 0x and 40 lower-case hex digits
     * @param logId 0x and 64 lower-case hex digits
     */
    public EthereumAnchorReader(EthereumNode node, String contract, String logId) {
        this.node = node;
        this.contract = contract;
        this.logId = logId;
    }

    /**
     * Reads the log that {@code expected} names through a node by HTTP. Whether the chain, the genesis and the code are
     * those of {@code expected} is for the caller to compare with {@link #identity}.
     */
    public static EthereumAnchorReader open(URI rpc, ChainIdentity expected) {
        return new EthereumAnchorReader(EthereumNode.http(rpc, TIMEOUT), expected.contract(), expected.logId());
    }

    @Override
    public void close() {
        node.close();
    }

    @Override
    public ChainIdentity identity() throws IOException {
        return Untrusted.read(() -> {
            String genesis = node.block(0)
                    .map(block -> EthereumNode.lower(block.getHash()))
                    .orElseThrow(() -> new IOException("block 0: expected one, found none"));
            return new ChainIdentity(
                    node.chainId(), genesis, contract, EthereumNode.lower(Hash.sha3(node.code(contract))), logId);
        });
    }

    @Override
    public Optional<Anchor> head() throws IOException {
        return Untrusted.read(() -> {
            long sequence = logHead().sequence();
            if (sequence == 0) {
                return Optional.empty();
            }
            return Optional.of(anchor(sequence).orElseThrow(() -> missing(sequence)));
        });
    }

    @Override
    public Optional<Anchor> anchor(long sequence) throws IOException {
        return Untrusted.read(() -> {
            Optional<Log> found = event(sequence);
            return found.isEmpty() ? Optional.empty() : Optional.of(withBlock(sequence, found.get()));
        });
    }

    @Override
    public Optional<Anchor> firstCovering(long treeSize) throws IOException {
        return Untrusted.read(() -> {
            LogHead head = logHead();
            if (head.sequence() == 0 || head.treeSize() < treeSize) {
                return Optional.empty();
            }
            long low = 0;
            long high = head.sequence();
            while (low + 1 < high) {
                long middle = (low + high) >>> 1;
                Log log = event(middle).orElseThrow(() -> missing(middle));
                if (treeSize(log) >= treeSize) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            return anchor(high);
        });
    }

    /**
     * What the contract says of the log.
     *
     * @throws NodeRefusal if the contract does not know it
     */
    LogHead logHead() throws IOException {
        return Untrusted.read(() -> logHead(node.call(contract, AnchorContract.headOf(logId))));
    }

    /**
     * What the contract said of the log at the end of a block.
     *
     * @throws NodeRefusal if the contract does not know it, or the node no longer knows that block's state
     */
    LogHead logHeadAt(long blockNumber) throws IOException {
        return Untrusted.read(() -> logHead(node.callAt(contract, AnchorContract.headOf(logId), blockNumber)));
    }

    private static LogHead logHead(String data) throws IOException {
        if (data.length() != 2 + 5 * WORD) {
            throw new IOException("headOf: expected 5 words, found " + data);
        }
        return new LogHead(
                "0x" + word(data, 0).substring(24),
                number(word(data, 1)),
                number(word(data, 2)),
                "0x" + word(data, 3),
                "0x" + word(data, 4));
    }

    private Optional<Log> event(long sequence) throws IOException {
        if (sequence < 1) {
            return Optional.empty();
        }
        List<Log> logs = node.logs(contract, AnchorContract.ANCHORED, logId, AnchorContract.topic(sequence));
        if (logs.size() > 1) {
            throw new IOException("anchor " + sequence + ": expected one event, found " + logs.size());
        }
        return logs.stream().findFirst();
    }

    private Anchor withBlock(long sequence, Log log) throws IOException {
        long number = log.getBlockNumber().longValueExact();
        EthBlock.Block block =
                node.block(number).orElseThrow(() -> new IOException("block " + number + ": expected one, found none"));
        if (!block.getHash().equalsIgnoreCase(log.getBlockHash())) {
            throw new IOException("block " + number + ": expected " + log.getBlockHash() + " as the event says, found "
                    + block.getHash());
        }
        return new Anchor(
                sequence,
                treeSize(log),
                word(log.getData(), 1),
                number,
                EthereumNode.lower(log.getBlockHash()),
                block.getTimestamp().longValueExact(),
                EthereumNode.lower(log.getTransactionHash()));
    }

    private static long treeSize(Log log) throws IOException {
        if (log.getData().length() != 2 + 3 * WORD) {
            throw new IOException("event: expected 3 words of data, found " + log.getData());
        }
        return number(word(log.getData(), 0));
    }

    private static IOException missing(long sequence) {
        return new IOException("anchor " + sequence + ": expected its event, found none");
    }

    private static String word(String data, int index) {
        return EthereumNode.lower(data.substring(2 + WORD * index, 2 + WORD * (index + 1)));
    }

    private static long number(String word) throws IOException {
        BigInteger value = new BigInteger(word, 16);
        if (value.bitLength() > 63) {
            throw new IOException("node: expected a number below 2^63, found " + value);
        }
        return value.longValue();
    }
}
