package org.chartseal.server.inference;

import java.time.LocalDate;

/**
 * A person, in outcomes of the world's distributions.
 *
 * @param surname rank of the surname
 * @param given rank of the given name
 * @param female the sex
 * @param born day of birth
 * @param city rank of the city
 * @param household number of the household, which shares street, number and telephone
 * @param code rank of the diagnosis, or -1 for none
 */
public record Person(int surname, int given, boolean female, LocalDate born, int city, int household, int code) {}
