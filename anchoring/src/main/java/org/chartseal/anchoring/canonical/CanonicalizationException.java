package org.chartseal.anchoring.canonical;

/**
 * A text that has no canonical form. The message names the rule and the position, never the data, so that it may be
 * logged and returned to a client.
 */
public final class CanonicalizationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final JsonRule rule;
    private final int offset;

    public CanonicalizationException(JsonRule rule, int offset) {
        super("byte " + offset + ": " + rule.text());
        this.rule = rule;
        this.offset = offset;
    }

    public JsonRule rule() {
        return rule;
    }

    /** Where reading stopped, in bytes from 0; for a duplicate key the end of its object. */
    public int offset() {
        return offset;
    }
}
