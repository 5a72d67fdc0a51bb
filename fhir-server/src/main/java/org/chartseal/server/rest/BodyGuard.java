package org.chartseal.server.rest;

import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.anchoring.canonical.RequestGuard;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a request's raw text before HAPI's lenient parsers do: they take seconds for a long number, never come back
 * from {@code 1E1000000}, and keep the last of two equal keys in silence.
 */
final class BodyGuard {
    private static final int MAX_DEPTH = 200;
    private static final int MAX_LEXEME = 400;
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9.]+(?:[eE]([+-]?)0*([0-9]+))?");
    /** Whole values only: a piece of an id, such as 8e912 in a UUID, is no number. */
    private static final Pattern BETWEEN_VALUES = Pattern.compile("[&=,|$;/\\\\\\s]+");

    private static final Pattern BEFORE_NUMBER = Pattern.compile("^[^0-9+-]+");
    private static final XMLInputFactory XML = xmlFactory();

    private BodyGuard() {}

    /** Checks a body of the given content type. */
    static void check(byte[] body, @Nullable String contentType) throws RefusedRequestException {
        if (body.length == 0 || contentType == null) {
            return;
        }
        String type = contentType.toLowerCase(Locale.ROOT);
        if (type.contains("json")) {
            json(body);
        } else if (type.contains("xml")) {
            xml(body);
        } else if (type.contains("x-www-form-urlencoded")) {
            text(new String(body, StandardCharsets.ISO_8859_1));
        }
    }

    /** Checks a query string or a form: any number in it must be of a size that can be handled. */
    static void text(@Nullable String query) throws RefusedRequestException {
        if (query == null) {
            return;
        }
        for (String value : BETWEEN_VALUES.split(unescaped(query), -1)) {
            // HAPI takes whatever stands before the first digit for a prefix such as "gt".
            number(BEFORE_NUMBER.matcher(value).replaceFirst(""), "a search parameter");
        }
    }

    private static String unescaped(String query) {
        try {
            // A plus is kept: it may stand in an exponent.
            return URLDecoder.decode(query.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return query;
        }
    }

    private static void json(byte[] body) throws RefusedRequestException {
        try {
            RequestGuard.check(body);
        } catch (CanonicalizationException refused) {
            throw new RefusedRequestException(
                    400, "structure", "The body is not acceptable JSON: at " + refused.getMessage());
        }
    }

    private static void xml(byte[] body) throws RefusedRequestException {
        try {
            XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(body));
            int depth = 0;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    throw new RefusedRequestException(
                            400, "structure", "The body is not acceptable XML: a document type is not allowed");
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    if (++depth > MAX_DEPTH) {
                        throw new RefusedRequestException(
                                400, "structure", "The body is not acceptable XML: nested deeper than " + MAX_DEPTH);
                    }
                    number(reader.getAttributeValue(null, "value"), "an element");
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                }
            }
        } catch (XMLStreamException malformed) {
            int line = malformed.getLocation() == null
                    ? 0
                    : malformed.getLocation().getLineNumber();
            throw new RefusedRequestException(400, "structure", "The body is not well-formed XML: see line " + line);
        }
    }

    private static void number(@Nullable String value, String where) throws RefusedRequestException {
        if (value == null || value.length() < 3) {
            return;
        }
        var matcher = NUMBER.matcher(value);
        if (!matcher.matches()) {
            return;
        }
        String exponent = matcher.group(2);
        boolean large = exponent != null && (exponent.length() > 4 || Integer.parseInt(exponent) > MAX_LEXEME);
        if (large || value.length() > MAX_LEXEME) {
            throw new RefusedRequestException(
                    400,
                    "value",
                    "Expected a number of at most " + MAX_LEXEME + " characters and an exponent within " + MAX_LEXEME
                            + ", found a larger one in " + where);
        }
    }

    private static XMLInputFactory xmlFactory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
