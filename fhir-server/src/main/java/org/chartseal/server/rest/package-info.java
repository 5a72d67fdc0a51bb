/** The FHIR endpoint: servlet, request guard, paging, capability statement. Wiring only. */
@NullMarked
package org.chartseal.server.rest;

import org.jspecify.annotations.NullMarked;
