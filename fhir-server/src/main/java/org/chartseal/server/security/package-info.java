/** Who asks and what they may ask: token issue, token check, SMART scopes in HAPI. Default deny. */
@NullMarked
package org.chartseal.server.security;

import org.jspecify.annotations.NullMarked;
