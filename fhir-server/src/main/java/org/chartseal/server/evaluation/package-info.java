/** What makes the evaluation server usable at once: generated identities and the message that names them. */
@NullMarked
package org.chartseal.server.evaluation;

import org.jspecify.annotations.NullMarked;
