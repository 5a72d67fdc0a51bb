/** The integrity log in the server: one pending row a version, the JDBC log store, its schedule, anchors and proofs. */
@NullMarked
package org.chartseal.server.integrity;

import org.jspecify.annotations.NullMarked;
