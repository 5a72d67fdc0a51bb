package org.chartseal.anchoring.canonical;

/**
 * A look at a request's raw bytes before a lenient parser sees them. Some parsers take seconds for 400,000 digits and
 * never come back from {@code 1E1000000}; others keep the last of two equal keys in silence.
 */
public final class RequestGuard {
    private RequestGuard() {}

    /**
     * Accepts one JSON object or array (a JSON Patch is an array) in strict UTF-8 JSON, keeping nothing of it. Exponents
     * up to a magnitude of {@value JsonReader#MAX_LEXEME} and negative zero pass: both are legal in a request.
     *
     * @throws CanonicalizationException naming the rule and the byte offset, for a 4xx answer
     */
    public static void check(byte[] body) {
        int first = 0;
        while (first < body.length && " \t\r\n".indexOf(body[first]) >= 0) {
            first++;
        }
        new JsonReader(body, NumberScanner.REQUEST, false).root();
        if (body[first] != '{' && body[first] != '[') {
            throw new CanonicalizationException(JsonRule.ROOT_NOT_OBJECT, first);
        }
    }
}
