package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** An evaluation server that others than its host could reach does not start. */
final class ReachIT {
    @Test
    void anEvaluationServerDoesNotListenOnEveryAddress() {
        assertThatThrownBy(() -> TestServer.own("open", Map.of("server.address", "0.0.0.0")))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .rootCause()
                .hasMessageContaining("Expected a loopback server.address in evaluation mode, found 0.0.0.0");
    }
}
