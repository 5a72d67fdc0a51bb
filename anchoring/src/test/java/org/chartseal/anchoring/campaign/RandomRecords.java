package org.chartseal.anchoring.campaign;

import java.util.Random;
import org.chartseal.anchoring.log.TestLog;

/** Records at random, in every way that JSON can be written. */
final class RandomRecords {
    private static final String[] TEXTS = {
        "blood pressure",
        "\\u00e9\\ud83d\\ude00 \\t\\n\\\"\\\\\\/",
        "é 😀 \u2028 \ufeff",
        "",
        "\\u0000\\u001f\\u007f",
        "<b>&amp;</b>",
        "__proto__",
    };
    private static final String[] NUMBERS = {
        "1.50", "0", "-1", "9007199254740993", "0.10", "60", "-0.5", "100000000000000000000"
    };

    private RandomRecords() {}

    static String observation(Random random, String id, int version, String patient) {
        return "{\"resourceType\":\"Observation\", \"id\":\"" + id + "\"," + meta(random, version)
                + ",\"subject\":{\"reference\":\"Patient/" + patient + "\"},\"note\":[{\"text\":\""
                + TEXTS[random.nextInt(TEXTS.length)] + "\"}],\n\"__proto__\":{\"b\":null,\"a\":true},"
                + "\"valueQuantity\":{\"value\":" + NUMBERS[random.nextInt(NUMBERS.length)] + "}}";
    }

    static String list(Random random, String id, int version, String one, String other) {
        return "{\"resourceType\":\"List\",\"id\":\"" + id + "\"," + meta(random, version)
                + ",\"contained\":[{\"resourceType\":\"Flag\",\"id\":\"f\",\"subject\":{\"reference\":\"Patient/" + one
                + "\"}},{\"resourceType\":\"Basic\",\"subject\":{\"reference\":\"Patient/" + other
                + "/_history/2\"}}],\"title\":\"" + TEXTS[random.nextInt(TEXTS.length)] + "\"}";
    }

    private static String meta(Random random, int version) {
        String labels =
                switch (random.nextInt(3)) {
                    case 0 -> ",\"security\":[{\"code\":\"R\"}]";
                    case 1 -> ",\"tag\":[{\"code\":\"x\"}],\"profile\":[\"urn:p\"]";
                    default -> ",\"source\":\"#s\"";
                };
        return "\"meta\":{\"versionId\":\"" + version + "\",\"lastUpdated\":\"" + TestLog.TIME + "\"" + labels + "}";
    }
}
