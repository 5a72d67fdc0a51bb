package org.chartseal.anchoring.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalizerTest {
    @TestFactory
    List<DynamicTest> sharedCases() throws IOException {
        String array = new String(getClass().getResourceAsStream("cases.json").readAllBytes(), UTF_8);
        JsonObject root = JsonReader.readObject(("{\"cases\":" + array + "}").getBytes(UTF_8));
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonValue value : ((JsonArray) root.get("cases")).values()) {
            JsonObject vector = (JsonObject) value;
            tests.add(DynamicTest.dynamicTest(vector.text("name"), () -> check(vector.text("in"), vector.text("out"))));
        }
        assertThat(tests).hasSize(12);
        return tests;
    }

    private static void check(String in, String out) {
        if (out == null) {
            assertThatThrownBy(() -> canonical(in)).isInstanceOf(CanonicalizationException.class);
        } else {
            assertThat(canonical(in)).isEqualTo(out);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1 \"b\":2}|SYNTAX",
                "{\"a\":1,}|SYNTAX",
                "{a:1}|SYNTAX",
                "{\"a\":+1}|SYNTAX",
                "{\"a\":.5}|SYNTAX",
                "{\"a\":1.}|SYNTAX",
                "{\"a\":00}|SYNTAX",
                "{\"a\":-}|SYNTAX",
                "{\"a\":NaN}|SYNTAX",
                "{\"a\":tru}|SYNTAX",
                "{\"a\":\"\\x\"}|SYNTAX",
                "{\"a\":\"\\u12g4\"}|SYNTAX",
                "{\"a\":\"b}|SYNTAX",
                "{|SYNTAX",
                "{\"a\":1}}|TRAILING_BYTES",
                "[]|ROOT_NOT_OBJECT",
                "\"a\"|ROOT_NOT_OBJECT",
                "{\"a\":-0}|NEGATIVE_ZERO",
                "{\"a\":-0.00}|NEGATIVE_ZERO",
                "{\"a\":1E0}|EXPONENT",
                "{\"__proto__\":1,\"__proto__\":2}|DUPLICATE_KEY",
                "{\"a\":\"\\ude00\\ud83d\"}|LONE_SURROGATE",
                "{\"\\ud800\":1}|LONE_SURROGATE",
                "{\"a\":\"\t\"}|CONTROL_CHARACTER",
                "{\"meta\":null}|META_NOT_OBJECT",
                "{\"meta\":[]}|META_NOT_OBJECT",
                "\ufeff{}|BYTE_ORDER_MARK",
            })
    void refusesByRule(String json, JsonRule rule) {
        assertThat(refusal(json.getBytes(UTF_8)).rule()).isEqualTo(rule);
    }

    @Test
    void refusesMalformedUtf8() {
        byte[][] malformed = {
            {(byte) 0xc0, (byte) 0x80}, // overlong NUL
            {(byte) 0xe0, (byte) 0x9f, (byte) 0xbf}, // overlong
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, // surrogate
            {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, // beyond U+10FFFF
            {(byte) 0xe2, (byte) 0x82}, // cut off
            {(byte) 0x80},
            {(byte) 0xff},
        };
        for (byte[] bytes : malformed) {
            byte[] json = concat("{\"a\":\"".getBytes(UTF_8), bytes, "\"}".getBytes(UTF_8));
            assertThat(refusal(json).rule()).isEqualTo(JsonRule.MALFORMED_UTF8);
        }
    }

    @Test
    void boundsDepthAndLexemes() {
        assertThat(canonical(nested(200))).isEqualTo(nested(200));
        assertThat(refusal(nested(201).getBytes(UTF_8)).rule()).isEqualTo(JsonRule.TOO_DEEP);
        String longest = "{\"a\":" + "1".repeat(400) + "}";
        assertThat(canonical(longest)).isEqualTo(longest);
        assertThat(refusal(("{\"a\":" + "1".repeat(401) + "}").getBytes(UTF_8)).rule())
                .isEqualTo(JsonRule.NUMBER_TOO_LONG);
        assertThat(refusal(("{\"a\":0." + "1".repeat(500_000) + "}").getBytes(UTF_8))
                        .rule())
                .isEqualTo(JsonRule.NUMBER_TOO_LONG);
    }

    @Test
    void sortsByUtf16CodeUnitsNotByCodePoints() {
        assertThat(canonical("{\"\ufb33\":1,\"\ud83d\ude00\":2,\"\u20ac\":3,\"1\":4,\"\\r\":5}"))
                .isEqualTo("{\"\\r\":5,\"1\":4,\"\u20ac\":3,\"\ud83d\ude00\":2,\"\ufb33\":1}");
    }

    @Test
    void escapesAsRfc8785Does() {
        assertThat(canonical("{\"a\":\"\\u0000\\u001F\\u007f\\b\\t\\n\\f\\r\\\"\\\\\\/\\u0041\"}"))
                .isEqualTo("{\"a\":\"\\u0000\\u001f\u007f\\b\\t\\n\\f\\r\\\"\\\\/A\"}");
    }

    @Test
    void takesOnlyRootMetaOut() {
        CanonicalResource resource = Canonicalizer.canonicalize(
                "{\"meta\":{\"tag\":[],\"lastUpdated\":\"x\",\"versionId\":\"1\"},\"contained\":[{\"meta\":{}}]}"
                        .getBytes(UTF_8));
        assertThat(resource.content()).asString(UTF_8).isEqualTo("{\"contained\":[{\"meta\":{}}]}");
        assertThat(resource.meta()).asString(UTF_8).isEqualTo("{\"tag\":[]}");
        assertThat(Canonicalizer.canonicalize("{\"meta\":{\"versionId\":\"1\"}}".getBytes(UTF_8))
                        .metaHash())
                .isEqualTo(new byte[32]);
    }

    @Test
    void hashesUnderItsOwnLabel() {
        CanonicalResource resource = Canonicalizer.canonicalize("{\"meta\":{\"a\":1}}".getBytes(UTF_8));
        assertThat(resource.contentHash()).isEqualTo(Sha256.hash("fhir-jcs-lex/1\0{}".getBytes(UTF_8)));
        assertThat(resource.metaHash()).isEqualTo(Sha256.hash("fhir-jcs-lex/1#meta\0{\"a\":1}".getBytes(UTF_8)));
    }

    @Test
    void messageHoldsNoData() {
        assertThat(refusal("{\"name\":\"Muster\",\"name\":\"Muster\"}".getBytes(UTF_8)))
                .hasMessageNotContaining("Muster")
                .hasMessage("byte 33: an object names a key twice");
    }

    @Test
    void isIdempotentOnAnyJson() {
        qt().withExamples(3000).forAll(integers().all()).checkAssert(seed -> {
            byte[] once = Canonicalizer.canonicalizeObject(
                    TestJson.random(new Random(seed)).getBytes(UTF_8));
            assertThat(Canonicalizer.canonicalizeObject(once)).isEqualTo(once);
        });
    }

    @Test
    void mutatedTextIsReadOrRefusedAndNothingElse() {
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] json = TestJson.random(random).getBytes(UTF_8);
            json[random.nextInt(json.length)] = (byte) random.nextInt(256);
            byte[] mutated = random.nextBoolean() ? json : Arrays.copyOf(json, random.nextInt(json.length));
            try {
                Canonicalizer.canonicalizeObject(mutated);
                RequestGuard.check(mutated);
            } catch (CanonicalizationException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(5000);
    }

    private static String nested(int depth) {
        return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }

    private static String canonical(String json) {
        return new String(Canonicalizer.canonicalize(json.getBytes(UTF_8)).content(), UTF_8);
    }

    private static CanonicalizationException refusal(byte[] json) {
        return catchThrowableOfType(CanonicalizationException.class, () -> Canonicalizer.canonicalize(json));
    }

    private static byte[] concat(byte[]... parts) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
