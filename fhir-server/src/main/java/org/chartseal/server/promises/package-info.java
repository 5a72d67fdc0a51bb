/** Signed promises in the answers to writes (integrity log, section 3). */
@NullMarked
package org.chartseal.server.promises;

import org.jspecify.annotations.NullMarked;
