package org.chartseal.server.blindindex;

/** Says that HAPI's hashes are keyed: whatever may hash asks for it first. */
public record IndexKey() {}
