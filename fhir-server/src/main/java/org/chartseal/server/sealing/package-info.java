/** Bodies at rest: the sealed row format, the Hibernate listeners that seal and open, the guard on every way out. */
@NullMarked
package org.chartseal.server.sealing;

import org.jspecify.annotations.NullMarked;
