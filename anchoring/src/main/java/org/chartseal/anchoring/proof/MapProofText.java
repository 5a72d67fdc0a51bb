package org.chartseal.anchoring.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.map.AbsenceProof;
import org.chartseal.anchoring.map.EntryProof;
import org.chartseal.anchoring.map.MapEntry;
import org.chartseal.anchoring.map.MapHead;
import org.chartseal.anchoring.map.MapProof;
import org.chartseal.anchoring.map.PresenceProof;
import org.jspecify.annotations.Nullable;

/** The JSON of what a map says of one head. */
final class MapProofText {
    private static final String HEAD = "head";
    private static final String ABSENT = "absent";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    private MapProofText() {}

    static void write(MapProof proof, Map<String, Object> json) {
        Map<String, Object> text = new LinkedHashMap<>();
        if (proof instanceof PresenceProof present) {
            text.put("index", Long.toString(present.index()));
            text.put("seq", Long.toString(present.head().seq()));
            text.put("leafHash", Hex.of(present.head().leafHash()));
            text.put("salt", Hex.of(present.salt()));
            text.put("path", present.path().stream().map(Hex::of).toList());
            json.put(HEAD, text);
        } else if (proof instanceof AbsenceProof absent) {
            entry(BEFORE, absent.before(), text);
            entry(AFTER, absent.after(), text);
            json.put(ABSENT, text);
        }
    }

    private static void entry(String name, @Nullable EntryProof proof, Map<String, Object> json) {
        if (proof != null) {
            Map<String, Object> text = new LinkedHashMap<>();
            text.put("index", Long.toString(proof.index()));
            text.put("key", Hex.of(proof.entry().key()));
            text.put("value", Hex.of(proof.entry().value()));
            text.put("path", proof.path().stream().map(Hex::of).toList());
            json.put(name, text);
        }
    }

    /** Reads {@code head} or {@code absent}, of which the object must have one. */
    static MapProof read(Fields fields) {
        return fields.has(HEAD)
                ? fields.object(HEAD, MapProofText::present)
                : fields.object(ABSENT, absent -> new AbsenceProof(optional(BEFORE, absent), optional(AFTER, absent)));
    }

    private static MapProof present(Fields fields) {
        long seq = fields.number("seq");
        if (seq == 0) {
            throw fields.fail("seq", "a number from 1");
        }
        return new PresenceProof(
                fields.number("index"),
                new MapHead(seq, fields.hex("leafHash", Sha256.LENGTH)),
                fields.hex("salt", Sha256.LENGTH),
                fields.hashes("path"));
    }

    private static @Nullable EntryProof optional(String name, Fields fields) {
        return fields.has(name)
                ? fields.object(
                        name,
                        entry -> new EntryProof(
                                entry.number("index"),
                                new MapEntry(entry.hex("key", Sha256.LENGTH), entry.hex("value", Sha256.LENGTH)),
                                entry.hashes("path")))
                : null;
    }
}
