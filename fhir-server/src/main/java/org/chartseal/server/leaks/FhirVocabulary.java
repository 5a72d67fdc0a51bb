package org.chartseal.server.leaks;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeResourceDefinition;
import java.util.HashSet;
import java.util.Set;

/** Words of FHIR R4 itself, which a database may hold without telling of anybody. */
public final class FhirVocabulary {
    private FhirVocabulary() {}

    /** Names of resource types, elements and search parameters. */
    public static Set<String> words() {
        FhirContext context = FhirContext.forR4Cached();
        Set<String> words = new HashSet<>();
        for (String type : context.getResourceTypes()) {
            RuntimeResourceDefinition definition = context.getResourceDefinition(type);
            words.add(type);
            definition.getSearchParams().forEach(parameter -> words.add(parameter.getName()));
            definition.getChildren().forEach(child -> words.add(child.getElementName()));
        }
        return words;
    }
}
