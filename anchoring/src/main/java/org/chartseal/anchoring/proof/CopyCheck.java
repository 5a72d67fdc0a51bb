package org.chartseal.anchoring.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.chartseal.anchoring.canonical.CanonicalResource;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.anchoring.canonical.Canonicalizer;
import org.chartseal.anchoring.canonical.JsonArray;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.JsonValue;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.jspecify.annotations.Nullable;

/** Compares a resource as REST gave it with an authenticated leaf. */
final class CopyCheck {
    private static final String SUBSETTED = "SUBSETTED";

    private CopyCheck() {}

    /**
     * The contradictions, none if the copy is the logged version.
     *
     * @throws ProofFormatException if the copy is no JSON that could have been logged
     */
    static List<Finding> check(LeafWrite known, byte[] copy) {
        try {
            return check(known, JsonReader.readObject(copy));
        } catch (CanonicalizationException e) {
            throw new ProofFormatException("resource, " + e.getMessage(), e);
        }
    }

    /** As {@link #check(LeafWrite, byte[])}, of a resource that was read. */
    static List<Finding> check(LeafWrite known, JsonObject resource) {
        List<Finding> findings = new ArrayList<>();
        CanonicalResource canonical;
        try {
            canonical = Canonicalizer.canonicalize(resource);
        } catch (CanonicalizationException e) {
            throw new ProofFormatException("resource, " + e.getMessage(), e);
        }
        JsonObject meta = resource.get("meta") instanceof JsonObject object ? object : null;
        if (meta != null && (coded(meta.get("security")) || coded(meta.get("tag")))) {
            return List.of(new Finding(Verdict.NOT_VERIFIABLE, "the copy is a summary (SUBSETTED), not the record"));
        }
        if (known.kind() != LeafKind.VERSION) {
            return List.of(new Finding(
                    Verdict.TAMPERED,
                    "a copy is shown for a leaf of kind " + known.kind().code() + ", which has none"));
        }
        LeafCheck.identity(known, resource, findings);
        if (meta != null) {
            version(known, meta, findings);
        }
        if (!Arrays.equals(canonical.contentHash(), known.contentHash())) {
            findings.add(new Finding(Verdict.TAMPERED, "the copy does not have the content hash in the leaf"));
        }
        if (!Arrays.equals(canonical.metaHash(), known.metaHash())) {
            findings.add(new Finding(Verdict.TAMPERED, "the copy's meta does not have the hash in the leaf"));
        }
        return findings;
    }

    private static void version(LeafWrite known, JsonObject meta, List<Finding> findings) {
        String versionId = meta.text("versionId");
        if (versionId != null && !versionId.equals(known.versionId())) {
            findings.add(new Finding(Verdict.TAMPERED, "the copy's versionId is not the one in the leaf"));
        }
        String lastUpdated = meta.text("lastUpdated");
        if (lastUpdated != null && !at(lastUpdated, known.lastUpdatedMs())) {
            findings.add(new Finding(Verdict.TAMPERED, "the copy's lastUpdated is not the one in the leaf"));
        }
    }

    private static boolean at(String instant, long millis) {
        OptionalLong shown = Timestamps.millis(instant);
        return shown.isPresent() && shown.getAsLong() == millis;
    }

    private static boolean coded(@Nullable JsonValue codings) {
        return codings instanceof JsonArray array
                && array.values().stream()
                        .anyMatch(
                                coding -> coding instanceof JsonObject object && SUBSETTED.equals(object.text("code")));
    }
}
