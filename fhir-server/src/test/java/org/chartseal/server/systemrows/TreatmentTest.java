package org.chartseal.server.systemrows;

import static org.assertj.core.api.Assertions.assertThat;

import org.chartseal.server.keys.Secret;
import org.chartseal.server.sealing.ColumnSeal;
import org.chartseal.server.sealing.ColumnSeal.Cell;
import org.junit.jupiter.api.Test;

final class TreatmentTest {
    private static final Cell CELL = new Cell("HFJ_SEARCH", "SEARCH_QUERY_STRING_VC", "7");
    private final ColumnSeal seal = new ColumnSeal(Secret.of(new byte[32]));

    @Test
    void aShortColumnIsNeverOverfullAndAlwaysOfOneLength() {
        Treatment treatment = new Treatment.SealedShortText(seal, 500);
        for (String text : new String[] {"", "short", "ä".repeat(600), "€".repeat(500)}) {
            String stored = (String) treatment.stored(text, CELL);
            assertThat(stored).hasSize(((String) treatment.stored("x", CELL)).length());
            assertThat(stored.length()).isLessThanOrEqualTo(500);
            assertThat(text).startsWith((String) treatment.loaded(stored, CELL));
        }
        assertThat(treatment.loaded(treatment.stored("short", CELL), CELL)).isEqualTo("short");
    }

    @Test
    void ofAChunksErrorOnlyItsNumberIsKept() {
        assertThat(QuietJobPersistence.quiet("HAPI-0929: Unknown Patient/Zauberwort"))
                .isEqualTo("HAPI-0929, whose text is not kept");
        assertThat(QuietJobPersistence.quiet("Zauberwort")).doesNotContain("Zauberwort");
        assertThat(QuietJobPersistence.quiet(null)).isNull();
    }
}
