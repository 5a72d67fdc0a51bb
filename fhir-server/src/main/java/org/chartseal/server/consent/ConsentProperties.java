package org.chartseal.server.consent;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Consent enforcement.
 *
 * @param unownedTypes resource types about no patient that anyone with a standing may read; all others without a patient
 *     are for backends only. Default: directory, conformance and substance types, since 0.1
 */
@ConfigurationProperties("chartseal.consent")
public record ConsentProperties(
        @DefaultValue({
                    "CapabilityStatement",
                    "CodeSystem",
                    "ConceptMap",
                    "Endpoint",
                    "HealthcareService",
                    "Location",
                    "Medication",
                    "NamingSystem",
                    "OperationDefinition",
                    "Organization",
                    "Practitioner",
                    "PractitionerRole",
                    "Questionnaire",
                    "SearchParameter",
                    "StructureDefinition",
                    "Substance",
                    "ValueSet"
                })
                Set<String> unownedTypes) {}
