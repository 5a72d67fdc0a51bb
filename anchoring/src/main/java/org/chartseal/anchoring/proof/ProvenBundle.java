package org.chartseal.anchoring.proof;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.anchoring.canonical.JsonArray;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A patient's records as one hospital hands them to another: a FHIR Bundle with the proof of the whole patient in it, as a
 * Binary.
 *
 * @param proof the patient's
 * @param records what else the Bundle holds
 */
public record ProvenBundle(PatientProofFile proof, List<JsonObject> records) {
    /** The content type of the Binary that is the proof. */
    public static final String CONTENT_TYPE = "application/vnd.chartseal.fhirproof+json";

    public ProvenBundle {
        records = List.copyOf(records);
    }

    /** Whether a text is meant to be one. */
    public static boolean isMeantBy(byte[] json) {
        try {
            return "Bundle".equals(JsonReader.readObject(json).text("resourceType"));
        } catch (CanonicalizationException notEvenJson) {
            return false;
        }
    }

    /**
     * Reads a Bundle.
     *
     * @throws ProofFormatException if it is none, or has not exactly one proof
     */
    public static ProvenBundle parse(byte[] json) {
        List<JsonObject> records = new ArrayList<>();
        PatientProofFile proof = null;
        for (JsonValue entry : entries(json)) {
            JsonObject resource = resource(entry);
            if (resource == null) {
                continue;
            }
            if (!CONTENT_TYPE.equals(resource.text("contentType"))) {
                records.add(resource);
            } else if (proof == null) {
                proof = PatientProofFile.parse(data(resource));
            } else {
                throw new ProofFormatException("bundle: expected one proof, found several");
            }
        }
        if (proof == null) {
            throw new ProofFormatException("bundle: expected a Binary of " + CONTENT_TYPE + ", found none");
        }
        return new ProvenBundle(proof, records);
    }

    private static List<? extends JsonValue> entries(byte[] json) {
        try {
            return JsonReader.readObject(json).get("entry") instanceof JsonArray array ? array.values() : List.of();
        } catch (CanonicalizationException e) {
            throw new ProofFormatException("bundle, " + e.getMessage(), e);
        }
    }

    private static @Nullable JsonObject resource(JsonValue entry) {
        return entry instanceof JsonObject object && object.get("resource") instanceof JsonObject resource
                ? resource
                : null;
    }

    private static byte[] data(JsonObject binary) {
        String data = binary.text("data");
        try {
            return Base64.getDecoder().decode(data == null ? "" : data);
        } catch (IllegalArgumentException e) {
            throw new ProofFormatException("bundle: expected the proof in base64", e);
        }
    }
}
