package org.chartseal.anchoring.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.chartseal.anchoring.web.NodeVerifier;
import org.junit.jupiter.api.Test;

/** A small part of the campaign in every build: the command line and the browser say the same, byte by byte. */
class MutationDifferentialTest {
    @Test
    void bothVerifiersSayTheSameAndNeitherIsFooled() throws IOException {
        try (NodeVerifier node = NodeVerifier.start()) {
            MutationRun run = new MutationRun(20_241_102, node);
            run.run(Mutations.structural(), 800);
            run.run(Mutations.syntactic(), 200);
            assertThat(run.differences).isEmpty();
            assertThat(run.wrongControls).isEmpty();
            assertThat(run.framed).isEmpty();
            assertThat(run.passed).isEmpty();
            assertThat(run.verdicts)
                    .containsKeys("refused", "TAMPERED", "WITHHELD", "ERASED", "INCONCLUSIVE", "PENDING", "VERIFIED");
        }
    }

    @Test
    void bothEncodeLeavesAlike() throws IOException {
        try (NodeVerifier node = NodeVerifier.start()) {
            assertThat(LeafEncodings.compare(new Random(3), node, 300)).isEmpty();
        }
    }
}
