package org.chartseal.consent.engine;

/**
 * A security label.
 *
 * @param system code system, empty if none was given
 * @param code the code, empty if none was given
 */
public record Label(String system, String code) {
    /** The code system of confidentiality levels. */
    public static final String CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

    /** Whether this label is a confidentiality level rather than a sensitivity. */
    public boolean isConfidentiality() {
        return system.equals(CONFIDENTIALITY);
    }
}
