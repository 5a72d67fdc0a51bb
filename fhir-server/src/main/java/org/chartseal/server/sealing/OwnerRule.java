package org.chartseal.server.sealing;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.anchoring.canonical.SubjectRule;
import org.hl7.fhir.r4.model.ResourceType;

/**
 * Owner rule 1: whose keys open a body.
 *
 * <ol>
 *   <li>its data subjects (subject rule 1), if it has any;
 *   <li>AuditEvent: the audit key, which outlives patients;
 *   <li>directory and conformance types: the directory key, shared, since they describe no patient;
 *   <li>anything else: the resource itself, with a key of its own. A Binary or a Medication becomes a patient's only by
 *       what refers to it, perhaps later; with a key of its own it can still be erased with that patient, and needs no
 *       second sealing.
 * </ol>
 */
public final class OwnerRule {
    /** The rule's number in a sealed header. */
    public static final int ID = 1;

    private static final Set<String> DIRECTORY = Set.of(
            "ActivityDefinition",
            "CapabilityStatement",
            "ChargeItemDefinition",
            "CodeSystem",
            "CompartmentDefinition",
            "ConceptMap",
            "Endpoint",
            "EventDefinition",
            "ExampleScenario",
            "GraphDefinition",
            "HealthcareService",
            "ImplementationGuide",
            "InsurancePlan",
            "Library",
            "Location",
            "Measure",
            "MessageDefinition",
            "NamingSystem",
            "ObservationDefinition",
            "OperationDefinition",
            "Organization",
            "OrganizationAffiliation",
            "PlanDefinition",
            "Practitioner",
            "PractitionerRole",
            "Questionnaire",
            "SearchParameter",
            "SpecimenDefinition",
            "StructureDefinition",
            "StructureMap",
            "Subscription",
            "TerminologyCapabilities",
            "TestReport",
            "TestScript",
            "ValueSet");

    private static final Set<String> KEEPING_TO_THEMSELVES = keepsToItself();

    private OwnerRule() {}

    /**
     * The types whose resources have a key of their own although others' records refer to them: those that name no
     * subject, and Binary, which seldom does.
     */
    public static Set<String> keepingToThemselves() {
        return KEEPING_TO_THEMSELVES;
    }

    private static Set<String> keepsToItself() {
        Set<String> types = Arrays.stream(ResourceType.values()).map(Enum::name).collect(Collectors.toSet());
        types.removeAll(SubjectRule.elements().keySet());
        types.removeAll(DIRECTORY);
        types.remove("Patient");
        types.add("Binary");
        return Set.copyOf(types);
    }

    /**
     * The owners of a version.
     *
     * @param type resource type
     * @param fhirId resource id
     * @param subjects its data subjects, which come first
     */
    public static List<String> owners(String type, String fhirId, List<String> subjects) {
        if (!subjects.isEmpty()) {
            return subjects;
        }
        if (type.equals("AuditEvent")) {
            return List.of("system/audit");
        }
        if (DIRECTORY.contains(type)) {
            return List.of("system/directory");
        }
        return List.of(type + "/" + fhirId);
    }
}
