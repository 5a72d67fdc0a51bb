package org.chartseal.server.integrity;

import java.util.List;

/**
 * A version of a resource as its leaf in the signed log proves it.
 *
 * @param resourceId HAPI's RES_ID
 * @param version version number
 * @param leafIndex its leaf
 * @param reference {@code Type/id}
 * @param owners whose keys it is sealed to by the owner rule; of a deletion, which has no body, the resource's own name
 * @param deletion whether it says that the resource was deleted
 */
public record LoggedVersion(
        long resourceId, long version, long leafIndex, String reference, List<String> owners, boolean deletion) {}
