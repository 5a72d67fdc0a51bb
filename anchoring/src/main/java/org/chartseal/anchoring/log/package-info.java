/** The integrity log: salted leaves, RFC 6962 tree, checkpoints, sequencer and the store it needs. */
@NullMarked
package org.chartseal.anchoring.log;

import org.jspecify.annotations.NullMarked;
