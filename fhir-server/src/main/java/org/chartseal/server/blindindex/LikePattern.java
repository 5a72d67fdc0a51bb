package org.chartseal.server.blindindex;

import java.nio.charset.StandardCharsets;

/**
 * SQL's LIKE over a value's normalised part: {@code %} is any text, {@code _} any one character, a backslash takes the
 * next as it is. HAPI escapes the percent sign only, so a search for {@code a_b} finds {@code axb} here as there.
 */
final class LikePattern implements ValueSet.Test {
    private final int[] pattern;
    private final byte[] prefix;

    private static final int ANY_TEXT = -1;
    private static final int ANY_ONE = -2;

    LikePattern(String like) {
        this.pattern = parse(like);
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < pattern.length && pattern[i] >= 0; i++) {
            literal.appendCodePoint(pattern[i]);
        }
        this.prefix = ValueBytes.utf8(literal.toString());
    }

    private static int[] parse(String like) {
        int[] all = like.codePoints().toArray();
        int[] parsed = new int[all.length];
        int length = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == '\\' && i + 1 < all.length) {
                parsed[length++] = all[++i];
            } else {
                parsed[length++] = all[i] == '%' ? ANY_TEXT : all[i] == '_' ? ANY_ONE : all[i];
            }
        }
        return java.util.Arrays.copyOf(parsed, length);
    }

    /** What every match begins with. */
    byte[] prefix() {
        return prefix.clone();
    }

    @Override
    public boolean accepts(byte[] all, int from, int to) {
        boolean prefixOnly = pattern.length > 0 && pattern[pattern.length - 1] == ANY_TEXT && isPrefix();
        int length = ValueBytes.normalizedLength(all, from, to);
        if (prefixOnly) {
            return length >= prefix.length
                    && java.util.Arrays.equals(all, from, from + prefix.length, prefix, 0, prefix.length);
        }
        int[] text = new String(all, from, length, StandardCharsets.UTF_8)
                .codePoints()
                .toArray();
        return matches(text);
    }

    private boolean isPrefix() {
        for (int i = 0; i < pattern.length - 1; i++) {
            if (pattern[i] < 0) {
                return false;
            }
        }
        return true;
    }

    // On a mismatch after a percent sign, that sign takes one character more.
    private boolean matches(int[] text) {
        int t = 0;
        int p = 0;
        int star = -1;
        int mark = 0;
        while (t < text.length) {
            if (p < pattern.length && (pattern[p] == ANY_ONE || pattern[p] == text[t])) {
                t++;
                p++;
            } else if (p < pattern.length && pattern[p] == ANY_TEXT) {
                star = p++;
                mark = t;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == ANY_TEXT) {
            p++;
        }
        return p == pattern.length;
    }
}
