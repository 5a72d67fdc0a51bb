package org.chartseal.anchoring.canonical;

/**
 * A JSON number.
 *
 * @param lexeme the characters as they were written
 */
public record JsonNumber(String lexeme) implements JsonValue {}
