package org.chartseal.server.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.chartseal.server.keys.Secret;
import org.chartseal.server.sealing.ColumnSeal.Cell;
import org.junit.jupiter.api.Test;

final class ColumnSealTest {
    private static final Cell CELL = new Cell("HFJ_SEARCH", "SEARCH_QUERY_STRING_VC", "7");
    private final ColumnSeal seal = new ColumnSeal(Secret.of(new byte[32]));

    @Test
    void opensInItsOwnCellOnly() {
        byte[] value = "?family=Zauberwort".getBytes(StandardCharsets.UTF_8);
        String stored = seal.sealText(CELL, value);
        assertThat(seal.openText(CELL, stored)).isEqualTo(value);
        for (Cell other : new Cell[] {
            new Cell("HFJ_SEARCH", "SEARCH_QUERY_STRING_VC", "8"),
            new Cell("HFJ_SEARCH", "FAILURE_MESSAGE", "7"),
            new Cell("BT2_JOB_INSTANCE", "SEARCH_QUERY_STRING_VC", "7")
        }) {
            assertThatThrownBy(() -> seal.openText(other, stored)).isInstanceOf(SealBrokenException.class);
        }
    }

    @Test
    void noByteMayChange() {
        byte[] stored = seal.seal(CELL, new byte[] {1, 2, 3});
        for (int i = 0; i < stored.length; i++) {
            byte[] altered = stored.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> seal.open(CELL, altered)).as("byte " + i).isInstanceOf(SealBrokenException.class);
        }
        for (int length = 0; length < stored.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(stored, length);
            assertThatThrownBy(() -> seal.open(CELL, cut)).isInstanceOf(SealBrokenException.class);
        }
        assertThatThrownBy(() -> seal.openText(CELL, "?family=Zauberwort")).isInstanceOf(SealBrokenException.class);
        assertThatThrownBy(() -> seal.openText(CELL, "cc1:§")).isInstanceOf(SealBrokenException.class);
    }

    @Test
    void equalValuesAreStoredUnequal() {
        assertThat(seal.sealText(CELL, new byte[1])).isNotEqualTo(seal.sealText(CELL, new byte[1]));
    }
}
