/** The decision on HAPI's ways out, and the ports it is fed through. */
@NullMarked
package org.chartseal.consent.enforcement;

import org.jspecify.annotations.NullMarked;
