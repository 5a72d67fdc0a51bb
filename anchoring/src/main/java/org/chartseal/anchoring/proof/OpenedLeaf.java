package org.chartseal.anchoring.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.log.Commitment;
import org.jspecify.annotations.Nullable;

/**
 * One leaf of an export, as far as the server opens it.
 *
 * @param entry the 33 bytes in the tree
 * @param leaf its commitments, opened or hidden; null if not even they are known
 * @param content canonical JSON under contentHash (kinds 1 and 4 to 8), null if not given
 * @param meta canonical meta under metaHash, null if there is none
 * @param authorization JSON of the authorising record of kind 3, else null
 * @param absent why the leaf does not open, such as {@code erased}; null if it does
 * @param map the map of kind 5, else null
 */
public record OpenedLeaf(
        long index,
        byte[] entry,
        @Nullable LeafOpening leaf,
        @Nullable String content,
        @Nullable String meta,
        @Nullable String authorization,
        @Nullable String absent,
        @Nullable MapOpening map) {

    /** A leaf without a map. */
    public OpenedLeaf(
            long index,
            byte[] entry,
            @Nullable LeafOpening leaf,
            @Nullable String content,
            @Nullable String meta,
            @Nullable String authorization,
            @Nullable String absent) {
        this(index, entry, leaf, content, meta, authorization, absent, null);
    }

    /** The same leaf with its map. */
    public OpenedLeaf with(MapOpening opened) {
        return new OpenedLeaf(index, entry, leaf, content, meta, authorization, absent, opened);
    }

    /** One line of NDJSON without its line feed. */
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("index", Long.toString(index));
        json.put("entry", Hex.of(entry));
        if (leaf != null) {
            leaf.writeTo(json);
        }
        put(json, "content", content);
        put(json, "meta", meta);
        put(json, "authorization", authorization);
        put(json, "absent", absent);
        if (map != null) {
            json.put("map", map.json());
        }
        return JsonText.of(json);
    }

    private static void put(Map<String, Object> json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    /**
     * Reads one line, strictly.
     *
     * @throws ProofFormatException if a field is unknown, missing or malformed
     */
    public static OpenedLeaf parse(String line) {
        return Fields.read(
                line,
                "leaf",
                fields -> new OpenedLeaf(
                        fields.number("index"),
                        fields.hex("entry", Commitment.ENTRY_LENGTH),
                        fields.has("write") ? LeafOpening.read(fields) : null,
                        fields.optionalText("content"),
                        fields.optionalText("meta"),
                        fields.optionalText("authorization"),
                        fields.optionalText("absent"),
                        fields.has("map") ? fields.object("map", MapOpening::read) : null));
    }
}
