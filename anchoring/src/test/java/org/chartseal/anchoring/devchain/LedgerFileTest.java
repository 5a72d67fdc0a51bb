package org.chartseal.anchoring.devchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kill leaves is cut back; what a hand or a bad disk leaves is refused. */
class LedgerFileTest {
    private static final int BLOCKS = 2;

    @TempDir
    Path directory;

    private Path path;
    private byte[] whole;
    private final List<Integer> ends = new ArrayList<>();
    private final List<String> heads = new ArrayList<>();

    @BeforeEach
    void write() throws Exception {
        path = directory.resolve("ledger");
        try (DevLedger ledger = LedgerFixture.open(path)) {
            heads.add(ledger.head().hashHex());
            for (int i = 0; i < BLOCKS; i++) {
                LedgerFixture.seal(ledger, 1);
                heads.add(ledger.head().hashHex());
            }
        }
        whole = Files.readAllBytes(path);
        for (int at = 0; at < whole.length; ) {
            at += 8 + ByteBuffer.wrap(whole, at, 4).getInt() + 32;
            ends.add(at);
        }
        assertThat(ends).hasSize(1 + BLOCKS).last().isEqualTo(whole.length);
    }

    @Test
    void aFileCutAtAnyByteHasTheBlocksThatAreWholeAndTakesMore() throws Exception {
        for (int length = 0; length <= whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            int cut = length;
            int blocks = (int) ends.stream().filter(end -> end <= cut).count();
            try (DevLedger ledger = LedgerFixture.open(path)) {
                assertThat(ledger.head().hashHex()).as("cut at %d", cut).isEqualTo(heads.get(Math.max(0, blocks - 1)));
                if (cut % 8 == 0 || ends.contains(cut)) {
                    LedgerFixture.seal(ledger, 1);
                    assertThat(ledger.head().number()).isEqualTo(Math.max(1, blocks));
                }
            }
        }
    }

    @Test
    void aByteChangedAnywhereButInTheLastRecordIsRefused() throws Exception {
        int last = ends.get(ends.size() - 2);
        for (int at = 0; at < last; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << at % 8);
            Files.write(path, changed);
            assertThatThrownBy(() -> LedgerFixture.open(path).close())
                    .as("byte %d", at)
                    .isInstanceOf(LedgerCorrupt.class)
                    .hasMessageContaining("expected");
            assertThat(Files.readAllBytes(path)).isEqualTo(changed);
        }
    }

    @Test
    void aByteChangedInTheLastRecordIsRefusedOrFoundByTheRememberedHead() throws Exception {
        for (int at = ends.get(ends.size() - 2); at < whole.length; at += 3) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(path, changed);
            assertThatThrownBy(() -> {
                        try (DevLedger ledger = LedgerFixture.open(path)) {
                            ledger.requireHead(BLOCKS, heads.get(BLOCKS));
                        }
                    })
                    .as("byte %d", at)
                    .isInstanceOf(LedgerCorrupt.class);
        }
    }

    @Test
    void aRecordWithARightHashButAWrongBlockIsRefused() throws Exception {
        byte[] swapped = whole.clone();
        int first = ends.get(1) - ends.get(0);
        int second = ends.get(2) - ends.get(1);
        System.arraycopy(whole, ends.get(1), swapped, ends.get(0), second);
        System.arraycopy(whole, ends.get(0), swapped, ends.get(0) + second, first);
        Files.write(path, swapped);
        assertThatThrownBy(() -> LedgerFixture.open(path).close())
                .isInstanceOf(LedgerCorrupt.class)
                .hasMessageContaining("block 1");
    }

    @Test
    void zerosAfterTheEndAreATornTail() throws Exception {
        Files.write(path, Arrays.copyOf(whole, whole.length + 5000));
        try (DevLedger ledger = LedgerFixture.open(path)) {
            assertThat(ledger.head().hashHex()).isEqualTo(heads.get(BLOCKS));
        }
        assertThat(Files.size(path)).isEqualTo(whole.length);
    }

    @Test
    void aMissingTailIsFoundByTheRememberedHead() throws Exception {
        Files.write(path, Arrays.copyOf(whole, ends.get(BLOCKS - 1)));
        try (DevLedger ledger = LedgerFixture.open(path)) {
            assertThatCode(() -> ledger.requireHead(1, heads.get(1))).doesNotThrowAnyException();
            assertThatThrownBy(() -> ledger.requireHead(BLOCKS, heads.get(BLOCKS)))
                    .hasMessageContaining("expected " + heads.get(BLOCKS))
                    .hasMessageContaining("found none; the newest is 1");
        }
    }

    @Test
    void hasOneUser() throws Exception {
        DevLedger first = LedgerFixture.open(path);
        try (first) {
            assertThatThrownBy(() -> LedgerFixture.open(path)).isInstanceOf(IOException.class);
            assertThat(first.head().hashHex()).isEqualTo(heads.get(BLOCKS));
        }
    }

    @Test
    void twoRandomBeginningsDiffer() {
        var payer = org.chartseal.anchoring.devchain.evm.Address.ZERO;
        assertThat(Genesis.random(1, payer, 5).block().header().hashHex())
                .isNotEqualTo(Genesis.random(1, payer, 5).block().header().hashHex());
        assertThat(LedgerFixture.genesis().block().header().hashHex())
                .isEqualTo(Genesis.decode(LedgerFixture.genesis().encode())
                        .block()
                        .header()
                        .hashHex());
    }
}
