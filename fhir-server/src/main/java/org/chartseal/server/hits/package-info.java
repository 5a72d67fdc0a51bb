/** The re-check of search hits: what an index finds is served only where its decrypted body is what was asked for. */
@NullMarked
package org.chartseal.server.hits;

import org.jspecify.annotations.NullMarked;
