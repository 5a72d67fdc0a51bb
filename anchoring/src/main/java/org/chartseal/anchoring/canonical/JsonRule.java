package org.chartseal.anchoring.canonical;

/** What a text must obey to have a canonical form. */
public enum JsonRule {
    BYTE_ORDER_MARK("a byte order mark is not allowed"),
    MALFORMED_UTF8("expected well-formed UTF-8"),
    SYNTAX("expected JSON as RFC 8259 defines it"),
    TRAILING_BYTES("expected the end of the text after the root value"),
    ROOT_NOT_OBJECT("expected an object as the root"),
    META_NOT_OBJECT("expected an object as the root's meta"),
    DUPLICATE_KEY("an object names a key twice"),
    LONE_SURROGATE("a string holds half a surrogate pair"),
    CONTROL_CHARACTER("a string holds an unescaped control character"),
    TOO_DEEP("nested deeper than " + JsonReader.MAX_DEPTH + " levels"),
    EXPONENT("a number with an exponent has no canonical form"),
    EXPONENT_TOO_LARGE("a number's exponent is beyond " + JsonReader.MAX_LEXEME),
    NEGATIVE_ZERO("negative zero has no canonical form"),
    NUMBER_TOO_LONG("a number is longer than " + JsonReader.MAX_LEXEME + " characters");

    private final String text;

    JsonRule(String text) {
        this.text = text;
    }

    /** The rule in words, without any data. */
    public String text() {
        return text;
    }
}
