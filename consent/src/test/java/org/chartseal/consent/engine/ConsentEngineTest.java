package org.chartseal.consent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chartseal.consent.engine.AccessRequest.Standing;
import org.chartseal.consent.engine.Reason.Rule;
import org.junit.jupiter.api.Test;

final class ConsentEngineTest {
    private static final String PATIENT = "Patient/p1";
    private static final String CLINICIAN = "Practitioner/c1";
    private static final Label RESTRICTED = new Label(Label.CONFIDENTIALITY, "R");
    private static final Label HIV = new Label("http://terminology.hl7.org/CodeSystem/v3-ActCode", "HIV");
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final ConsentEngine engine = new ConsentEngine(new ImplicitPolicy(Set.of("Organization")));
    private final AccessRequest clinician = new AccessRequest(Set.of(CLINICIAN), Standing.ASSIGNED_ROLE, NOW);
    private final ResourceFacts observation = new ResourceFacts("Observation", Set.of(PATIENT), Set.of());

    @Test
    void anUnknownContextIsRefused() {
        assertThat(engine.decide(null, observation, Map.of()).reason().rule()).isEqualTo(Rule.UNKNOWN_CONTEXT);
        assertThat(engine.decide(null, observation, Map.of()).permitted()).isFalse();
    }

    @Test
    void theImplicitPolicyShowsNormalDataToAnAssignedRoleOnly() {
        assertThat(decide(observation)).isTrue();
        assertThat(decide(labelled(RESTRICTED))).isFalse();
        assertThat(decide(labelled(HIV))).isFalse();
        AccessRequest stranger = new AccessRequest(Set.of(CLINICIAN), Standing.NONE, NOW);
        assertThat(engine.decide(stranger, observation, Map.of()).permitted()).isFalse();
    }

    @Test
    void aDenialOfAnActorHitsThatActorOnly() {
        Directive denial = directive(Effect.DENY, provision(Effect.DENY, Set.of(CLINICIAN), Set.of(), Set.of()));
        assertThat(decide(observation, denial)).isFalse();
        AccessRequest other = new AccessRequest(Set.of("Practitioner/c2"), Standing.ASSIGNED_ROLE, NOW);
        assertThat(engine.decide(other, observation, Map.of(PATIENT, List.of(denial)))
                        .permitted())
                .isTrue();
    }

    @Test
    void aDenyOverridesAPermitWhateverTheirOrder() {
        Directive permit = directive(Effect.PERMIT, provision(Effect.PERMIT, Set.of(), Set.of(), Set.of()));
        Directive deny = directive(Effect.DENY, provision(Effect.DENY, Set.of(), Set.of("Observation"), Set.of()));
        assertThat(decide(observation, permit, deny)).isFalse();
        assertThat(decide(observation, deny, permit)).isFalse();
    }

    @Test
    void aPermitOfOtherDataIsAWeakDeny() {
        Directive permit = directive(Effect.PERMIT, provision(Effect.PERMIT, Set.of(), Set.of("Condition"), Set.of()));
        assertThat(engine.decide(clinician, observation, Map.of(PATIENT, List.of(permit)))
                        .reason()
                        .rule())
                .isEqualTo(Rule.DIRECTIVE_PERMITS_OTHER_DATA);
    }

    @Test
    void labelsReachDownForAPermitAndUpForADeny() {
        Directive permitR = directive(Effect.PERMIT, provision(Effect.PERMIT, Set.of(), Set.of(), Set.of(RESTRICTED)));
        assertThat(decide(labelled(RESTRICTED), permitR)).isTrue();
        assertThat(decide(observation, permitR)).isTrue();
        assertThat(decide(labelled(new Label(Label.CONFIDENTIALITY, "V")), permitR))
                .isFalse();
        Directive denyR = directive(Effect.DENY, provision(Effect.DENY, Set.of(), Set.of(), Set.of(RESTRICTED)));
        assertThat(decide(labelled(new Label(Label.CONFIDENTIALITY, "V")), denyR))
                .isFalse();
        assertThat(decide(observation, denyR)).isTrue();
    }

    @Test
    void aPermitBySensitivityMustNameEverySensitivity() {
        Directive permit = directive(Effect.PERMIT, provision(Effect.PERMIT, Set.of(), Set.of(), Set.of(HIV)));
        assertThat(decide(labelled(HIV), permit)).isTrue();
        assertThat(decide(
                        new ResourceFacts("Observation", Set.of(PATIENT), Set.of(HIV, new Label("s", "PSY"))), permit))
                .isFalse();
    }

    @Test
    void aPeriodBinds() {
        Provision past = new Provision(
                Effect.DENY, new Validity(null, NOW.minusSeconds(1)), Set.of(), Set.of(), Set.of(), List.of());
        assertThat(decide(observation, directive(Effect.DENY, past))).isTrue();
    }

    @Test
    void anExceptionInsideADenialPermits() {
        Provision exception = provision(Effect.PERMIT, Set.of(CLINICIAN), Set.of("Observation"), Set.of());
        Provision root = new Provision(Effect.DENY, Validity.ALWAYS, Set.of(), Set.of(), Set.of(), List.of(exception));
        assertThat(decide(observation, directive(Effect.DENY, root))).isTrue();
        assertThat(decide(new ResourceFacts("Condition", Set.of(PATIENT), Set.of()), directive(Effect.DENY, root)))
                .isFalse();
    }

    @Test
    void everyPatientOnAResourceMustPermit() {
        ResourceFacts shared = new ResourceFacts("List", Set.of(PATIENT, "Patient/p2"), Set.of());
        Directive deny = directive(Effect.DENY, provision(Effect.DENY, Set.of(), Set.of(), Set.of()));
        assertThat(engine.decide(clinician, shared, Map.of("Patient/p2", List.of(deny)))
                        .permitted())
                .isFalse();
    }

    @Test
    void whatIsNotUnderstoodNeverPermits() {
        Directive unsupportedPermit = new Directive(
                "Consent/x/_history/1", Effect.PERMIT, provision(Effect.PERMIT, Set.of(), Set.of(), Set.of()), false);
        assertThat(decide(labelled(RESTRICTED), unsupportedPermit)).isFalse();
        Directive unsupportedDeny = new Directive(
                "Consent/y/_history/1",
                Effect.DENY,
                provision(Effect.DENY, Set.of("Device/none"), Set.of(), Set.of()),
                false);
        assertThat(decide(observation, unsupportedDeny)).isFalse();
    }

    @Test
    void dataAboutNobodyFollowsTheAdministratorsList() {
        assertThat(decide(new ResourceFacts("Organization", Set.of(), Set.of())))
                .isTrue();
        assertThat(decide(new ResourceFacts("Binary", Set.of(), Set.of()))).isFalse();
    }

    private boolean decide(ResourceFacts resource, Directive... directives) {
        return engine.decide(clinician, resource, Map.of(PATIENT, List.of(directives)))
                .permitted();
    }

    private static ResourceFacts labelled(Label label) {
        return new ResourceFacts("Observation", Set.of(PATIENT), Set.of(label));
    }

    private static Provision provision(Effect effect, Set<String> actors, Set<String> classes, Set<Label> labels) {
        return new Provision(effect, Validity.ALWAYS, actors, classes, labels, List.of());
    }

    private static Directive directive(Effect base, Provision root) {
        return new Directive("Consent/c/_history/1", base, root, true);
    }
}
