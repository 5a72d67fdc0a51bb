package org.chartseal.anchoring.canonical;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The three JSON words. */
public enum JsonLiteral implements JsonValue {
    TRUE("true"),
    FALSE("false"),
    NULL("null");

    private final String word;

    JsonLiteral(String word) {
        this.word = word;
    }

    byte[] bytes() {
        return word.getBytes(US_ASCII);
    }

    int length() {
        return word.length();
    }

    boolean at(byte[] in, int offset) {
        if (in.length - offset < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (in[offset + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
