package org.chartseal.server.rest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "value-quantity=1e401",
                "value-quantity=gt1E1000000",
                "value-quantity=1E%2B1000000",
                "value-quantity=1E+1000000",
                "value-quantity=1%451000000",
                "value-quantity=%31e9999",
                "value-quantity=1e-99999|http://unitsofmeasure.org|mg",
                "value-quantity=5%7C%7Cmg,ap-.1e0000401",
                "component-code-value-quantity=http://loinc.org|8480-6$lt9e999",
                "a=b&probability=.5e777"
            })
    void refusesANumberNobodyCanCompute(String query) {
        assertThatThrownBy(() -> BodyGuard.text(query)).isInstanceOf(RefusedRequestException.class);
    }

    @Test
    void refusesALongNumberInAQueryOrForm() {
        byte[] form = ("value-quantity=" + "9".repeat(2_000_000)).getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> BodyGuard.check(form, "application/x-www-form-urlencoded"))
                .isInstanceOf(RefusedRequestException.class);
    }

    /** Ids are random, and many a one has such a piece: every search by it must be answered. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "_getpages=3f8e9123-77aa-4b8e-9912-0a7e8123cdd0&_getpagesoffset=10&_count=10",
                "patient=Patient/1b7e9999-0000-4e99-8e999-123456789e99",
                "patient=Patient%2F4d9e4711-2f66-4c0b-9a3e-5e8820000000&code=http%3A%2F%2Floinc.org%7C8867-4",
                "identifier=urn:x|6e500-7",
                "value-quantity=gt1.5e400",
                "date=ge2020-01-01T10:00:00+05:00",
                "family=%E4%ZZ",
                ""
            })
    void letsIdsAndNumbersThatCanBeComputedPass(String query) {
        assertThatCode(() -> BodyGuard.text(query)).doesNotThrowAnyException();
    }
}
