/** Consent decisions, independent of any database. */
@NullMarked
package org.chartseal.consent;

import org.jspecify.annotations.NullMarked;
