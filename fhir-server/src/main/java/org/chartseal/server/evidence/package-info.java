/** What shows anchors without a node: taken when they are final, kept for good, put into proofs and trust files. */
@NullMarked
package org.chartseal.server.evidence;

import org.jspecify.annotations.NullMarked;
