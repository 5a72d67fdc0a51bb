/**
 * The Ethereum virtual machine of the Paris fork, with the exact gas of the yellow paper and its EIPs. For
 * development and evaluation: it runs the very code that goes to a production chain.
 */
@NullMarked
package org.chartseal.anchoring.devchain.evm;

import org.jspecify.annotations.NullMarked;
