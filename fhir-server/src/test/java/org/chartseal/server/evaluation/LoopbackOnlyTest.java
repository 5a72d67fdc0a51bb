package org.chartseal.server.evaluation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackOnlyTest {
    private static final EvaluationProperties UNSAID = new EvaluationProperties(false);
    private static final EvaluationProperties ALLOWED = new EvaluationProperties(true);

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1"})
    void loopbackIsFine(String address) {
        assertThatCode(() -> new LoopbackOnly(InetAddress.getByName(address), UNSAID))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "2001:db8::1"})
    void anythingElseIsRefusedUnlessSaid(String address) {
        assertThatThrownBy(() -> new LoopbackOnly(InetAddress.getByName(address), UNSAID))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("chartseal.evaluation.allow-non-loopback");
        assertThatCode(() -> new LoopbackOnly(InetAddress.getByName(address), ALLOWED))
                .doesNotThrowAnyException();
    }

    @Test
    void noAddressIsEveryAddress() {
        assertThatThrownBy(() -> new LoopbackOnly(null, UNSAID))
                .hasMessageContaining("every address")
                .isInstanceOf(IllegalStateException.class);
    }
}
