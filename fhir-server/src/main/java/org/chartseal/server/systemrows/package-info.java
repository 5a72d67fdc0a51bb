/**
 * Rows that HAPI keeps for itself beside the resources: searches, match URLs, batch jobs. What they say of patients is
 * sealed, keyed or not kept; tables that would hold such things in the clear are refused.
 */
@NullMarked
package org.chartseal.server.systemrows;

import org.jspecify.annotations.NullMarked;
