package org.chartseal.server.scrub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class FindingTest {
    @Test
    void itsNameTellsItAgain() {
        Finding finding = Finding.of(
                FindingKind.INDEX_ROW_ALTERED,
                "HFJ_RES_LINK",
                "Observation",
                7,
                -1,
                -1,
                "Observation.subject.where(resolve() is Patient)");
        assertThat(Finding.named(finding.name())).isEqualTo(finding);
        Finding leaf = Finding.of(FindingKind.LEAF_MISSING, "cs_leaf", null, -1, -1, 12, null);
        assertThat(Finding.named(leaf.name())).isEqualTo(leaf);
        assertThat(leaf.name()).isNotEqualTo(finding.name());
        assertThatThrownBy(() -> Finding.named("leaf-missing")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatSomebodyWroteIntoARowIsNotRepeated() {
        Finding finding =
                Finding.of(FindingKind.INDEX_ROW_EXTRA, "HFJ_SPIDX_TOKEN", "Müller 1", 7, -1, -1, "x\nErika/Müller");
        assertThat(finding.type()).isEqualTo("unusual");
        assertThat(finding.parameter()).isEqualTo("unusual");
        assertThat(Finding.named(finding.name())).isEqualTo(finding);
    }

    @Test
    void everyKindHasACodeOfItsOwn() {
        for (FindingKind kind : FindingKind.values()) {
            assertThat(FindingKind.of(kind.code())).isEqualTo(kind);
        }
    }
}
