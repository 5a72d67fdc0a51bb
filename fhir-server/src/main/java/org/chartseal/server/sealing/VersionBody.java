package org.chartseal.server.sealing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.anchoring.canonical.CanonicalResource;
import org.chartseal.anchoring.canonical.Canonicalizer;
import org.chartseal.anchoring.canonical.JsonArray;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.JsonValue;
import org.chartseal.anchoring.canonical.SubjectRule;

/**
 * What one parse of a stored body yields: its canonical form, whose data it is, and its security labels.
 *
 * @param text the body as HAPI stores it, without its id
 * @param canonical canonical bytes, with the id
 * @param subjects data subjects by subject rule 1, ascending
 * @param labels {@code meta.security}
 */
public record VersionBody(
        String text, CanonicalResource canonical, List<String> subjects, List<SealClaims.Label> labels) {

    /**
     * Parses a stored body.
     *
     * @param fhirId the resource's id, which HAPI keeps out of the body
     * @throws org.chartseal.anchoring.canonical.CanonicalizationException if it has no canonical form: what cannot be
     *     logged is never stored
     */
    public static VersionBody parse(String text, String fhirId) {
        if (!text.startsWith("{\"resourceType\":")) {
            throw new IllegalArgumentException("Expected a body as HAPI encodes it, beginning with its resourceType");
        }
        String whole = "{\"id\":\"" + fhirId + "\"," + text.substring(1);
        JsonObject root = JsonReader.readObject(whole.getBytes(StandardCharsets.UTF_8));
        return new VersionBody(
                text, Canonicalizer.canonicalize(root), SubjectRule.subjects(root), securityLabels(root));
    }

    /** Whether a reference waits for the id that its transaction will give it. */
    public boolean unresolved() {
        return text.contains("\"urn:uuid:") || text.contains("\"urn:oid:");
    }

    private static List<SealClaims.Label> securityLabels(JsonObject root) {
        List<SealClaims.Label> labels = new ArrayList<>();
        if (root.get("meta") instanceof JsonObject meta && meta.get("security") instanceof JsonArray codings) {
            for (JsonValue coding : codings.values()) {
                if (coding instanceof JsonObject members) {
                    labels.add(new SealClaims.Label(text(members, "system"), text(members, "code")));
                }
            }
        }
        return labels;
    }

    private static String text(JsonObject coding, String name) {
        String value = coding.text(name);
        return value == null ? "" : value;
    }
}
