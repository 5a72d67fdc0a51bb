/** The institutions that sign each checkpoint before the chain takes it: what they are asked, and what they answered. */
@NullMarked
package org.chartseal.server.witness;

import org.jspecify.annotations.NullMarked;
