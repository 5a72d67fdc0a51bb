package org.chartseal.anchoring.canonical;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * Strict JSON over UTF-8: refuses whatever two readers could understand differently. Recursion is bounded by
 * {@link #MAX_DEPTH}.
 */
public final class JsonReader {
    /** Deepest nesting of arrays and objects; the root counts as 1. */
    public static final int MAX_DEPTH = 200;
    /** Longest number in characters, and largest magnitude of an exponent in a request. */
    public static final int MAX_LEXEME = 400;

    private final byte[] in;
    private final NumberScanner numbers;
    private final boolean keep;
    private int at;

    JsonReader(byte[] in, NumberScanner numbers, boolean keep) {
        this.in = in;
        this.numbers = numbers;
        this.keep = keep;
    }

    /**
     * Reads one JSON object under the rules of {@code fhir-jcs-lex/1} (integrity log, section 1).
     *
     * @param json UTF-8 without byte order mark; must not change while the result is in use
     * @throws CanonicalizationException if the text breaks a rule or its root is no object
     */
    public static JsonObject readObject(byte[] json) {
        if (new JsonReader(json, NumberScanner.CANONICAL, true).root() instanceof JsonObject object) {
            return object;
        }
        throw new CanonicalizationException(JsonRule.ROOT_NOT_OBJECT, 0);
    }

    JsonValue root() {
        if (in.length >= 3 && (in[0] & 0xff) == 0xef && (in[1] & 0xff) == 0xbb && (in[2] & 0xff) == 0xbf) {
            throw fail(JsonRule.BYTE_ORDER_MARK);
        }
        JsonValue root = value(1);
        if (next() != -1) {
            throw fail(JsonRule.TRAILING_BYTES);
        }
        return root;
    }

    private JsonValue value(int depth) {
        int first = next();
        return switch (first) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal(JsonLiteral.TRUE);
            case 'f' -> literal(JsonLiteral.FALSE);
            case 'n' -> literal(JsonLiteral.NULL);
            default -> {
                if (first != '-' && (first < '0' || first > '9')) {
                    throw fail(JsonRule.SYNTAX);
                }
                yield number();
            }
        };
    }

    private JsonValue object(int depth) {
        List<JsonMember> members = new ArrayList<>(8);
        open(depth);
        if (next() == '}') {
            at++;
        } else {
            do {
                if (next() != '"') {
                    throw fail(JsonRule.SYNTAX);
                }
                String name = string().text();
                if (next() != ':') {
                    throw fail(JsonRule.SYNTAX);
                }
                at++;
                members.add(new JsonMember(name, value(depth + 1)));
            } while (another('}'));
        }
        JsonObject object = JsonObject.of(members.toArray(new JsonMember[0]));
        if (object == null) {
            throw fail(JsonRule.DUPLICATE_KEY);
        }
        return keep ? object : JsonLiteral.NULL;
    }

    private JsonValue array(int depth) {
        List<JsonValue> values = new ArrayList<>(keep ? 4 : 0);
        open(depth);
        if (next() == ']') {
            at++;
        } else {
            do {
                JsonValue value = value(depth + 1);
                if (keep) {
                    values.add(value);
                }
            } while (another(']'));
        }
        return keep ? new JsonArray(values) : JsonLiteral.NULL;
    }

    private void open(int depth) {
        if (depth > MAX_DEPTH) {
            throw fail(JsonRule.TOO_DEEP);
        }
        at++;
    }

    private boolean another(char close) {
        int next = next();
        if (next != ',' && next != close) {
            throw fail(JsonRule.SYNTAX);
        }
        at++;
        return next == ',';
    }

    private JsonString string() {
        int start = ++at;
        while (at < in.length) {
            int b = in[at];
            if (b == '"') {
                return new JsonString(in, start, at++);
            } else if (b == '\\') {
                return escapedString(start);
            }
            character();
        }
        throw fail(JsonRule.SYNTAX);
    }

    private JsonString escapedString(int start) {
        StringBuilder text = new StringBuilder(at - start + 32);
        int plain = start;
        while (at < in.length) {
            int b = in[at];
            if (b == '"' || b == '\\') {
                text.append(new String(in, plain, at - plain, UTF_8));
                if (b == '"') {
                    checkSurrogates(text);
                    at++;
                    return new JsonString(text.toString());
                }
                at++;
                escape(text);
                plain = at;
            } else {
                character();
            }
        }
        throw fail(JsonRule.SYNTAX);
    }

    private void character() {
        int b = in[at];
        if (b >= 0x20) {
            at++;
        } else if (b >= 0) {
            throw fail(JsonRule.CONTROL_CHARACTER);
        } else {
            int length = Utf8.length(in, at);
            if (length == 0) {
                throw fail(JsonRule.MALFORMED_UTF8);
            }
            at += length;
        }
    }

    private void escape(StringBuilder text) {
        int b = at < in.length ? in[at] : -1;
        if (b == 'u') {
            text.append(hex4());
            return;
        }
        int known = b < 0 ? -1 : "\"\\/bfnrt".indexOf(b);
        if (known < 0) {
            throw fail(JsonRule.SYNTAX);
        }
        text.append("\"\\/\b\f\n\r\t".charAt(known));
        at++;
    }

    private char hex4() {
        int value = 0;
        for (int i = 1; i <= 4; i++) {
            int digit = at + i < in.length && in[at + i] > 0 ? Character.digit(in[at + i], 16) : -1;
            if (digit < 0) {
                throw fail(JsonRule.SYNTAX);
            }
            value = value << 4 | digit;
        }
        at += 5;
        return (char) value;
    }

    private void checkSurrogates(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw fail(JsonRule.LONE_SURROGATE);
            }
        }
    }

    private JsonValue number() {
        int start = at;
        at = numbers.end(in, start);
        return keep ? new JsonNumber(new String(in, start, at - start, ISO_8859_1)) : JsonLiteral.NULL;
    }

    private JsonLiteral literal(JsonLiteral literal) {
        if (!literal.at(in, at)) {
            throw fail(JsonRule.SYNTAX);
        }
        at += literal.length();
        return literal;
    }

    /** Skips white space; the byte there, or -1 at the end. */
    private int next() {
        while (at < in.length) {
            int b = in[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xff;
            }
            at++;
        }
        return -1;
    }

    private CanonicalizationException fail(JsonRule rule) {
        return new CanonicalizationException(rule, at);
    }
}
