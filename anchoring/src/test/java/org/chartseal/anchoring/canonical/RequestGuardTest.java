package org.chartseal.anchoring.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":1e2}", "{\"a\":-0.0}", "{\"a\":1E-400}", " [{\"op\":\"test\"}]\n", "{\"a\":1e+0400}"})
    void passesWhatARequestMayHold(String body) {
        assertThatCode(() -> RequestGuard.check(body.getBytes(UTF_8))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1E1000000}|EXPONENT_TOO_LARGE|6",
                "{\"a\":1e-401}|EXPONENT_TOO_LARGE|6",
                "{\"a\":1e99999999999999999999}|EXPONENT_TOO_LARGE|6",
                "{\"a\":[{\"b\":1,\"\\u0062\":2}]}|DUPLICATE_KEY|24",
                "1|ROOT_NOT_OBJECT|0",
                "``|SYNTAX|0",
                "{\"a\":1} {}|TRAILING_BYTES|8",
            })
    void refusesAndSaysWhere(String body, JsonRule rule, int offset) {
        CanonicalizationException refusal = refusal(body);
        assertThat(refusal.rule()).isEqualTo(rule);
        assertThat(refusal.offset()).isEqualTo(offset);
    }

    @Test
    void boundsDigitsAndDepth() {
        assertThat(refusal("{\"a\":" + "9".repeat(400_000) + "}").rule()).isEqualTo(JsonRule.NUMBER_TOO_LONG);
        assertThat(refusal("[".repeat(100_000)).rule()).isEqualTo(JsonRule.TOO_DEEP);
        assertThatCode(() -> RequestGuard.check(("[".repeat(200) + "]".repeat(200)).getBytes(UTF_8)))
                .doesNotThrowAnyException();
    }

    private static CanonicalizationException refusal(String body) {
        return catchThrowableOfType(CanonicalizationException.class, () -> RequestGuard.check(body.getBytes(UTF_8)));
    }
}
