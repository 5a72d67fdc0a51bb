package org.chartseal.anchoring.devchain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.chartseal.anchoring.devchain.evm.WorldState;
import org.jspecify.annotations.Nullable;

/**
 * Makes chain and state from a ledger's records. Blocks up to a good snapshot are checked as far as that goes without
 * executing them; all others are executed again.
 */
final class Replay {
    private final Path path;
    private final List<byte[]> records;
    private final Genesis genesis;
    private final ChainIndex chain = new ChainIndex();
    private int executed;

    /**
     * @param records the genesis and the blocks; at least the genesis
     * @throws LedgerCorrupt if the first is no genesis
     */
    Replay(Path path, List<byte[]> records) throws LedgerCorrupt {
        this.path = path;
        this.records = records;
        try {
            this.genesis = Genesis.decode(records.get(0));
        } catch (RuntimeException e) {
            throw new LedgerCorrupt(path + " genesis: " + e.getMessage(), e);
        }
    }

    Genesis genesis() {
        return genesis;
    }

    /** All blocks, once they were run. */
    ChainIndex chain() {
        return chain;
    }

    /** How many blocks had to be executed again. */
    int executed() {
        return executed;
    }

    /**
     * The state after the last block.
     *
     * @throws LedgerCorrupt if a block is not what comes of the blocks before it
     */
    WorldState run() throws IOException {
        chain.add(genesis.block());
        LedgerSnapshot snapshot = snapshot();
        int next = 1;
        while (snapshot != null && next <= snapshot.number()) {
            link(records.get(next++));
        }
        WorldState state = snapshot == null ? genesis.state() : snapshot.state();
        while (next < records.size()) {
            execute(state, records.get(next++));
        }
        return state;
    }

    /** The snapshot beside the ledger if it is of one of its blocks: anything else is as good as none. */
    private @Nullable LedgerSnapshot snapshot() throws IOException {
        LedgerSnapshot snapshot = LedgerSnapshot.read(LedgerSnapshot.beside(path));
        if (snapshot == null || snapshot.number() < 1 || snapshot.number() >= records.size()) {
            return null;
        }
        try {
            Block block = Block.decode(records.get((int) snapshot.number()));
            return snapshot.isOf(block.header()) ? snapshot : null;
        } catch (RuntimeException e) {
            // The block is damaged: executing up to it will say so.
            return null;
        }
    }

    private void link(byte[] record) throws LedgerCorrupt {
        BlockHeader parent = chain.head();
        long number = parent.number() + 1;
        try {
            Block block = decode(record);
            BlockHeader header = block.header();
            byte[] receipts = MerklePatriciaTrie.listRoot(
                    block.receipts().stream().map(Receipt::encode).toList());
            require(header.number() == number, "number");
            require(Arrays.equals(header.parentHash(), parent.hash()), "parent hash");
            require(
                    Arrays.equals(header.transactionsRoot(), MerklePatriciaTrie.listRoot(block.transactions())),
                    "transactions root");
            require(Arrays.equals(header.receiptsRoot(), receipts), "receipts root");
            require(Arrays.equals(block.encode(), record), "encoding");
            chain.add(block);
        } catch (RuntimeException e) {
            throw new LedgerCorrupt(path + " block " + number + ": " + e.getMessage(), e);
        }
    }

    private void execute(WorldState state, byte[] record) throws LedgerCorrupt {
        long number = chain.head().number() + 1;
        try {
            Block stored = decode(record);
            SignedTransaction transaction =
                    SignedTransaction.decode(stored.transactions().get(0), genesis.chainId());
            Block again = new BlockBuilder(genesis, state, chain)
                    .build(transaction, chain.head(), stored.header().timestamp());
            if (!Arrays.equals(again.encode(), record)) {
                throw new IllegalArgumentException(
                        "expected hash " + stored.header().hashHex() + ", found "
                                + again.header().hashHex() + " when executed again");
            }
            state.commit();
            chain.add(again);
            executed++;
        } catch (InvalidTransaction | RuntimeException e) {
            throw new LedgerCorrupt(path + " block " + number + ": " + e.getMessage(), e);
        }
    }

    private static Block decode(byte[] record) {
        Block block = Block.decode(record);
        if (block.transactions().size() != 1) {
            throw new IllegalArgumentException(
                    "expected one transaction, found " + block.transactions().size());
        }
        return block;
    }

    private static void require(boolean right, String what) {
        if (!right) {
            throw new IllegalArgumentException("expected the " + what + " of the chain's next block, found another");
        }
    }
}
