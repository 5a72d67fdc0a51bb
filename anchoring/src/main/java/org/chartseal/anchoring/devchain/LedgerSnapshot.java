package org.chartseal.anchoring.devchain;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.devchain.evm.Keccak;
import org.chartseal.anchoring.devchain.evm.Rlp;
import org.chartseal.anchoring.devchain.evm.Word;
import org.chartseal.anchoring.devchain.evm.WorldState;
import org.jspecify.annotations.Nullable;

/**
 * The state after one block, beside the ledger's file, so that a start need not execute the blocks before it. It is a
 * convenience only: its state must hash to the state root of a block that the ledger has, or it counts for nothing.
 *
 * @param number of the block
 * @param blockHash of the block, 32 bytes
 */
record LedgerSnapshot(long number, byte[] blockHash, WorldState state) {
    private static final byte[] MAGIC = {'C', 'S', 'D', 'S', 1};

    static Path beside(Path ledger) {
        return ledger.resolveSibling(ledger.getFileName() + ".snapshot");
    }

    /** Replaces the snapshot at a path; whoever reads it sees the old one or the new one, whole. */
    static void write(Path path, BlockHeader header, WorldState state) throws IOException {
        byte[] body =
                Rlp.list(List.of(Rlp.integer(header.number()), Rlp.bytes(header.hash()), Rlp.list(accounts(state))));
        ByteBuffer bytes = ByteBuffer.allocate(MAGIC.length + 32 + body.length)
                .put(MAGIC)
                .put(Keccak.hash(body))
                .put(body)
                .flip();
        Path temporary = path.resolveSibling(path.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        LedgerFile.forceDirectory(path.toAbsolutePath().getParent());
    }

    /** The snapshot at a path, null if there is none or it is not what {@link #write} wrote. */
    static @Nullable LedgerSnapshot read(Path path) throws IOException {
        if (Files.notExists(path)) {
            return null;
        }
        byte[] all = Files.readAllBytes(path);
        int start = MAGIC.length + 32;
        if (all.length < start || !Arrays.equals(Arrays.copyOf(all, MAGIC.length), MAGIC)) {
            return null;
        }
        byte[] body = Arrays.copyOfRange(all, start, all.length);
        if (!Arrays.equals(Arrays.copyOfRange(all, MAGIC.length, start), Keccak.hash(body))) {
            return null;
        }
        try {
            return decode(Rlp.decodeList(body).ofSize(3));
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** Whether this is the state after that very block. */
    boolean isOf(BlockHeader header) {
        return header.number() == number
                && Arrays.equals(header.hash(), blockHash)
                && Arrays.equals(header.stateRoot(), StateRoot.of(state));
    }

    private static List<byte[]> accounts(WorldState state) {
        List<byte[]> accounts = new ArrayList<>();
        state.forEach((address, nonce, balance, codeHash, storage) -> {
            List<byte[]> slots = new ArrayList<>();
            storage.forEach((slot, word) -> slots.add(Rlp.list(List.of(Rlp.integer(slot), Rlp.integer(word)))));
            accounts.add(Rlp.list(List.of(
                    Rlp.bytes(address.bytes()),
                    Rlp.integer(nonce),
                    Rlp.integer(balance),
                    Rlp.bytes(state.code(address)),
                    Rlp.list(slots))));
        });
        return accounts;
    }

    private static LedgerSnapshot decode(Rlp.Sequence fields) {
        WorldState state = new WorldState();
        Rlp.Sequence accounts = fields.sequence(2);
        for (int i = 0; i < accounts.items().size(); i++) {
            Rlp.Sequence account = accounts.sequence(i).ofSize(5);
            Address address = Address.of(account.bytes(0));
            state.put(address, account.integer(1).longValueExact(), account.integer(2), account.bytes(3));
            Rlp.Sequence slots = account.sequence(4);
            for (int j = 0; j < slots.items().size(); j++) {
                Rlp.Sequence slot = slots.sequence(j).ofSize(2);
                state.put(address, word(slot.integer(0)), word(slot.integer(1)));
            }
        }
        state.commit();
        return new LedgerSnapshot(fields.integer(0).longValueExact(), fields.bytes(1), state);
    }

    private static BigInteger word(BigInteger value) {
        return Word.of(Word.bytes(value));
    }
}
