package org.chartseal.server.erasure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;
import org.chartseal.anchoring.canonical.Canonicalizer;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.server.keys.SlotId;

/**
 * The record that authorises an erasure, canonical JSON. It says what was decided, when, why and under which role; which
 * slots it covers stands in it as a hash, so that no row can claim another slot for it. It names no patient.
 */
final class ErasureRecord {
    private ErasureRecord() {}

    static String of(Erasure erasure, Collection<SlotId> slots) {
        String json = JsonText.of(Map.of(
                "erasure", erasure.id(),
                "authorisedBy", erasure.authorisedBy(),
                "role", "privacy-officer",
                "reason", erasure.reason().code(),
                "requested", erasure.requested().toString(),
                "slots", slotsHash(slots)));
        return new String(
                Canonicalizer.canonicalizeObject(json.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    /** Whether a record is of just these slots. */
    static boolean covers(String record, Collection<SlotId> slots) {
        return record.contains("\"slots\":\"" + slotsHash(slots) + "\"");
    }

    private static String slotsHash(Collection<SlotId> slots) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            new TreeSet<>(slots).forEach(slot -> hash.update(slot.bytes()));
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is not available", impossible);
        }
    }
}
