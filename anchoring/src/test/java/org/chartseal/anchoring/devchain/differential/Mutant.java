package org.chartseal.anchoring.devchain.differential;

/**
 * One fault: an exact text of a source that becomes another.
 *
 * @param file below the package {@code devchain}
 */
record Mutant(String name, String file, String text, String replacement) {}
