package org.chartseal.server;

/**
 * Proof, in the wiring, that HAPI's and our tables are there before anything opens them.
 *
 * @param postgres whether the database is PostgreSQL; otherwise it is H2
 */
public record MigratedSchema(boolean postgres) {}
