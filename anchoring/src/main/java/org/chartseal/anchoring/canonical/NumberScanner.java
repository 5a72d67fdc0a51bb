package org.chartseal.anchoring.canonical;

/** The number grammar of RFC 8259 with the bounds of {@code fhir-jcs-lex/1}. */
enum NumberScanner {
    /** What may be hashed: no exponent, no negative zero. */
    CANONICAL {
        @Override
        void exponent(int offset, int magnitude) {
            throw new CanonicalizationException(JsonRule.EXPONENT, offset);
        }

        @Override
        void negativeZero(int offset) {
            throw new CanonicalizationException(JsonRule.NEGATIVE_ZERO, offset);
        }
    },
    /** What a client may send: whatever a parser can expand at a bounded cost. */
    REQUEST {
        @Override
        void exponent(int offset, int magnitude) {
            if (magnitude > JsonReader.MAX_LEXEME) {
                throw new CanonicalizationException(JsonRule.EXPONENT_TOO_LARGE, offset);
            }
        }

        @Override
        void negativeZero(int offset) {}
    };

    abstract void exponent(int offset, int magnitude);

    abstract void negativeZero(int offset);

    /** Returns the offset behind the number that starts at an offset. */
    int end(byte[] in, int start) {
        boolean negative = in[start] == '-';
        int at = negative ? start + 1 : start;
        int integer = at;
        at = digits(in, at, start);
        if (in[integer] == '0' && at - integer > 1) {
            throw new CanonicalizationException(JsonRule.SYNTAX, integer);
        }
        if (at < in.length && in[at] == '.') {
            at = digits(in, at + 1, start);
        }
        if (negative && isZero(in, integer, at)) {
            negativeZero(start);
        }
        if (at < in.length && (in[at] == 'e' || in[at] == 'E')) {
            at = exponent(in, at, start);
        }
        return at;
    }

    private int exponent(byte[] in, int mark, int start) {
        int at = mark + 1;
        if (at < in.length && (in[at] == '+' || in[at] == '-')) {
            at++;
        }
        int end = digits(in, at, start);
        int magnitude = 0;
        for (int i = at; i < end; i++) {
            magnitude = Math.min(JsonReader.MAX_LEXEME + 1, magnitude * 10 + in[i] - '0');
        }
        exponent(mark, magnitude);
        return end;
    }

    private static int digits(byte[] in, int from, int start) {
        int at = from;
        while (at < in.length && in[at] >= '0' && in[at] <= '9') {
            at++;
            if (at - start > JsonReader.MAX_LEXEME) {
                throw new CanonicalizationException(JsonRule.NUMBER_TOO_LONG, start);
            }
        }
        if (at == from) {
            throw new CanonicalizationException(JsonRule.SYNTAX, at);
        }
        return at;
    }

    private static boolean isZero(byte[] in, int from, int to) {
        for (int i = from; i < to; i++) {
            if (in[i] != '0' && in[i] != '.') {
                return false;
            }
        }
        return true;
    }
}
