package org.chartseal.anchoring.canonical;

import java.util.List;

/** A JSON array. */
public record JsonArray(List<JsonValue> values) implements JsonValue {}
