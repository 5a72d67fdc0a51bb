package org.chartseal.anchoring.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.chartseal.anchoring.devchain.evm.Address;
import org.junit.jupiter.api.Test;

/** Seals by an encoder of the test's own. */
class QbftSealsTest {
    private final QbftBlock four = new QbftBlock(0, 4);
    private final SyntheticBlock block = new SyntheticBlock().others(new Random(1), 3);
    private final Set<Address> pinned = four.from(0, 0).addresses();

    @Test
    void theQuorumIsTwoThirdsRoundedUp() {
        int[] expected = {0, 1, 2, 2, 3, 4, 4, 5, 6, 6, 7};
        for (int n = 1; n < expected.length; n++) {
            assertThat(QbftSeals.quorum(n)).isEqualTo(expected[n]);
        }
    }

    @Test
    void distinctPinnedValidatorsCountInWhicheverRound() {
        for (long round : new long[] {0, 1, 127, 128, 70_000}) {
            four.sealBy(block, round, 3);
            QbftSeals seals = QbftSeals.of(EvmHeader.parse(block.header())).orElseThrow();
            assertThat(seals.sealedBy(pinned)).isEqualTo(3);
            assertThat(seals.blockHash()).isEqualTo(four.hash(block));
            assertThat(EvmHeader.parse(block.header()).hasHash(four.hash(block)))
                    .isTrue();
        }
    }

    @Test
    void whatIsNoSealOfAPinnedValidatorCountsForNothing() {
        byte[] one = four.seal(block, 0, 0);
        byte[] otherRound = four.seal(block, 1, 1);
        byte[] stranger = new QbftBlock(50, 1).seal(block, 0, 0);
        byte[] parity = one.clone();
        parity[64] = 27;
        byte[] s = QbftBlock.malleated(four.seal(block, 0, 2));
        block.extraData = four.extra(0, List.of(one, one, otherRound, stranger, parity, s, new byte[64], new byte[65]));
        assertThat(count()).isEqualTo(1);
        block.extraData = four.extra(0, List.of(one, four.seal(block, 0, 3)));
        assertThat(count()).isEqualTo(2);
        SyntheticBlock other = new SyntheticBlock().others(new Random(2), 3);
        other.extraData = block.extraData;
        assertThat(QbftSeals.of(EvmHeader.parse(other.header())).orElseThrow().sealedBy(pinned))
                .as("seals of another block")
                .isZero();
    }

    @Test
    void otherExtraDataHasNoSeals() {
        for (byte[] extra : List.of(
                new byte[0],
                new byte[32],
                four.extra(0, Collections.nCopies(257, new byte[65])),
                SyntheticBlock.list(),
                SyntheticBlock.concat(four.extra(0, List.of()), new byte[1]),
                SyntheticBlock.list(
                        SyntheticBlock.string(new byte[31]),
                        SyntheticBlock.list(),
                        SyntheticBlock.list(),
                        SyntheticBlock.integer(0),
                        SyntheticBlock.list()))) {
            block.extraData = extra;
            assertThat(QbftSeals.of(EvmHeader.parse(block.header()))).isEmpty();
        }
    }

    private int count() {
        return QbftSeals.of(EvmHeader.parse(block.header())).orElseThrow().sealedBy(pinned);
    }
}
