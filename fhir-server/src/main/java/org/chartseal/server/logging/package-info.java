/** What may stand in a log: texts of ours, and of libraries what they wrote into their programs, not what they were given. */
@NullMarked
package org.chartseal.server.logging;

import org.jspecify.annotations.NullMarked;
