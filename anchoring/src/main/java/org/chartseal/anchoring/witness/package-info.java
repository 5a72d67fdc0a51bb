/**
 * An institution's witness of somebody else's log: it mirrors the entries, recomputes each root, and signs only what
 * continues all that it signed before.
 */
@NullMarked
package org.chartseal.anchoring.witness;

import org.jspecify.annotations.NullMarked;
