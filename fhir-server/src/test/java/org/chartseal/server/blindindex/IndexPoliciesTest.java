package org.chartseal.server.blindindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IndexPoliciesTest {
    @Test
    void byDefaultNothingIsInTheClear() {
        IndexPolicies policies = new IndexPolicies(new IndexProperties(List.of(), List.of(), List.of(), List.of()));
        assertThat(policies.ofString("Patient", "family")).isEqualTo(IndexPolicy.SMOOTHED);
        assertThat(policies.of("Patient", "birthdate")).isEqualTo(IndexPolicy.BLIND);
    }

    @Test
    void theEntryThatNamesMoreCounts() {
        IndexPolicies policies = new IndexPolicies(new IndexProperties(
                List.of(),
                List.of("Patient.birthdate"),
                List.of("*.birthdate", "Location.*"),
                List.of("Patient.phone")));
        assertThat(policies.of("Patient", "birthdate")).isEqualTo(IndexPolicy.BLIND);
        assertThat(policies.of("Person", "birthdate")).isEqualTo(IndexPolicy.CLEAR);
        assertThat(policies.ofString("Location", "name")).isEqualTo(IndexPolicy.CLEAR);
        assertThat(policies.of("Patient", "phone:text")).isEqualTo(IndexPolicy.OFF);
        assertThatThrownBy(() -> policies.requireSearchable("Patient", "phone"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("not indexed");
    }

    @Test
    void twoPoliciesForOneParameterAreRefused() {
        assertThatThrownBy(() -> new IndexPolicies(
                        new IndexProperties(List.of(), List.of(), List.of("Patient.name"), List.of("Patient.name"))))
                .isInstanceOf(IllegalStateException.class);
    }
}
