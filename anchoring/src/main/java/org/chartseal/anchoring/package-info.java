/** The integrity log, its anchors and its proofs, independent of any server. */
@NullMarked
package org.chartseal.anchoring;

import org.jspecify.annotations.NullMarked;
