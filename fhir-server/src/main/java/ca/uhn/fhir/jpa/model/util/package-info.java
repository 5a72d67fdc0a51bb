/** The one class that stands in front of one of HAPI's. */
@NullMarked
package ca.uhn.fhir.jpa.model.util;

import org.jspecify.annotations.NullMarked;
