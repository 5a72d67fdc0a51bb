package org.chartseal.server.leaks;

/** What kind of thing a value tells of a patient. */
public enum ValueClass {
    NAME,
    IDENTIFIER,
    ADDRESS,
    CONTACT,
    BIRTH_DATE,
    CLINICAL_DATE,
    CODE,
    VALUE,
    FREE_TEXT
}
