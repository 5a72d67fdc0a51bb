/** HAPI JPA over Hibernate: schema, entity manager and storage settings. Wiring only. */
@NullMarked
package org.chartseal.server.persistence;

import org.jspecify.annotations.NullMarked;
