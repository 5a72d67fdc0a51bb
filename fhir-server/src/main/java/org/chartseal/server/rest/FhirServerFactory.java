package org.chartseal.server.rest;

import ca.uhn.fhir.rest.server.RestfulServer;

/**
 * Makes HAPI's server. Not a bean of the server itself: that is a servlet, and Boot would collect it, with all it stands
 * on, while the container starts.
 */
@FunctionalInterface
interface FhirServerFactory {
    /** A server with all providers and interceptors, not yet initialised. */
    RestfulServer create();
}
