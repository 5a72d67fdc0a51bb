/** Holds the documents to the code. */
@NullMarked
package org.chartseal.server.docs;

import org.jspecify.annotations.NullMarked;
