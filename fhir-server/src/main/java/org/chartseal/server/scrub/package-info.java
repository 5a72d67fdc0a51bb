/** Compares, slowly and without end, what is stored with what it must be; tells, and repairs nothing. */
@NullMarked
package org.chartseal.server.scrub;

import org.jspecify.annotations.NullMarked;
