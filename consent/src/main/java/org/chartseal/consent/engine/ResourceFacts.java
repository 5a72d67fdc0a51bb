package org.chartseal.consent.engine;

import java.util.Set;

/**
 * What the engine must know of a resource.
 *
 * @param type resource type
 * @param patients the patients it is about, by reference; empty for directory data
 * @param labels its security labels
 */
public record ResourceFacts(String type, Set<String> patients, Set<Label> labels) {}
