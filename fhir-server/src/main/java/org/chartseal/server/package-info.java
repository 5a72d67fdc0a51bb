/** The ChartSeal FHIR server: start-up and the wiring of its features. */
@NullMarked
package org.chartseal.server;

import org.jspecify.annotations.NullMarked;
