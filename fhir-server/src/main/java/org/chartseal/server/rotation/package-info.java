/** Fresh data keys for subjects, and everything of theirs sealed again: on keys, sealing, integrity and erasure. */
@NullMarked
package org.chartseal.server.rotation;

import org.jspecify.annotations.NullMarked;
