/** Erasure of a patient: keys destroyed, rows removed, tombstones in the log. Stands on keys, sealing and integrity. */
@NullMarked
package org.chartseal.server.erasure;

import org.jspecify.annotations.NullMarked;
