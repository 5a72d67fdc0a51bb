package org.chartseal.consent.engine;

import java.util.List;
import java.util.Map;
import org.chartseal.consent.engine.Decision.Deny;
import org.chartseal.consent.engine.Decision.Permit;
import org.chartseal.consent.engine.Reason.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an accessor may see a resource. Total: every input has an answer, and whatever is not understood is a
 * deny.
 */
public final class ConsentEngine {
    private final ImplicitPolicy implicit;

    /** @param implicit what holds where no directive does */
    public ConsentEngine(ImplicitPolicy implicit) {
        this.implicit = implicit;
    }

    /**
     * The decision. Every patient that the resource is about must permit; across one patient's directives a deny
     * overrides a permit, and that a directive which permits other data only.
     *
     * @param request null for an unknown context, which is refused
     * @param directives the active directives by patient; a patient without any may be absent
     */
    public Decision decide(
            @Nullable AccessRequest request, ResourceFacts resource, Map<String, List<Directive>> directives) {
        if (request == null) {
            return new Deny(new Reason(Rule.UNKNOWN_CONTEXT, null));
        }
        if (resource.patients().isEmpty()) {
            Reason reason = new Reason(Rule.NO_PATIENT, null);
            return implicit.permitsUnowned(request, resource) ? new Permit(reason) : new Deny(reason);
        }
        Decision last = new Deny(new Reason(Rule.NO_PATIENT, null));
        for (String patient : resource.patients()) {
            last = decideFor(request, resource, directives.getOrDefault(patient, List.of()));
            if (!last.permitted()) {
                return last;
            }
        }
        return last;
    }

    private Decision decideFor(AccessRequest request, ResourceFacts resource, List<Directive> directives) {
        Reason permit = null;
        Reason weakDeny = null;
        for (Directive directive : directives) {
            switch (DirectiveOutcome.of(directive, request, resource)) {
                case DENY -> {
                    return new Deny(new Reason(Rule.DIRECTIVE_DENIES, directive.consent()));
                }
                case PERMIT -> permit = new Reason(Rule.DIRECTIVE_PERMITS, directive.consent());
                case WEAK_DENY -> weakDeny = new Reason(Rule.DIRECTIVE_PERMITS_OTHER_DATA, directive.consent());
                case NOT_APPLICABLE -> {}
            }
        }
        if (permit != null) {
            return new Permit(permit);
        }
        if (weakDeny != null) {
            return new Deny(weakDeny);
        }
        Reason reason = new Reason(Rule.IMPLICIT_POLICY, null);
        return implicit.permits(request, resource) ? new Permit(reason) : new Deny(reason);
    }
}
