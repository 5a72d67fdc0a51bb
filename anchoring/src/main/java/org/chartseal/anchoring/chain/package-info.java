/** Anchoring of checkpoint roots on an EVM chain. The only package that knows web3j. */
@NullMarked
package org.chartseal.anchoring.chain;

import org.jspecify.annotations.NullMarked;
