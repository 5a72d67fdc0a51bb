/** The leak hunter: looks for what patients' records say in everything a server leaves behind. Knows nothing of the server. */
@NullMarked
package org.chartseal.server.leaks;

import org.jspecify.annotations.NullMarked;
