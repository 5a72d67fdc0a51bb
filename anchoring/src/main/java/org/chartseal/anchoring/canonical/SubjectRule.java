package org.chartseal.anchoring.canonical;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Subject rule 1: whose data a resource is, as a function of its body alone, so that a verifier can recompute it
 * (integrity log, section 2).
 *
 * <p>The data subjects are the patients a resource is about: the elements of the R4 patient compartment that name a
 * subject, never those that name a performer, author or recipient. A Patient is its own subject. Contained resources
 * count by their references, the entries of a Bundle as if they stood alone. Only relative references of the form
 * {@code Patient/<id>} count; {@code /_history/<version>} is dropped.
 */
public final class SubjectRule {
    /** The rule's number in a leaf. */
    public static final int ID = 1;

    private static final Pattern PATIENT =
            Pattern.compile("(Patient/[A-Za-z0-9.\\-]{1,64})(?:/_history/[A-Za-z0-9.\\-]{1,64})?");
    private static final Pattern PATIENT_ID = Pattern.compile("[A-Za-z0-9.\\-]{1,64}");

    private static final List<String[]> SUBJECT = paths("subject");
    private static final List<String[]> BY_PATIENT = paths("patient");

    private static final Map<String, List<String[]>> ELEMENTS = Map.ofEntries(
            entry("Account", SUBJECT),
            entry("AdverseEvent", SUBJECT),
            entry("AllergyIntolerance", BY_PATIENT),
            entry("Appointment", paths("participant.actor")),
            entry("AppointmentResponse", paths("actor")),
            entry("AuditEvent", paths("agent.who", "entity.what")),
            entry("Basic", SUBJECT),
            entry("Binary", paths("securityContext")),
            entry("BodyStructure", BY_PATIENT),
            entry("CarePlan", SUBJECT),
            entry("CareTeam", SUBJECT),
            entry("ChargeItem", SUBJECT),
            entry("Claim", BY_PATIENT),
            entry("ClaimResponse", BY_PATIENT),
            entry("ClinicalImpression", SUBJECT),
            entry("Communication", SUBJECT),
            entry("CommunicationRequest", SUBJECT),
            entry("Composition", SUBJECT),
            entry("Condition", SUBJECT),
            entry("Consent", BY_PATIENT),
            entry("Contract", SUBJECT),
            entry("Coverage", paths("beneficiary")),
            entry("CoverageEligibilityRequest", BY_PATIENT),
            entry("CoverageEligibilityResponse", BY_PATIENT),
            entry("DetectedIssue", BY_PATIENT),
            entry("Device", BY_PATIENT),
            entry("DeviceRequest", SUBJECT),
            entry("DeviceUseStatement", SUBJECT),
            entry("DiagnosticReport", SUBJECT),
            entry("DocumentManifest", SUBJECT),
            entry("DocumentReference", SUBJECT),
            entry("Encounter", SUBJECT),
            entry("EnrollmentRequest", paths("candidate")),
            entry("EpisodeOfCare", BY_PATIENT),
            entry("ExplanationOfBenefit", BY_PATIENT),
            entry("FamilyMemberHistory", BY_PATIENT),
            entry("Flag", SUBJECT),
            entry("Goal", SUBJECT),
            entry("Group", paths("member.entity")),
            entry("GuidanceResponse", SUBJECT),
            entry("ImagingStudy", SUBJECT),
            entry("Immunization", BY_PATIENT),
            entry("ImmunizationEvaluation", BY_PATIENT),
            entry("ImmunizationRecommendation", BY_PATIENT),
            entry("Invoice", SUBJECT),
            entry("Linkage", paths("item.resource")),
            entry("List", SUBJECT),
            entry("MeasureReport", SUBJECT),
            entry("Media", SUBJECT),
            entry("MedicationAdministration", SUBJECT),
            entry("MedicationDispense", SUBJECT),
            entry("MedicationRequest", SUBJECT),
            entry("MedicationStatement", SUBJECT),
            entry("MessageHeader", paths("focus")),
            entry("MolecularSequence", BY_PATIENT),
            entry("NutritionOrder", BY_PATIENT),
            entry("Observation", SUBJECT),
            entry("Person", paths("link.target")),
            entry("Procedure", SUBJECT),
            entry("Provenance", paths("target")),
            entry("QuestionnaireResponse", SUBJECT),
            entry("RelatedPerson", BY_PATIENT),
            entry("RequestGroup", SUBJECT),
            entry("ResearchSubject", paths("individual")),
            entry("RiskAssessment", SUBJECT),
            entry("Schedule", paths("actor")),
            entry("ServiceRequest", SUBJECT),
            entry("Specimen", SUBJECT),
            entry("SupplyDelivery", BY_PATIENT),
            entry("SupplyRequest", paths("deliverTo")),
            entry("Task", paths("for", "focus")),
            entry("VerificationResult", paths("target")),
            entry("VisionPrescription", BY_PATIENT));

    private SubjectRule() {}

    /**
     * The subjects of a resource, such as {@code Patient/p1}, ascending and each once; empty if there is none.
     *
     * @param json the resource, canonical or not
     * @throws CanonicalizationException if the text breaks a rule of the canonical form
     */
    public static List<String> subjects(byte[] json) {
        return subjects(JsonReader.readObject(json));
    }

    /** As {@link #subjects(byte[])}, of a resource that was read before. */
    public static List<String> subjects(JsonObject resource) {
        NavigableSet<String> found = new TreeSet<>();
        standalone(resource, found);
        return List.copyOf(found);
    }

    /** The types whose instances name their subject by one of these paths, for documentation and tests. */
    public static Map<String, List<String>> elements() {
        Map<String, List<String>> result = new TreeMap<>();
        ELEMENTS.forEach((type, paths) -> result.put(
                type, paths.stream().map(path -> String.join(".", path)).toList()));
        return Collections.unmodifiableMap(result);
    }

    private static void standalone(JsonObject resource, NavigableSet<String> found) {
        String type = resource.text("resourceType");
        String id = resource.text("id");
        // A contained Patient has an id too, but it names nobody outside its container: hence only here.
        if ("Patient".equals(type) && id != null && PATIENT_ID.matcher(id).matches()) {
            found.add("Patient/" + id);
        }
        if ("Bundle".equals(type)) {
            each(resource.get("entry"), entry -> {
                if (entry.get("resource") instanceof JsonObject inner) {
                    standalone(inner, found);
                }
            });
        }
        references(type, resource, found);
        each(resource.get("contained"), inner -> references(inner.text("resourceType"), inner, found));
    }

    private static void references(@Nullable String type, JsonObject resource, NavigableSet<String> found) {
        if (type != null) {
            for (String[] path : ELEMENTS.getOrDefault(type, List.of())) {
                walk(resource, path, 0, found);
            }
        }
    }

    private static void walk(JsonObject at, String[] path, int step, NavigableSet<String> found) {
        if (step < path.length) {
            each(at.get(path[step]), next -> walk(next, path, step + 1, found));
            return;
        }
        String reference = at.text("reference");
        if (reference != null && reference.startsWith("Patient/")) {
            Matcher matcher = PATIENT.matcher(reference);
            if (matcher.matches()) {
                found.add(matcher.group(1));
            }
        }
    }

    /** Calls for an object, or for each object of an array: FHIR repeats elements as arrays. */
    private static void each(@Nullable JsonValue value, Consumer<JsonObject> use) {
        if (value instanceof JsonObject object) {
            use.accept(object);
        } else if (value instanceof JsonArray array) {
            for (JsonValue element : array.values()) {
                each(element, use);
            }
        }
    }

    private static List<String[]> paths(String... dotted) {
        return Arrays.stream(dotted)
                .map(path -> Pattern.compile("\\.").split(path))
                .toList();
    }
}
