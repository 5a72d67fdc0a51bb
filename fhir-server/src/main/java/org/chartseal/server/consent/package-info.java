/** Consent in the server: where directives are kept, who the accessor is, and the interceptor's wiring. */
@NullMarked
package org.chartseal.server.consent;

import org.jspecify.annotations.NullMarked;
