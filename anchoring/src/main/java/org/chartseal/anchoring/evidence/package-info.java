/** Evidence that a checkpoint is anchored, each judged from its own bytes and what a verifier pins: no network. */
@NullMarked
package org.chartseal.anchoring.evidence;

import org.jspecify.annotations.NullMarked;
