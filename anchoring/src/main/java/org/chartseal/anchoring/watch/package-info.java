/**
 * Follows a log and its chain from outside, without a key and without the records, and tells whoever runs it when either
 * contradicts what it showed before, or stands still.
 */
@NullMarked
package org.chartseal.anchoring.watch;

import org.jspecify.annotations.NullMarked;
