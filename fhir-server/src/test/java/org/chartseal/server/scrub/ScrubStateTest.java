package org.chartseal.server.scrub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chartseal.server.sealing.SealBrokenException;
import org.junit.jupiter.api.Test;

final class ScrubStateTest {
    @Test
    void aRoundGoesThroughAllPartsAndRests() {
        ScrubState begun = ScrubState.NEVER.begun(1_000, 30);
        assertThat(begun.part()).isEqualTo(ScrubPart.RESOURCES);
        ScrubState further = begun.at(20, 20);
        ScrubState versions = further.next(40, 10);
        ScrubState leaves = versions.next(50, 40);
        ScrubState done = leaves.done(2_000, 50);
        assertThat(further.position()).isEqualTo(20);
        assertThat(versions.part()).isEqualTo(ScrubPart.VERSIONS);
        assertThat(versions.position()).isZero();
        assertThat(leaves.part()).isEqualTo(ScrubPart.LEAVES);
        assertThat(done.underWay()).isFalse();
        assertThat(done.rows()).isEqualTo(120);
        assertThat(done.ended()).isEqualTo(2_000);
        assertThat(done.chunk()).isEqualTo(5);
        assertThat(done.begun(900, 30).began()).as("another round's number").isGreaterThan(done.began());
    }

    @Test
    void itsBytesTellItAgain() {
        ScrubState state = new ScrubState(9, ScrubPart.LEAVES, 1, 2, 3, 4, 5);
        assertThat(ScrubState.decode(9, state.encode())).isEqualTo(state);
        assertThatThrownBy(() -> ScrubState.decode(9, new byte[] {1, 2})).isInstanceOf(SealBrokenException.class);
        assertThatThrownBy(() -> ScrubState.decode(9, new byte[] {9, 2})).isInstanceOf(SealBrokenException.class);
    }
}
