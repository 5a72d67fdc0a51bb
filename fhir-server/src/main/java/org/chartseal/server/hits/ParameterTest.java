package org.chartseal.server.hits;

import org.hl7.fhir.instance.model.api.IBaseResource;

/** Whether a body has what a search asks of one parameter. */
@FunctionalInterface
interface ParameterTest {
    boolean fits(IBaseResource body);
}
