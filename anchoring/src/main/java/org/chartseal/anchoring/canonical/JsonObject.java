package org.chartseal.anchoring.canonical;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON object whose members are sorted by the UTF-16 code units of their names, each name once. */
public final class JsonObject implements JsonValue {
    // String.compareTo compares UTF-16 code units, which is the order of RFC 8785.
    private static final Comparator<JsonMember> BY_NAME = Comparator.comparing(JsonMember::name);

    private final JsonMember[] members;

    private JsonObject(JsonMember[] members) {
        this.members = members;
    }

    /** Sorts the array in place; null if a name occurs twice. */
    static @Nullable JsonObject of(JsonMember[] members) {
        Arrays.sort(members, BY_NAME);
        for (int i = 1; i < members.length; i++) {
            if (members[i - 1].name().equals(members[i].name())) {
                return null;
            }
        }
        return new JsonObject(members);
    }

    /** The value under a name, null if there is none. */
    public @Nullable JsonValue get(String name) {
        for (JsonMember member : members) {
            if (member.name().equals(name)) {
                return member.value();
            }
        }
        return null;
    }

    /** The text under a name, null if there is none or it is no string. */
    public @Nullable String text(String name) {
        return get(name) instanceof JsonString string ? string.text() : null;
    }

    /** All members in canonical order. */
    public List<JsonMember> members() {
        return Collections.unmodifiableList(Arrays.asList(members));
    }

    JsonMember[] sorted() {
        return members;
    }
}
