package org.chartseal.anchoring.chain;

/**
 * One of the addresses at which a chain is reached.
 *
 * @param name its place in the list, host and port: never its path or credentials
 * @param view the log as this endpoint alone shows it
 */
record Endpoint(String name, ChainView view) {}
