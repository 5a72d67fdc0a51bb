package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SignerAndFeesTest {
    @Test
    void aKeyGivesItsKnownAddressAndNothingElse() {
        LocalSigner signer = LocalSigner.of(TestKeys.key(1));
        assertThat(signer.address()).isEqualTo("0x7e5f4552091a69125d5dfcb7b8c2659029395bdf");
        assertThat(signer).hasToString("LocalSigner[address=" + signer.address() + ", key=[REDACTED]]");
    }

    @Test
    void refusesWhatIsNoKeyWithoutShowingIt() {
        byte[] order = HexFormat.of().parseHex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
        for (byte[] key : new byte[][] {new byte[32], order, Arrays.copyOf(order, 31), Arrays.copyOf(order, 33)}) {
            assertThatThrownBy(() -> LocalSigner.of(key))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected")
                    .hasMessageNotContaining("baaedce6");
        }
    }

    @Test
    void raisedFeesReplaceTheOnesBeforeAndMeetTheMarket() {
        qt().forAll(longs().between(0, 1L << 40), longs().between(0, 1L << 40), longs().between(0, 1L << 40))
                .checkAssert((priority, more, market) -> {
                    Fees before = fees(priority, priority + more);
                    Fees raised = before.raised(fees(market, market));
                    assertThat(raised.replaces(before)).isTrue();
                    assertThat(raised.maxFee()).isGreaterThanOrEqualTo(BigInteger.valueOf(market));
                    assertThat(raised.cappedAt(before.maxFee()).maxFee()).isLessThanOrEqualTo(before.maxFee());
                });
    }

    private static Fees fees(long priority, long most) {
        return new Fees(BigInteger.valueOf(priority), BigInteger.valueOf(most));
    }
}
