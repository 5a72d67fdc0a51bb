package org.chartseal.server.blindindex;

import java.util.Base64;

/** Tokens of texts that HAPI compares as text: canonical URLs and the strings of unique combinations. */
final class KeyedTexts {
    private final Prf function;

    KeyedTexts(Prf function) {
        this.function = function;
    }

    /** The token, 22 characters. */
    String token(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(function.first128(ValueBytes.utf8(text)));
    }
}
