/**
 * A single-process Ethereum ledger for development and evaluation: no network, one block a transaction, kept in one
 * append-only file. What is anchored on it is no evidence against the operator of the same host.
 */
@NullMarked
package org.chartseal.anchoring.devchain;

import org.jspecify.annotations.NullMarked;
