/**
 * The search index without its values: keyed hashes and tokens in HAPI's rows, and a sealed dictionary of the distinct
 * values from which searches are resolved to exact sets of tokens.
 */
@NullMarked
package org.chartseal.server.blindindex;

import org.jspecify.annotations.NullMarked;
