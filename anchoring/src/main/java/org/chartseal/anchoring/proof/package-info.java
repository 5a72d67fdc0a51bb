/** Proof files, trust files, audits, and what may be concluded from them. Trusts nothing for being in a file. */
@NullMarked
package org.chartseal.anchoring.proof;

import org.jspecify.annotations.NullMarked;
