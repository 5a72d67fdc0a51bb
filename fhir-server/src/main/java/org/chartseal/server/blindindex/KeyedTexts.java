package org.chartseal.server.blindindex;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Tokens of texts that HAPI compares as text: canonical URLs and the strings of unique combinations. */
final class KeyedTexts {
    private final Prf function;
    private final String prefix;
    private final boolean clear;

    /**
     * Tokens of a generation.
     *
     * @param generation begins each token, so that its rows are told from others': the first one's have no such beginning
     * @param clear whether the whole index is in the clear, these texts included
     */
    KeyedTexts(Prf function, int generation, boolean clear) {
        this.function = function;
        this.prefix = prefix(generation);
        this.clear = clear;
    }

    /** What all tokens of a generation begin with; no token of the first has a dot. */
    static String prefix(int generation) {
        return generation == 1 ? "" : generation + ".";
    }

    /** Whether texts stand for themselves. */
    boolean clear() {
        return clear;
    }

    /** Whether this is a token of this generation. */
    boolean own(@Nullable String token) {
        return token != null && (prefix.isEmpty() ? token.indexOf('.') < 0 : token.startsWith(prefix));
    }

    /** What marks a row of this generation that has no text: null of the first one. */
    @Nullable
    String mark() {
        return prefix.isEmpty() ? null : prefix;
    }

    /** The token: 22 characters after the prefix. */
    String token(String text) {
        return clear
                ? text
                : prefix
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(function.first128(ValueBytes.utf8(text)));
    }
}
