/** From FHIR R4 to what the engine knows: Consent to directive, resource to facts. */
@NullMarked
package org.chartseal.consent.fhir;

import org.jspecify.annotations.NullMarked;
