/** The decision, pure: no server, no database, no clock but the one handed in. */
@NullMarked
package org.chartseal.consent.engine;

import org.jspecify.annotations.NullMarked;
