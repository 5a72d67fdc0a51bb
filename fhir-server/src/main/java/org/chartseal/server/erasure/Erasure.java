package org.chartseal.server.erasure;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.chartseal.anchoring.canonical.JsonArray;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.JsonString;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.server.keys.SlotId;
import org.jspecify.annotations.Nullable;

/**
 * One erasure of one patient: what was asked for, and how far it has come. Stored sealed as a whole.
 *
 * @param id 32 hexadecimal digits, random
 * @param subjectName keyed hash of the patient's reference, 32 bytes
 * @param reason why
 * @param authorisedBy client id of the privacy officer's token
 * @param requested when it was asked for
 * @param record canonical JSON that authorises the tombstones, empty until they are asked for
 * @param names keyed names of what goes, hexadecimal: the patient's alone until the tombstones are asked for
 * @param slots the slots that it destroys, the patient's alone until then: two where the patient's key is being rotated
 * @param parts in how many parts its versions are listed, 0 until the keys may go
 * @param destroyed when the keys were destroyed, null before
 */
record Erasure(
        String id,
        byte[] subjectName,
        ErasureReason reason,
        String authorisedBy,
        Instant requested,
        State state,
        String record,
        Set<String> names,
        Set<SlotId> slots,
        int parts,
        @Nullable Instant destroyed) {
    private static final HexFormat HEX = HexFormat.of();

    /** How far it has come. Each step is durable before the next begins, and may be taken twice. */
    enum State {
        /** Nobody writes for this patient any more; what is under way comes to its end. */
        REQUESTED,
        /** The tombstones are asked for. */
        MARKED,
        /** The tombstones are in the signed log: the keys may go. */
        LOGGED,
        /** The keys are destroyed. */
        DESTROYED,
        /** Rows are removed, the key-encryption key is rotated, the audit trail says so. */
        DONE
    }

    static Erasure requested(
            String id,
            byte[] subjectName,
            Set<SlotId> slots,
            ErasureReason reason,
            String authorisedBy,
            Instant requested) {
        return new Erasure(
                id,
                subjectName,
                reason,
                authorisedBy,
                requested,
                State.REQUESTED,
                "",
                Set.of(HEX.formatHex(subjectName)),
                Set.copyOf(slots),
                0,
                null);
    }

    Erasure marked(String itsRecord, Set<String> itsNames, Set<SlotId> itsSlots) {
        return new Erasure(
                id,
                subjectName,
                reason,
                authorisedBy,
                requested,
                State.MARKED,
                itsRecord,
                Set.copyOf(itsNames),
                Set.copyOf(itsSlots),
                0,
                null);
    }

    Erasure logged() {
        return at(State.LOGGED, parts, destroyed);
    }

    /** With its versions listed in so many parts. */
    Erasure listed(int inParts) {
        return at(state, inParts, destroyed);
    }

    Erasure destroyed(Instant when) {
        return at(State.DESTROYED, parts, when);
    }

    Erasure done() {
        return at(State.DONE, 0, destroyed);
    }

    private Erasure at(State next, int inParts, @Nullable Instant whenDestroyed) {
        return new Erasure(
                id, subjectName, reason, authorisedBy, requested, next, record, names, slots, inParts, whenDestroyed);
    }

    /** Whether it is about this patient. */
    boolean isOf(byte[] name) {
        return Arrays.equals(subjectName, name);
    }

    /** Whether this keyed name is the patient's, or that of something that goes with the patient. */
    boolean takes(byte[] name) {
        return names.contains(HEX.formatHex(name));
    }

    /** The keyed names of all that goes. */
    Collection<byte[]> keyedNames() {
        return names.stream().map(HEX::parseHex).toList();
    }

    byte[] encode() {
        Map<String, Object> json = new TreeMap<>();
        json.put("id", id);
        json.put("subject", HEX.formatHex(subjectName));
        json.put("reason", reason.name());
        json.put("authorisedBy", authorisedBy);
        json.put("requested", requested.toString());
        json.put("state", state.name());
        json.put("record", record);
        json.put("names", List.copyOf(new TreeSet<>(names)));
        json.put("slots", new TreeSet<>(slots).stream().map(SlotId::toString).toList());
        json.put("parts", Integer.toString(parts));
        if (destroyed != null) {
            json.put("destroyed", destroyed.toString());
        }
        return JsonText.of(json).getBytes(StandardCharsets.UTF_8);
    }

    static Erasure decode(byte[] encoded) {
        JsonObject json = JsonReader.readObject(encoded);
        String destroyed = json.text("destroyed");
        return new Erasure(
                text(json, "id"),
                HEX.parseHex(text(json, "subject")),
                ErasureReason.valueOf(text(json, "reason")),
                text(json, "authorisedBy"),
                Instant.parse(text(json, "requested")),
                State.valueOf(text(json, "state")),
                text(json, "record"),
                Set.copyOf(texts(json, "names")),
                texts(json, "slots").stream()
                        .map(slot -> SlotId.of(HEX.parseHex(slot)))
                        .collect(Collectors.toUnmodifiableSet()),
                Integer.parseInt(text(json, "parts")),
                destroyed == null ? null : Instant.parse(destroyed));
    }

    private static String text(JsonObject json, String name) {
        String value = json.text(name);
        if (value == null) {
            throw new IllegalArgumentException("Expected an erasure to say its " + name);
        }
        return value;
    }

    private static List<String> texts(JsonObject json, String name) {
        return json.get(name) instanceof JsonArray array
                ? array.values().stream()
                        .map(value -> ((JsonString) value).text())
                        .toList()
                : List.of();
    }
}
