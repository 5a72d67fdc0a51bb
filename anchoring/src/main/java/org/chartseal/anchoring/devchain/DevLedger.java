package org.chartseal.anchoring.devchain;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.devchain.evm.Call;
import org.chartseal.anchoring.devchain.evm.Outcome;
import org.chartseal.anchoring.devchain.evm.TransactionProcessor;
import org.chartseal.anchoring.devchain.evm.WorldState;

/**
 * A chain of one process that seals each transaction into a block of its own at once. A block is on the disk before
 * anybody can see it; at start the blocks after the newest good snapshot are executed again and must come out with the
 * hashes they had, and those before it must be chained to it by their hashes. Safe for use by several threads.
 */
public final class DevLedger implements Closeable {
    /** Blocks from one snapshot to the next. */
    private static final int SNAPSHOT_INTERVAL = 10_000;

    private final Path path;
    private final LedgerFile file;
    private final Genesis genesis;
    private final Clock clock;
    private final int snapshotInterval;
    private final WorldState state;
    private final ChainIndex chain;

    private DevLedger(
            Path path,
            LedgerFile file,
            Genesis genesis,
            Clock clock,
            int snapshotInterval,
            WorldState state,
            ChainIndex chain) {
        this.path = path;
        this.file = file;
        this.genesis = genesis;
        this.clock = clock;
        this.snapshotInterval = snapshotInterval;
        this.state = state;
        this.chain = chain;
    }

    /**
     * Opens a ledger, or begins one where the file is missing or its first record was never finished.
     *
     * @param beginning asked only for a new ledger
     * @throws LedgerCorrupt if anything but a torn tail is wrong with the file
     * @throws IOException if the file cannot be used
     */
    public static DevLedger open(Path path, Supplier<Genesis> beginning, Clock clock) throws IOException {
        return open(path, beginning, clock, SNAPSHOT_INTERVAL);
    }

    /**
     * The same with another interval of snapshots.
     *
     * @param snapshotInterval blocks from one snapshot to the next
     */
    static DevLedger open(Path path, Supplier<Genesis> beginning, Clock clock, int snapshotInterval)
            throws IOException {
        LedgerFile file = LedgerFile.open(path);
        try {
            List<byte[]> records = file.recover();
            if (records.isEmpty()) {
                Genesis genesis = beginning.get();
                file.append(genesis.encode());
                records = List.of(genesis.encode());
            }
            Replay replay = new Replay(path, records);
            return new DevLedger(path, file, replay.genesis(), clock, snapshotInterval, replay.run(), replay.chain());
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
            Block block = new BlockBuilder(genesis, state, chain).build(transaction, parent, timestamp);
            file.append(block.encode());
            sealed = true;
            state.commit();
            chain.add(block);
        } finally {
            if (!sealed) {
                state.revert(checkpoint);
            }
        }
        snapshot();
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

    /** A ledger without a snapshot is as good, only slower to open: so a failure is no reason to refuse a block. */
    private void snapshot() {
        if (chain.head().number() % snapshotInterval != 0) {
            return;
        }
        try {
            LedgerSnapshot.write(LedgerSnapshot.beside(path), chain.head(), state);
        } catch (IOException e) {
            System.getLogger(DevLedger.class.getName())
                    .log(System.Logger.Level.WARNING, "ledger " + path + ": no snapshot could be written", e);
        }
    }
}
