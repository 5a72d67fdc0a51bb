/** What the members of a log decide together, as a file that goes from one to the other until enough have signed. */
@NullMarked
package org.chartseal.anchoring.rules;

import org.jspecify.annotations.NullMarked;
