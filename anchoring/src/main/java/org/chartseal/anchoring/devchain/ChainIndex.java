package org.chartseal.anchoring.devchain;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.devchain.evm.BlockContext;
import org.chartseal.anchoring.devchain.evm.LogEntry;
import org.chartseal.anchoring.devchain.evm.Word;
import org.jspecify.annotations.Nullable;

/** All blocks in memory, found by height, hash, transaction and log topic. Blocks stay encoded till asked for. */
final class ChainIndex {
    /** Where a transaction is. */
    record Location(Block block, int index) {}

    /**
     * A log and where it is.
     *
     * @param logIndex among the block's logs
     */
    record FoundLog(Block block, int transactionIndex, int logIndex, LogEntry log) {}

    private final List<byte[]> blocks = new ArrayList<>();
    private final Map<ByteBuffer, Integer> byHash = new HashMap<>();
    private final Map<ByteBuffer, Integer> byTransaction = new HashMap<>();
    private final Map<BigInteger, List<Integer>> byTopic = new HashMap<>();
    private @Nullable BlockHeader head;

    void add(Block block) {
        int number = blocks.size();
        blocks.add(block.encode());
        byHash.put(ByteBuffer.wrap(block.header().hash()), number);
        for (byte[] transaction : block.transactions()) {
            byTransaction.put(ByteBuffer.wrap(org.chartseal.anchoring.devchain.evm.Keccak.hash(transaction)), number);
        }
        for (Receipt receipt : block.receipts()) {
            for (LogEntry log : receipt.logs()) {
                for (BigInteger topic : log.topics()) {
                    byTopic.computeIfAbsent(topic, none -> new ArrayList<>()).add(number);
                }
            }
        }
        head = block.header();
    }

    BlockHeader head() {
        return Objects.requireNonNull(head, "a chain has a genesis block");
    }

    @Nullable
    Block block(long number) {
        return number < 0 || number >= blocks.size() ? null : Block.decode(blocks.get((int) number));
    }

    @Nullable
    Block block(byte[] hash) {
        Integer number = byHash.get(ByteBuffer.wrap(hash));
        return number == null ? null : block(number);
    }

    @Nullable
    Location transaction(byte[] hash) {
        Integer number = byTransaction.get(ByteBuffer.wrap(hash));
        return number == null ? null : new Location(Objects.requireNonNull(block(number)), 0);
    }

    /** What the code of the block after the head may ask. */
    BlockContext contextAfterHead(Genesis genesis, long timestamp) {
        BlockHeader parent = head();
        return new BlockContext(
                genesis.chainId(),
                parent.number() + 1,
                timestamp,
                parent.gasLimit(),
                parent.nextBaseFee(),
                Address.ZERO,
                BigInteger.ZERO,
                number -> Word.of(Objects.requireNonNull(block(number)).header().hash()));
    }

    List<FoundLog> logs(LogFilter filter) {
        List<FoundLog> found = new ArrayList<>();
        for (int number : candidates(filter)) {
            Block block = number < filter.fromBlock() || number > filter.toBlock() ? null : block(number);
            if (block == null) {
                continue;
            }
            int logIndex = 0;
            for (int i = 0; i < block.receipts().size(); i++) {
                for (LogEntry log : block.receipts().get(i).logs()) {
                    if (filter.matches(log)) {
                        found.add(new FoundLog(block, i, logIndex, log));
                    }
                    logIndex++;
                }
            }
        }
        return found;
    }

    /** Heights, ascending, of all blocks that may match: those of the rarest wanted topic. */
    private Iterable<Integer> candidates(LogFilter filter) {
        Set<Integer> fewest = null;
        for (Set<BigInteger> wanted : filter.topics()) {
            if (!wanted.isEmpty()) {
                Set<Integer> numbers = new TreeSet<>();
                int total = 0;
                for (BigInteger topic : wanted) {
                    total += byTopic.getOrDefault(topic, List.of()).size();
                }
                if (fewest != null && total >= fewest.size()) {
                    continue;
                }
                wanted.forEach(topic -> numbers.addAll(byTopic.getOrDefault(topic, List.of())));
                fewest = numbers;
            }
        }
        if (fewest != null) {
            return fewest;
        }
        List<Integer> all = new ArrayList<>();
        long to = Math.min(filter.toBlock(), blocks.size() - 1L);
        for (long number = Math.max(0, filter.fromBlock()); number <= to; number++) {
            all.add((int) number);
        }
        return all;
    }
}
