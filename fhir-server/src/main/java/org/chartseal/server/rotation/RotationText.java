package org.chartseal.server.rotation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chartseal.anchoring.canonical.JsonArray;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.JsonString;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.server.keys.SlotId;
import org.chartseal.server.keys.SlotMoves.Move;

/** A rotation as the JSON that is sealed in its row. */
final class RotationText {
    private static final HexFormat HEX = HexFormat.of();

    private RotationText() {}

    static byte[] encode(Rotation rotation) {
        Map<String, Object> json = new TreeMap<>();
        json.put("id", rotation.id());
        if (rotation.subjectName() != null) {
            json.put("subject", HEX.formatHex(rotation.subjectName()));
        }
        if (rotation.before() != null) {
            json.put("before", rotation.before().toString());
        }
        json.put("requestedBy", rotation.requestedBy());
        json.put("requested", rotation.requested().toString());
        json.put("state", rotation.state().name());
        json.put("lastName", HEX.formatHex(rotation.lastName()));
        json.put("round", rotation.round().stream().map(RotationText::text).toList());
        json.put("subjects", Long.toString(rotation.subjects()));
        json.put("rows", Long.toString(rotation.rows()));
        return JsonText.of(json).getBytes(StandardCharsets.UTF_8);
    }

    static Rotation decode(byte[] encoded) {
        JsonObject json = JsonReader.readObject(encoded);
        String subject = json.text("subject");
        String before = json.text("before");
        return new Rotation(
                text(json, "id"),
                subject == null ? null : HEX.parseHex(subject),
                before == null ? null : Instant.parse(before),
                text(json, "requestedBy"),
                Instant.parse(text(json, "requested")),
                Rotation.State.valueOf(text(json, "state")),
                HEX.parseHex(text(json, "lastName")),
                round(json),
                Long.parseLong(text(json, "subjects")),
                Long.parseLong(text(json, "rows")));
    }

    private static List<Move> round(JsonObject json) {
        return json.get("round") instanceof JsonArray array
                ? array.values().stream()
                        .map(value -> move(((JsonString) value).text()))
                        .toList()
                : List.of();
    }

    /** Name, old slot, new slot: 128 hexadecimal digits. */
    private static String text(Move move) {
        return HEX.formatHex(move.subjectName()) + move.old() + move.next();
    }

    private static Move move(String text) {
        int slot = 2 * SlotId.LENGTH;
        int name = text.length() - 2 * slot;
        return new Move(
                HEX.parseHex(text.substring(0, name)),
                SlotId.of(HEX.parseHex(text.substring(name, name + slot))),
                SlotId.of(HEX.parseHex(text.substring(name + slot))));
    }

    private static String text(JsonObject json, String name) {
        String value = json.text(name);
        if (value == null) {
            throw new IllegalArgumentException("Expected a rotation to say its " + name);
        }
        return value;
    }
}
