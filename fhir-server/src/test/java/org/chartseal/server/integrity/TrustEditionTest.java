package org.chartseal.server.integrity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.proof.TrustPins;
import org.chartseal.anchoring.proof.TrustSuccession;
import org.junit.jupiter.api.Test;

/** Trust files as they follow each other on an operator's disk. */
class TrustEditionTest {
    private static final TrustFile FIRST = file("log.example", 1);

    @Test
    void whatSaysTheSameIsNotWrittenAgain() {
        assertThat(TrustEdition.following(FIRST, bytes(FIRST))).isEmpty();
        TrustFile second = TrustEdition.following(pinned(FIRST), bytes(FIRST)).orElseThrow();
        assertThat(TrustEdition.following(pinned(FIRST), bytes(second))).isEmpty();
    }

    @Test
    void otherPinsMakeTheNextEdition() {
        TrustFile second = TrustEdition.following(pinned(FIRST), bytes(FIRST)).orElseThrow();
        assertThat(second.edition()).isEqualTo(2);
        assertThat(TrustSuccession.of(bytes(FIRST), bytes(second)).refusals()).isEmpty();
        TrustFile third = TrustEdition.following(FIRST, bytes(second)).orElseThrow();
        assertThat(third.edition()).isEqualTo(3);
        assertThat(TrustSuccession.of(bytes(second), bytes(third)).refusals()).isEmpty();
    }

    @Test
    void anotherLogsFileOrNoneIsFollowedByNothing() {
        for (byte[] other : List.of(
                bytes(file("another.example", 1)), bytes(file("log.example", 2)), "{}".getBytes(UTF_8), new byte[0])) {
            assertThat(TrustEdition.following(FIRST, other).orElseThrow().json())
                    .isEqualTo(FIRST.json());
        }
    }

    private static TrustFile pinned(TrustFile file) {
        return file.withPins(
                Set.of(TrustFile.Evidence.RPC, TrustFile.Evidence.RFC3161),
                new TrustPins(Set.of(), List.of(), List.of(), List.of(), 0, List.of(new byte[] {1}), List.of()));
    }

    private static TrustFile file(String origin, long chainId) {
        String hash = "0x" + "11".repeat(32);
        return new TrustFile(
                origin,
                List.of(CheckpointSigner.fromSeed(origin, new byte[32]).verifier()),
                new ChainIdentity(chainId, hash, "0x" + "22".repeat(20), hash, hash),
                Set.of(TrustFile.Evidence.RPC));
    }

    private static byte[] bytes(TrustFile file) {
        return file.json().getBytes(UTF_8);
    }
}
