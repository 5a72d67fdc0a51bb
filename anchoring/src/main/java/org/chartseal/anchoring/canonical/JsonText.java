package org.chartseal.anchoring.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes JSON out of maps, lists and strings, in the order given, without white space. */
public final class JsonText {
    private JsonText() {}

    /**
     * One line of JSON.
     *
     * @param object values are strings, lists and maps of such
     * @throws IllegalArgumentException if a value is anything else
     */
    public static String of(Map<String, ?> object) {
        StringBuilder out = new StringBuilder();
        object(object, out);
        return out.toString();
    }

    private static void object(Map<?, ?> object, StringBuilder out) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = object.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            string((String) entry.getKey(), out);
            out.append(':');
            value(entry.getValue(), out);
            out.append(entries.hasNext() ? "," : "");
        }
        out.append('}');
    }

    private static void value(Object value, StringBuilder out) {
        if (value instanceof String string) {
            string(string, out);
        } else if (value instanceof Map<?, ?> map) {
            object(map, out);
        } else if (value instanceof List<?> list) {
            out.append('[');
            for (int i = 0; i < list.size(); i++) {
                out.append(i > 0 ? "," : "");
                value(list.get(i), out);
            }
            out.append(']');
        } else {
            throw new IllegalArgumentException("expected a string, list or map, found " + value.getClass());
        }
    }

    private static void string(String text, StringBuilder out) {
        CanonicalWriter writer = new CanonicalWriter(text.length() + 16);
        writer.string(text);
        out.append(new String(writer.toByteArray(), UTF_8));
    }
}
