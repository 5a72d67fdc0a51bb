package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.anchoring.canonical.JsonArray;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.canonical.JsonValue;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.promise.PromiseFormatException;
import org.chartseal.anchoring.promise.PromiseHeader;
import org.jspecify.annotations.Nullable;

/**
 * What the client of a write keeps: the promise of the response and the versions it is of, a {@code *.fhirpromise.json}.
 *
 * @param header the value of the response's header, verbatim
 * @param writes the versions
 */
public record PromiseFile(String header, List<Write> writes) {
    /** The extension of an entry's response, or of an outcome, that gives a version's {@code w} as 64 hex digits. */
    public static final String EXTENSION = "https://chartseal.org/fhir/StructureDefinition/write-commitment";

    private static final String FORMAT = "1";
    private static final String VERSION = "version";

    /**
     * A version.
     *
     * @param w the commitment of its leaf, 32 bytes
     * @param version such as {@code Patient/p1/_history/1}, as the client was told; null if it was not
     */
    public record Write(byte[] w, @Nullable String version) {}

    /** @throws ProofFormatException if the header is malformed or is a promise of other versions */
    public PromiseFile {
        writes = List.copyOf(writes);
        try {
            if (!PromiseHeader.parse(header)
                    .signed()
                    .promise()
                    .isOf(writes.stream().map(Write::w).toList())) {
                throw new ProofFormatException("promise: expected the versions that it is of, found others");
            }
        } catch (PromiseFormatException e) {
            throw new ProofFormatException("promise: " + e.getMessage(), e);
        }
    }

    /** The promise. */
    public PromiseHeader promise() {
        return PromiseHeader.parse(header);
    }

    /**
     * What a response gave its client.
     *
     * @param header the value of its header
     * @param body its body, a Bundle or an OperationOutcome; null where the header says all
     * @param version what a single write made, as its {@code Location} says; null if that is not known
     * @throws ProofFormatException if they do not go together
     */
    public static PromiseFile of(String header, byte @Nullable [] body, @Nullable String version) {
        List<Write> writes = new ArrayList<>();
        try {
            PromiseHeader.parse(header).writes().forEach(w -> writes.add(new Write(w, version)));
            if (writes.isEmpty() && body != null) {
                collect(JsonReader.readObject(body), null, writes);
            }
        } catch (PromiseFormatException | CanonicalizationException e) {
            throw new ProofFormatException("response: " + e.getMessage(), e);
        }
        return new PromiseFile(header, writes);
    }

    private static void collect(JsonValue value, @Nullable String location, List<Write> writes) {
        if (value instanceof JsonArray array) {
            array.values().forEach(inner -> collect(inner, location, writes));
        } else if (value instanceof JsonObject object) {
            String here = object.text("location") == null ? location : object.text("location");
            String given = object.text("valueString");
            if (EXTENSION.equals(object.text("url")) && given != null) {
                writes.add(new Write(w(given), version(here)));
            }
            object.members().forEach(member -> collect(member.value(), here, writes));
        }
    }

    private static byte[] w(String hex) {
        return Fields.read(
                JsonText.of(Map.of("w", hex)).getBytes(UTF_8), "response", fields -> fields.hex("w", Sha256.LENGTH));
    }

    /** Type, id and version at the end of an address. */
    private static @Nullable String version(@Nullable String location) {
        if (location == null) {
            return null;
        }
        String[] parts = location.split("/", -1);
        int last = parts.length;
        return last >= 4 && parts[last - 2].equals("_history")
                ? parts[last - 4] + "/" + parts[last - 3] + "/_history/" + parts[last - 1]
                : null;
    }

    /** The file's text: one JSON object and a line feed. */
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("promise", header);
        List<Map<String, String>> list = new ArrayList<>();
        for (Write write : writes) {
            Map<String, String> one = new LinkedHashMap<>();
            one.put("w", Hex.of(write.w()));
            if (write.version() != null) {
                one.put(VERSION, write.version());
            }
            list.add(one);
        }
        json.put("writes", list);
        return JsonText.of(json) + "\n";
    }

    /**
     * Reads a file, strictly.
     *
     * @throws ProofFormatException if a field is unknown, missing or malformed
     */
    public static PromiseFile parse(byte[] json) {
        return Fields.read(json, "promise", fields -> {
            fields.constant("format", FORMAT);
            return new PromiseFile(
                    fields.text("promise"),
                    fields.objects(
                            "writes", write -> new Write(write.hex("w", Sha256.LENGTH), write.optionalText(VERSION))));
        });
    }
}
