package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The JSON Schemas and the parsers: the same fields, and what a schema refuses no parser reads. */
class SchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final List<JsonNode> STRANGE_VALUES = List.of(
            JSON.nullNode(),
            JSON.getNodeFactory().numberNode(8),
            JSON.getNodeFactory().textNode("\u2014"),
            JSON.createObjectNode(),
            JSON.createArrayNode().add(JSON.createObjectNode()));

    private record Kind(String schema, Consumer<byte[]> parser, List<String> golden) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("proof-1", ProofFile::parse, List.of("observation.fhirproof.json", "erased.fhirproof.json")),
            new Kind(
                    "patient-proof-1",
                    PatientProofFile::parse,
                    List.of(
                            "patient.fhirproof.json",
                            "absent-patient.fhirproof.json",
                            "erased-patient.fhirproof.json")),
            new Kind("trust-1", TrustFile::parse, List.of("trust.json", "trust-2.json")),
            new Kind(
                    "proof-2",
                    ProofFile::parse,
                    List.of("format-2/observation.fhirproof.json", "format-2/erased.fhirproof.json")),
            new Kind(
                    "patient-proof-2",
                    PatientProofFile::parse,
                    List.of(
                            "format-2/patient.fhirproof.json",
                            "format-2/absent-patient.fhirproof.json",
                            "format-2/erased-patient.fhirproof.json")),
            new Kind("trust-2", TrustFile::parse, List.of("format-2/trust.json", "format-2/trust-2.json")));

    @Test
    void goldenFilesAreValidAndDraftsAreNot() throws IOException {
        for (Kind kind : KINDS) {
            for (String name : kind.golden()) {
                assertThat(schema(kind).validate(golden(name))).as(name).isEmpty();
            }
        }
        for (String name : List.of("observation.fhirproof.json", "patient.fhirproof.json", "trust.json")) {
            for (Kind kind : KINDS) {
                assertThat(schema(kind).validate(golden("draft/" + name)))
                        .as(name)
                        .isNotEmpty();
            }
        }
    }

    /** Every object of every golden file, with one field more and with each field less. */
    @Test
    void schemaAndParserKnowTheSameFieldsAndTheSameRequiredOnes() throws IOException {
        int compared = 0;
        for (Kind kind : KINDS) {
            for (String name : kind.golden()) {
                JsonNode root = golden(name);
                for (ObjectNode object : objects(root)) {
                    object.put("unknown", "");
                    assertThat(reads(kind, root)).isFalse();
                    assertThat(schema(kind).validate(root)).isNotEmpty();
                    object.remove("unknown");
                    for (String field : names(object)) {
                        JsonNode removed = object.remove(field);
                        assertThat(reads(kind, root))
                                .as("%s without %s", name, field)
                                .isEqualTo(schema(kind).validate(root).isEmpty());
                        object.set(field, removed);
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(200);
    }

    @Test
    void whatASchemaRefusesNoParserReads() throws IOException {
        int refused = 0;
        for (Kind kind : KINDS) {
            for (String name : kind.golden()) {
                JsonNode root = golden(name);
                for (ObjectNode object : objects(root)) {
                    for (String field : names(object)) {
                        JsonNode before = object.get(field);
                        for (JsonNode strange : STRANGE_VALUES) {
                            object.set(field, strange);
                            if (!schema(kind).validate(root).isEmpty()) {
                                assertThat(reads(kind, root))
                                        .as("%s with %s: %s", name, field, strange)
                                        .isFalse();
                                refused++;
                            }
                        }
                        object.set(field, before);
                    }
                }
            }
        }
        assertThat(refused).isGreaterThan(800);
    }

    /** A field that only the schema knew would not be found by breaking files that lack it. */
    @Test
    void everyFieldOfTheSchemasIsInAGoldenFile() throws IOException {
        for (Kind kind : KINDS) {
            Set<String> shown = new TreeSet<>();
            for (String name : kind.golden()) {
                objects(golden(name)).forEach(object -> shown.addAll(names(object)));
            }
            // Optional, and empty wherever it may be: the golden files leave it out.
            shown.add("renewals");
            Set<String> known = new TreeSet<>();
            for (ObjectNode object : objects(JSON.readTree(text(kind)))) {
                if (object.get("properties") instanceof ObjectNode properties) {
                    known.addAll(names(properties));
                }
            }
            if (kind.schema().startsWith("trust")) {
                shown.remove("renewals");
            }
            assertThat(known).as(kind.schema()).isEqualTo(shown);
        }
    }

    @Test
    void noRenewalsAreValidAndRead() throws IOException {
        for (Kind kind : KINDS.subList(0, 2)) {
            ObjectNode root = (ObjectNode) golden(kind.golden().get(0));
            root.putArray("renewals");
            assertThat(schema(kind).validate(root)).isEmpty();
            assertThat(reads(kind, root)).isTrue();
        }
    }

    private static boolean reads(Kind kind, JsonNode root) {
        try {
            kind.parser().accept(root.toString().getBytes(UTF_8));
            return true;
        } catch (ProofFormatException refused) {
            return false;
        }
    }

    private static List<ObjectNode> objects(JsonNode root) {
        List<ObjectNode> found = new ArrayList<>();
        if (root instanceof ObjectNode object) {
            found.add(object);
        }
        if (root instanceof ObjectNode || root instanceof ArrayNode) {
            root.forEach(child -> found.addAll(objects(child)));
        }
        return found;
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonSchema schema(Kind kind) throws IOException {
        return SCHEMAS.getSchema(text(kind));
    }

    private static String text(Kind kind) throws IOException {
        String name = "/org/chartseal/anchoring/spec/" + kind.schema() + ".schema.json";
        return new String(SchemaTest.class.getResourceAsStream(name).readAllBytes(), UTF_8);
    }

    private static JsonNode golden(String name) throws IOException {
        return JSON.readTree(SchemaTest.class.getResourceAsStream(name).readAllBytes());
    }
}
