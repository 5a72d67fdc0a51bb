/** Rotates the search index's key while searches and writes go on. */
@NullMarked
package org.chartseal.server.indexrotation;

import org.jspecify.annotations.NullMarked;
