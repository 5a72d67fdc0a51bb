package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two endpoints of a real node, of which one lies or is silent. */
class QuorumOnAnvilTest {
    private AnvilLog log;

    @BeforeEach
    void start() throws Exception {
        log = AnvilLog.start();
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void oneLiarMakesNoAnchorFinal() throws Exception {
        LyingEndpoints.forgesAnAnchor(log);
    }

    @Test
    void aLiarWhoWaitsForTheLastMomentIsFoundByTheConfirmation() throws Exception {
        LyingEndpoints.forgesAtTheLastMoment(log);
    }

    @Test
    void oneLiarHidesNoAnchor() throws Exception {
        LyingEndpoints.hidesAnAnchor(log);
    }

    @Test
    void otherHashesAreAnIncident() throws Exception {
        LyingEndpoints.saysOtherHashes(log);
    }

    @Test
    void oneLiarMovesNoFinalAnchor() throws Exception {
        LyingEndpoints.movesAFinalAnchor(log);
    }

    @Test
    void waitsForASecondEndpoint() throws Exception {
        LyingEndpoints.waitsForTheSecond(log);
    }

    @Test
    void refusesWhatIsNoEndpointWithoutShowingIt() {
        for (String urls :
                new String[] {"ftp://user:secret@host", "http://a:secret@[", "", "http://a/secret,http://a/secret"}) {
            assertThatThrownBy(() -> new Endpoints(urls, Duration.ofSeconds(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected")
                    .hasMessageNotContaining("secret");
        }
        try (Endpoints two = new Endpoints("http://user:secret@a/key, https://b:8/key", Duration.ofSeconds(1))) {
            assertThat(two.count()).isEqualTo(2);
            assertThatThrownBy(() -> two.quorum(3, log.identity, AnvilLog.settings(0)))
                    .hasMessageContaining("from 1 to 2")
                    .hasMessageContaining("found 3");
        }
    }
}
