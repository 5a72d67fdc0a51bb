package org.chartseal.server.sealing;

import java.util.List;
import java.util.Set;

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

    private OwnerRule() {}

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
