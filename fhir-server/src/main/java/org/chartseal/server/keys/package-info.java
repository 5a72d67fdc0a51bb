/** The ground everything sealed stands on: the provider that wraps, the key slots, and whose slot is whose. */
@NullMarked
package org.chartseal.server.keys;

import org.jspecify.annotations.NullMarked;
