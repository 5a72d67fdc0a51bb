/** Campaigns against the built server, run by Maven profiles of their own and never by a normal build. */
@NullMarked
package org.chartseal.server.campaign;

import org.jspecify.annotations.NullMarked;
