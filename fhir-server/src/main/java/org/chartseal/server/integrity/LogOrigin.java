package org.chartseal.server.integrity;

/**
 * The log's name, fixed with its first leaf.
 *
 * @param name as it stands in checkpoints and leaves
 */
public record LogOrigin(String name) {}
