package org.chartseal.server.blindindex;

import java.util.Base64;

/** Tokens of texts that HAPI compares as text: canonical URLs and the strings of unique combinations. */
final class KeyedTexts {
    private final Prf function;
    private final boolean clear;

    /** @param clear whether the whole index is in the clear, these texts included */
    KeyedTexts(Prf function, boolean clear) {
        this.function = function;
        this.clear = clear;
    }

    /** The token, 22 characters. */
    String token(String text) {
        return clear
                ? text
                : Base64.getUrlEncoder().withoutPadding().encodeToString(function.first128(ValueBytes.utf8(text)));
    }
}
