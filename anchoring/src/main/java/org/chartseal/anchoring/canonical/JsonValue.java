package org.chartseal.anchoring.canonical;

/** A JSON value as it was written: numbers keep their lexeme. */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonString, JsonNumber, JsonLiteral {}
