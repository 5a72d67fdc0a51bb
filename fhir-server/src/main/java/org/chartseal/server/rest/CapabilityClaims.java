package org.chartseal.server.rest;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.Set;
import org.chartseal.server.security.ScopeInterceptor;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;

/**
 * Takes out of HAPI's CapabilityStatement what this server refuses to everybody, and how many resources of each type
 * there are: nobody needs a token to read it.
 */
@Interceptor
final class CapabilityClaims {
    private static final String COUNT = "http://hl7api.sourceforge.net/hapi-fhir/res/extdefs.html#resourceCount";
    /** Off with the storage of {@code meta.source}. */
    private static final Set<String> DISABLED = Set.of("_source");

    private static final Set<TypeRestfulInteraction> CHANGES =
            Set.of(TypeRestfulInteraction.UPDATE, TypeRestfulInteraction.PATCH, TypeRestfulInteraction.DELETE);

    /** Corrects a statement before it is sent. */
    @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
    public void generated(IBaseConformance statement) {
        for (CapabilityStatementRestComponent rest : ((CapabilityStatement) statement).getRest()) {
            rest.getOperation().removeIf(operation -> !ScopeInterceptor.allows(operation.getName()));
            rest.getResource().forEach(CapabilityClaims::correct);
        }
    }

    private static void correct(CapabilityStatementRestResourceComponent type) {
        type.getExtension().removeIf(extension -> COUNT.equals(extension.getUrl()));
        type.getOperation().removeIf(operation -> !ScopeInterceptor.allows(operation.getName()));
        type.getSearchParam().removeIf(parameter -> DISABLED.contains(parameter.getName()));
        type.setConditionalDelete(ConditionalDeleteStatus.SINGLE);
        if (ScopeInterceptor.unchangeable(type.getType())) {
            type.getInteraction().removeIf(interaction -> CHANGES.contains(interaction.getCode()));
            type.setConditionalUpdate(false);
            type.setConditionalDelete(ConditionalDeleteStatus.NOTSUPPORTED);
        }
    }
}
