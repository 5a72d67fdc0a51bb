package org.chartseal.anchoring.canonical;

/** One name and value of an object. */
public record JsonMember(String name, JsonValue value) {}
