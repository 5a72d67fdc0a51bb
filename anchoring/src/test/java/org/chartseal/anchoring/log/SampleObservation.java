package org.chartseal.anchoring.log;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A blood pressure as hospitals store it, of some 1,000 bytes. */
public final class SampleObservation {
    private SampleObservation() {}

    /** Its JSON as REST gives it. */
    public static byte[] json(String id, int patient, int version) {
        return ("{\"resourceType\":\"Observation\",\"id\":\"" + id
                        + "\",\"meta\":{\"versionId\":\"" + version + "\",\"lastUpdated\":\"" + TestLog.TIME
                        + "\",\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-Confidentiality\",\"code\":\"N\"}]},"
                        + "\"status\":\"final\",\"category\":[{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/observation-category\","
                        + "\"code\":\"vital-signs\",\"display\":\"Vital Signs\"}]}],\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"85354-9\","
                        + "\"display\":\"Blood pressure panel with all children optional\"}],\"text\":\"Blood pressure systolic and diastolic\"},"
                        + "\"subject\":{\"reference\":\"Patient/p" + patient
                        + "\"},\"effectiveDateTime\":\"2012-09-17\","
                        + "\"component\":[{\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"8480-6\",\"display\":\"Systolic blood pressure\"}]},"
                        + "\"valueQuantity\":{\"value\":107.50,\"unit\":\"mmHg\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"mm[Hg]\"}},"
                        + "{\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"8462-4\",\"display\":\"Diastolic blood pressure\"}]},"
                        + "\"valueQuantity\":{\"value\":60,\"unit\":\"mmHg\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"mm[Hg]\"}}]}")
                .getBytes(UTF_8);
    }
}
