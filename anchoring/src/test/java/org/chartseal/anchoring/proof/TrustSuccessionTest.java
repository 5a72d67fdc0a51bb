package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.junit.jupiter.api.Test;

class TrustSuccessionTest {
    private static final LogKey OLD = new LogKey(TestLog.SIGNER.verifier(), null);
    private static final LogKey NEW = new LogKey(
            CheckpointSigner.fromSeed(TestLog.ORIGIN, TestLog.sha("next")).verifier(), null);
    private static final byte[] FIRST = bytes(1, null, TestLog.ORIGIN, OLD);
    private static final String DIGEST = Hex.of(Sha256.hash(FIRST));

    @Test
    void aNewKeyTakesOverFromOneThatIsRetired() {
        LogKey retired = new LogKey(OLD.key(), 1000L);
        TrustSuccession succession = TrustSuccession.of(FIRST, bytes(2, DIGEST, TestLog.ORIGIN, retired, NEW));
        assertThat(succession.refusals()).isEmpty();
        assertThat(succession.changes())
                .containsExactly(
                        "retired after 1000 leaves: " + OLD.key().vkey(),
                        "NEW KEY, to be confirmed: " + NEW.key().vkey());
    }

    @Test
    void whatDoesNotFollowIsRefused() {
        for (byte[] other : List.of(
                bytes(3, DIGEST, TestLog.ORIGIN, OLD),
                bytes(2, Hex.of(TestLog.sha("another")), TestLog.ORIGIN, OLD),
                bytes(2, DIGEST, "other.example", OLD),
                bytes(2, DIGEST, TestLog.ORIGIN, NEW),
                FIRST)) {
            assertThat(TrustSuccession.of(FIRST, other).refusals())
                    .as(new String(other, UTF_8))
                    .isNotEmpty();
        }
        byte[] second = bytes(2, DIGEST, TestLog.ORIGIN, new LogKey(OLD.key(), 1000L), NEW);
        String digest = Hex.of(Sha256.hash(second));
        assertThat(TrustSuccession.of(second, bytes(3, digest, TestLog.ORIGIN, new LogKey(OLD.key(), 2000L), NEW))
                        .refusals())
                .singleElement()
                .asString()
                .contains("when a retired key ended");
        assertThat(TrustSuccession.of(second, bytes(3, digest, TestLog.ORIGIN, OLD, NEW))
                        .refusals())
                .hasSize(1);
    }

    private static byte[] bytes(long edition, String previous, String origin, LogKey... keys) {
        return new TrustFile(edition, previous, origin, List.of(keys), TestProofs.CHAIN, Set.of(Evidence.RPC))
                .json()
                .getBytes(UTF_8);
    }
}
