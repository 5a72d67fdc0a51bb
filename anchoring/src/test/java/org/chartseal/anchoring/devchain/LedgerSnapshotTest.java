package org.chartseal.anchoring.devchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.chartseal.anchoring.chain.Sender;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.devchain.evm.WorldState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lies beside a ledger as its snapshot, the ledger opens with its own state and with no other. */
class LedgerSnapshotTest {
    private static final int INTERVAL = 3;
    private static final int BLOCKS = 7;
    private static final Address RICH = Address.parse(LedgerFixture.RICH.address());

    @TempDir
    Path directory;

    private Path path;
    private Path snapshot;
    private byte[] whole;
    private BlockHeader head;

    @BeforeEach
    void write() throws Exception {
        path = directory.resolve("ledger");
        snapshot = LedgerSnapshot.beside(path);
        try (DevLedger ledger = open(path)) {
            // Leaves code and two slots: what is not only balances must be in the snapshot as well.
            String code = "0x6001600055602a60ff557f" + "ab".repeat(32) + "60005260206000f3";
            String raw =
                    new Sender(LedgerFixture.RICH, Genesis.DEFAULT_CHAIN_ID, 0).sign("", BigInteger.TEN, code, 200_000);
            ledger.submit(HexFormat.of().parseHex(raw.substring(2)));
            LedgerFixture.seal(ledger, BLOCKS - 1);
            head = ledger.head();
        }
        whole = Files.readAllBytes(snapshot);
    }

    @Test
    void aStartExecutesOnlyTheBlocksAfterTheSnapshot() throws Exception {
        assertThat(opened()).isEqualTo(1);
        Files.delete(snapshot);
        assertThat(opened()).isEqualTo(BLOCKS);
    }

    @Test
    void aSnapshotCutAnywhereIsNone() throws Exception {
        for (int length = 0; length < whole.length; length++) {
            Files.write(snapshot, Arrays.copyOf(whole, length));
            assertThat(opened()).as("cut at %d", length).isEqualTo(BLOCKS);
        }
    }

    @Test
    void aSnapshotWithAnyByteChangedIsNone() throws Exception {
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << at % 8);
            Files.write(snapshot, changed);
            assertThat(opened()).as("byte %d", at).isEqualTo(BLOCKS);
        }
        Files.write(snapshot, Arrays.copyOf(whole, whole.length + 1));
        assertThat(opened()).isEqualTo(BLOCKS);
    }

    @Test
    void aSnapshotOfAnotherStateIsNoneThoughItsHashIsRight() throws Exception {
        LedgerSnapshot read = LedgerSnapshot.read(snapshot);
        WorldState state = read.state();
        state.credit(Address.ZERO, BigInteger.ONE);
        BlockHeader header;
        try (DevLedger ledger = open(path)) {
            header = ledger.block(read.number()).header();
        }
        LedgerSnapshot.write(snapshot, header, state);
        assertThat(opened()).isEqualTo(BLOCKS);
    }

    @Test
    void aSnapshotOfAnotherLedgerIsNone() throws Exception {
        Path other = directory.resolve("other");
        try (DevLedger ledger = open(other)) {
            LedgerFixture.seal(ledger, BLOCKS);
        }
        Files.copy(LedgerSnapshot.beside(other), snapshot, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(opened()).isEqualTo(BLOCKS);
    }

    @Test
    void aSnapshotOfABlockThatIsCutOffIsNone() throws Exception {
        byte[] ledger = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(ledger, end(ledger, 4)));
        try (DevLedger cut = open(path)) {
            assertThat(cut.head().number()).isEqualTo(4);
            LedgerFixture.seal(cut, 2);
            assertThat(cut.head().number()).isEqualTo(6);
        }
        head = null;
        assertThat(opened()).isZero();
    }

    @Test
    void aTornTailAfterTheSnapshotIsCut() throws Exception {
        byte[] ledger = Files.readAllBytes(path);
        for (int length = end(ledger, 6); length < ledger.length; length += 7) {
            Files.write(path, Arrays.copyOf(ledger, length));
            try (DevLedger cut = open(path)) {
                assertThat(cut.head().number()).as("cut at %d", length).isEqualTo(6);
                assertThat(cut.nonce(RICH)).isEqualTo(6);
            }
        }
    }

    @Test
    void aByteChangedInABlockBeforeTheSnapshotIsRefused() throws Exception {
        byte[] ledger = Files.readAllBytes(path);
        for (int at = 0; at < end(ledger, 6); at += 3) {
            byte[] changed = ledger.clone();
            changed[at] ^= 1;
            Files.write(path, changed);
            assertThatThrownBy(() -> open(path).close()).as("byte %d", at).isInstanceOf(LedgerCorrupt.class);
        }
    }

    @Test
    void blocksBeforeTheSnapshotInAnotherOrderAreRefused() throws Exception {
        byte[] ledger = Files.readAllBytes(path);
        byte[] swapped = ledger.clone();
        int from = end(ledger, 3);
        int middle = end(ledger, 4);
        int to = end(ledger, 5);
        System.arraycopy(ledger, middle, swapped, from, to - middle);
        System.arraycopy(ledger, from, swapped, from + to - middle, middle - from);
        Files.write(path, swapped);
        assertThatThrownBy(() -> open(path).close())
                .isInstanceOf(LedgerCorrupt.class)
                .hasMessageContaining("block 4");
    }

    /** Opens and closes; the state must be the head's, whatever the way to it. How many blocks were executed. */
    private int opened() throws Exception {
        try (LedgerFile file = LedgerFile.open(path)) {
            List<byte[]> records = file.recover();
            Replay replay = new Replay(path, records);
            WorldState state = replay.run();
            BlockHeader found = replay.chain().head();
            assertThat(StateRoot.of(state)).isEqualTo(found.stateRoot());
            if (head != null) {
                assertThat(found.hashHex()).isEqualTo(head.hashHex());
            }
            return replay.executed();
        }
    }

    private static DevLedger open(Path path) throws Exception {
        return DevLedger.open(path, LedgerFixture::genesis, Clock.systemUTC(), INTERVAL);
    }

    /** Where the record of a block ends. */
    private static int end(byte[] ledger, int block) {
        int at = 0;
        for (int i = 0; i <= block; i++) {
            at += 8 + ByteBuffer.wrap(ledger, at, 4).getInt() + 32;
        }
        return at;
    }
}
