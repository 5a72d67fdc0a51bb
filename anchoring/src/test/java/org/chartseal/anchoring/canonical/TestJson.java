package org.chartseal.anchoring.canonical;

import java.util.Random;

/** Random JSON objects with all the syntax that a reader may meet. */
public final class TestJson {
    private static final String[] TEXT = {
        "a", "é", "\\n", "\\u0041", "\ud83d\ude00", "\\ud83d\\ude00", "\\/", "\u2028", "\\\""
    };
    private static final String[] SCALAR = {"true", "false", "null", "0", "-1", "1.50", "9007199254740993", "0.10"};

    private TestJson() {}

    public static String random(Random random) {
        return object(random, 0);
    }

    private static String object(Random random, int depth) {
        StringBuilder json = new StringBuilder("{");
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            json.append(i == 0 ? "" : " ,\n")
                    .append('"')
                    .append(text(random))
                    .append(random.nextInt(100))
                    .append('"');
            // The position makes the name unique whatever the random text says.
            json.insert(json.length() - 1, "#" + i).append(" : ").append(value(random, depth + 1));
        }
        return json.append("}").toString();
    }

    private static String value(Random random, int depth) {
        int kind = random.nextInt(depth > 4 ? 2 : 4);
        if (kind == 0) {
            return SCALAR[random.nextInt(SCALAR.length)];
        } else if (kind == 1) {
            return '"' + text(random) + '"';
        } else if (kind == 2) {
            return object(random, depth);
        }
        return "[" + value(random, depth + 1) + "\t," + value(random, depth + 1) + "]";
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(TEXT[random.nextInt(TEXT.length)]);
        }
        return text.toString();
    }
}
