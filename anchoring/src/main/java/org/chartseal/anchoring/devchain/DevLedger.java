package org.chartseal.anchoring.devchain;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.devchain.evm.Call;
import org.chartseal.anchoring.devchain.evm.Outcome;
import org.chartseal.anchoring.devchain.evm.TransactionProcessor;
import org.chartseal.anchoring.devchain.evm.WorldState;

/**
 * A chain of one process that seals each transaction into a block of its own at once. A block is on the disk before
 * anybody can see it; at start all blocks are executed again and must come out with the hashes they had. Safe for use
 * by several threads.
 */
public final class DevLedger implements Closeable {
    private final LedgerFile file;
    private final Genesis genesis;
    private final Clock clock;
    private final WorldState state;
    private final ChainIndex chain = new ChainIndex();

    private DevLedger(LedgerFile file, Genesis genesis, Clock clock) {
        this.file = file;
        this.genesis = genesis;
        this.clock = clock;
        this.state = genesis.state();
        chain.add(genesis.block());
    }

    /**
     * Opens a ledger, or begins one where the file is missing or its first record was never finished.
     *
     * @param beginning asked only for a new ledger
     * @throws LedgerCorrupt if anything but a torn tail is wrong with the file
     * @throws IOException if the file cannot be used
     */
    public static DevLedger open(Path path, Supplier<Genesis> beginning, Clock clock) throws IOException {
        LedgerFile file = LedgerFile.open(path);
        try {
            List<byte[]> records = file.recover();
            if (records.isEmpty()) {
                Genesis genesis = beginning.get();
                file.append(genesis.encode());
                return new DevLedger(file, genesis, clock);
            }
            DevLedger ledger = new DevLedger(file, decodeGenesis(path, records.get(0)), clock);
            for (byte[] record : records.subList(1, records.size())) {
                ledger.replay(path, record);
            }
            return ledger;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** What this ledger started from. */
    public Genesis genesis() {
        return genesis;
    }

    /** The newest block's header. */
    public synchronized BlockHeader head() {
        return chain.head();
    }

    /**
     * Checks that a block somebody remembers is still there.
     *
     * @param blockHash 0x and 64 lower-case hex digits
     * @throws LedgerCorrupt if the ledger lacks the block or has another at its height
     */
    public synchronized void requireHead(long blockNumber, String blockHash) throws LedgerCorrupt {
        Block block = chain.block(blockNumber);
        String found = block == null
                ? "none; the newest is " + chain.head().number()
                : block.header().hashHex();
        if (!found.equals(blockHash)) {
            throw new LedgerCorrupt("ledger block " + blockNumber + ": expected " + blockHash + ", found " + found);
        }
    }

    /**
     * Seals a signed transaction into a new block.
     *
     * @return its hash, 32 bytes
     * @throws InvalidTransaction if no block may hold it; nothing has changed then
     * @throws IOException if the block could not be written; nothing has changed in memory then, and every later
     *     transaction is refused
     */
    synchronized byte[] submit(byte[] raw) throws InvalidTransaction, IOException {
        SignedTransaction transaction = SignedTransaction.decode(raw, genesis.chainId());
        if (chain.transaction(transaction.hash()) != null) {
            throw new InvalidTransaction("already known");
        }
        BlockHeader parent = chain.head();
        long timestamp = Math.max(parent.timestamp() + 1, clock.instant().getEpochSecond());
        int checkpoint = state.checkpoint();
        boolean sealed = false;
        try {
            Block block = execute(transaction, parent, timestamp);
            file.append(block.encode());
            sealed = true;
            state.commit();
            chain.add(block);
        } finally {
            if (!sealed) {
                state.revert(checkpoint);
            }
        }
        return transaction.hash();
    }

    /** Runs a call on the newest state, in a block that would come next, and forgets its effects. */
    synchronized Outcome simulate(Call call) {
        int checkpoint = state.checkpoint();
        try {
            BlockHeader parent = chain.head();
            long timestamp = Math.max(parent.timestamp() + 1, clock.instant().getEpochSecond());
            return new TransactionProcessor(state, chain.contextAfterHead(genesis, timestamp)).apply(call);
        } finally {
            state.revert(checkpoint);
        }
    }

    synchronized ChainIndex.@org.jspecify.annotations.Nullable Location transaction(byte[] hash) {
        return chain.transaction(hash);
    }

    synchronized @org.jspecify.annotations.Nullable Block block(long number) {
        return chain.block(number);
    }

    synchronized @org.jspecify.annotations.Nullable Block block(byte[] hash) {
        return chain.block(hash);
    }

    synchronized List<ChainIndex.FoundLog> logs(LogFilter filter) {
        return chain.logs(filter);
    }

    synchronized long nonce(Address address) {
        return state.nonce(address);
    }

    synchronized BigInteger balance(Address address) {
        return state.balance(address);
    }

    synchronized byte[] code(Address address) {
        return state.code(address).clone();
    }

    synchronized BigInteger storage(Address address, BigInteger slot) {
        return state.storage(address, slot);
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    private Block execute(SignedTransaction transaction, BlockHeader parent, long timestamp) throws InvalidTransaction {
        return new BlockBuilder(genesis, state, chain).build(transaction, parent, timestamp);
    }

    private void replay(Path path, byte[] record) throws LedgerCorrupt {
        long number = chain.head().number() + 1;
        try {
            Block stored = Block.decode(record);
            if (stored.transactions().size() != 1) {
                throw new IllegalArgumentException("expected one transaction, found "
                        + stored.transactions().size());
            }
            SignedTransaction transaction =
                    SignedTransaction.decode(stored.transactions().get(0), genesis.chainId());
            Block again = execute(transaction, chain.head(), stored.header().timestamp());
            if (!Arrays.equals(again.encode(), record)) {
                throw new IllegalArgumentException(
                        "expected hash " + stored.header().hashHex() + ", found "
                                + again.header().hashHex() + " when executed again");
            }
            state.commit();
            chain.add(again);
        } catch (InvalidTransaction | RuntimeException e) {
            throw new LedgerCorrupt(path + " block " + number + ": " + e.getMessage(), e);
        }
    }

    private static Genesis decodeGenesis(Path path, byte[] record) throws LedgerCorrupt {
        try {
            return Genesis.decode(record);
        } catch (RuntimeException e) {
            throw new LedgerCorrupt(path + " genesis: " + e.getMessage(), e);
        }
    }
}
