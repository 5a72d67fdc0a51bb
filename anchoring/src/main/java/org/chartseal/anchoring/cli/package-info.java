/** The officer's verifier: one runnable jar that talks to no server unless asked. */
@NullMarked
package org.chartseal.anchoring.cli;

import org.jspecify.annotations.NullMarked;
