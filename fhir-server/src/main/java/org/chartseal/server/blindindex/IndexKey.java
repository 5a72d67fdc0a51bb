package org.chartseal.server.blindindex;

import org.chartseal.server.keys.Secret;

/**
 * The key of the search index. Whoever holds it has also seen to it that HAPI's hashes are keyed: what may hash depends
 * on it.
 *
 * @param secret 32 bytes
 */
public record IndexKey(Secret<byte[]> secret) {}
