/**
 * What somebody with the database and good statistics, but no key, finds out about patients: attacks on the search index,
 * and the people they are tried on.
 */
@NullMarked
package org.chartseal.server.inference;

import org.jspecify.annotations.NullMarked;
