package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.anchoring.canonical.JsonArray;
import org.chartseal.anchoring.canonical.JsonMember;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.JsonString;
import org.chartseal.anchoring.canonical.JsonValue;
import org.jspecify.annotations.Nullable;

/** The members of one object, each taken by name and type; what nobody took is refused. */
final class Fields {
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]*");
    private static final Pattern HEX_0X = Pattern.compile("0x[0-9a-f]*");

    private final JsonObject object;
    private final String where;
    private final Set<String> taken = new HashSet<>();

    private Fields(JsonObject object, String where) {
        this.object = object;
        this.where = where;
    }

    /** Reads a whole text as one object; nothing but {@link ProofFormatException} comes out. */
    static <T> T read(byte[] json, String what, Function<Fields, T> use) {
        try {
            Fields fields = new Fields(JsonReader.readObject(json), what);
            T result = use.apply(fields);
            fields.end();
            return result;
        } catch (CanonicalizationException e) {
            throw new ProofFormatException(what + ", " + e.getMessage(), e);
        }
    }

    static <T> T read(String json, String what, Function<Fields, T> use) {
        return read(json.getBytes(UTF_8), what, use);
    }

    boolean has(String name) {
        return object.get(name) != null;
    }

    String text(String name) {
        taken.add(name);
        if (object.get(name) instanceof JsonString string) {
            return string.text();
        }
        throw fail(name, "a string");
    }

    @Nullable
    String optionalText(String name) {
        return has(name) ? text(name) : null;
    }

    void constant(String name, String value) {
        String found = text(name);
        if (!found.equals(value)) {
            throw fail(name, "\"" + value + "\"");
        }
    }

    /** A number from 0 to 2^63 - 1 as a decimal string. */
    long number(String name) {
        String text = text(name);
        try {
            if (DECIMAL.matcher(text).matches()) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            throw fail(name, "a decimal string up to 2^63-1");
        }
        throw fail(name, "a decimal string up to 2^63-1");
    }

    byte[] hex(String name, int length) {
        return hex(name, text(name), length);
    }

    byte[] hex(String name) {
        String text = text(name);
        return hex(name, text, text.length() / 2);
    }

    /** 0x and the digits of this many bytes, returned as the text it is. */
    String hex0x(String name, int length) {
        return hex0x(name, text(name), length);
    }

    List<String> hex0xs(String name, int length) {
        return list(name, value -> hex0x(name, value instanceof JsonString string ? string.text() : "", length));
    }

    private String hex0x(String name, String text, int length) {
        if (text.length() != 2 + 2 * length || !HEX_0X.matcher(text).matches()) {
            throw fail(name, "0x and " + 2 * length + " lower-case hex digits");
        }
        return text;
    }

    /** Any bytes in padded standard base64, in its only spelling. */
    byte[] base64(String name) {
        return base64(name, text(name));
    }

    List<byte[]> base64s(String name) {
        return list(name, value -> base64(name, value instanceof JsonString string ? string.text() : "-"));
    }

    private byte[] base64(String name, String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw fail(name, "padded base64 in its only spelling");
        }
        throw fail(name, "padded base64 in its only spelling");
    }

    /** Byte strings in hex, of any length. */
    List<byte[]> hexes(String name) {
        return list(name, value -> {
            String text = value instanceof JsonString string ? string.text() : "-";
            return hex(name, text, text.length() / 2);
        });
    }

    List<byte[]> hashes(String name) {
        return list(name, value -> hex(name, value instanceof JsonString string ? string.text() : "", 32));
    }

    List<String> texts(String name) {
        return list(name, value -> {
            if (value instanceof JsonString string) {
                return string.text();
            }
            throw fail(name, "strings");
        });
    }

    <T> T object(String name, Function<Fields, T> use) {
        taken.add(name);
        return object(name, object.get(name), use);
    }

    <T> List<T> objects(String name, Function<Fields, T> use) {
        return list(name, value -> object(name, value, use));
    }

    private <T> T object(String name, @Nullable JsonValue value, Function<Fields, T> use) {
        if (value instanceof JsonObject inner) {
            Fields fields = new Fields(inner, where + "." + name);
            T result = use.apply(fields);
            fields.end();
            return result;
        }
        throw fail(name, "an object");
    }

    private <T> List<T> list(String name, Function<JsonValue, T> use) {
        taken.add(name);
        if (object.get(name) instanceof JsonArray array) {
            List<T> result = new ArrayList<>();
            array.values().forEach(value -> result.add(use.apply(value)));
            return List.copyOf(result);
        }
        throw fail(name, "an array");
    }

    private byte[] hex(String name, String text, int length) {
        if (text.length() != 2 * length || !HEX.matcher(text).matches()) {
            throw fail(name, 2 * length + " lower-case hex digits");
        }
        return HexFormat.of().parseHex(text);
    }

    private void end() {
        for (JsonMember member : object.members()) {
            if (!taken.contains(member.name())) {
                throw unknown("field", member.name());
            }
        }
    }

    /** The name is the file's, not ours: quoted no further than it can do harm on a terminal. */
    ProofFormatException unknown(String what, String name) {
        return new ProofFormatException(
                where + ": expected no " + what + " \"" + name.replaceAll("[^A-Za-z0-9_/-]", "?") + "\"");
    }

    ProofFormatException fail(String name, String expected) {
        return new ProofFormatException(where + "." + name + ": expected " + expected
                + (has(name) ? ", found something else" : ", found none"));
    }
}
