/** The sorted Merkle map of the newest leaves of all resources and patients, and proofs of what is in it and what is not. */
@NullMarked
package org.chartseal.anchoring.map;

import org.jspecify.annotations.NullMarked;
