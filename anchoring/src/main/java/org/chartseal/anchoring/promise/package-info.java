/** What a server promises of a write before the log has it (integrity log, section 3). */
@NullMarked
package org.chartseal.anchoring.promise;

import org.jspecify.annotations.NullMarked;
