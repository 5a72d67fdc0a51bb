package org.chartseal.server.it;

import java.util.List;
import java.util.Map;

/** Records, and searches of every kind that must find them. */
final class HonestSearches {
    /** A query, and after a space which of the records it finds; P, E, O and R stand for their ids, M for the mark. */
    private static final String QUERIES =
            """
            Patient?_id=P P
            Patient?identifier=urn:hits|M P
            Patient?identifier=M P
            Patient?identifier=urn:hits|&_id=P P
            Patient?identifier:not=urn:hits|none&_id=P P
            Patient?identifier=none,M P
            Patient?family=honn&_id=P P
            Patient?family:exact=Hönnef&_id=P P
            Patient?family:contains=NNE&_id=P P
            Patient?name=ada,zzz&_id=P P
            Patient?birthdate=1971-02&_id=P P
            Patient?birthdate=ge1971-01-01&birthdate=lt1972-01-01&_id=P P
            Patient?birthdate=ne1980&_id=P P
            Patient?gender=female&_id=P P
            Patient?death-date:missing=true&_id=P P
            Patient?birthdate:missing=false&_id=P P
            Patient?general-practitioner:missing=true&_id=P P
            Patient?_has:Observation:patient:code=8867-4&_id=P P
            Patient?_id=P&_revinclude=Observation:subject O
            Patient?_id=P&_revinclude=* O
            Patient?_id=P&_revinclude=Observation:subject&_revinclude:iterate=Encounter:subject E
            Patient?_id=P&_offset=0&_count=5 P
            Patient?_id=P&_lastUpdated=ge2020 P
            Patient/P/$everything O
            Patient/P/$everything E
            Patient/P/$everything?_count=1 P
            Encounter/E/$everything P
            Observation?patient=P O
            Observation?subject=Patient/P O
            Observation?subject:Patient=P O
            Observation?patient.identifier=urn:hits|M O
            Observation?subject:Patient.family=honn&patient=P O
            Observation?patient.birthdate=lt1980&patient=P O
            Observation?encounter.class=AMB&patient=P O
            Observation?encounter.subject.identifier=M O
            Observation?patient.gender:not=male&patient=P O
            Observation?code=http://loinc.org|8867-4&patient=P O
            Observation?code:text=heart&patient=P O
            Observation?code:not=1234-5&patient=P O
            Observation?date=2025-06-01&patient=P O
            Observation?date=2025&patient=P O
            Observation?date=sa2024&date=eb2026&patient=P O
            Observation?value-quantity=72&patient=P O
            Observation?value-quantity=gt71.5||/min&patient=P O
            Observation?value-quantity=le72|http://unitsofmeasure.org|/min&patient=P O
            Observation?value-quantity=ap70&patient=P O
            Observation?code-value-quantity=8867-4$gt70&patient=P O
            Observation?component-code-value-quantity=8462-4$le90&patient=P O
            Observation?combo-code-value-quantity=8462-4$80&patient=P O
            Observation?patient=P&_include=Observation:subject P
            Observation?patient=P&_include=Observation:encounter E
            Observation?patient=P&_include=* P
            Observation?patient=P&_include=Observation:encounter&_include:iterate=Encounter:subject P
            Observation?patient=P&_sort=-date,code O
            Observation?patient=P&_summary=true O
            Observation?patient=P&_elements=status O
            RiskAssessment?probability=0.25&patient=P R
            RiskAssessment?probability=gt0.2&patient=P R
            """;

    private HonestSearches() {}

    /**
     * A search.
     *
     * @param query the search
     * @param expected id of a record that it finds
     */
    record Search(String query, String expected) {}

    static List<Search> all(String patient, String encounter, String observation, String risk, String mark) {
        Map<String, String> ids = Map.of("P", patient, "E", encounter, "O", observation, "R", risk);
        return QUERIES.lines()
                .map(line -> {
                    int space = line.indexOf(' ');
                    String query = line.substring(0, space)
                            .replaceAll("(?<=[=/])P(?=&|/|$)", patient)
                            .replaceAll("(?<=/)E(?=/)", encounter)
                            .replaceAll("(?<=[=|,])M(?=&|$)", mark);
                    return new Search(query, ids.get(line.substring(space + 1)));
                })
                .toList();
    }

    static String patient(String mark) {
        return "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:hits\",\"value\":\"" + mark
                + "\"}],\"name\":[{\"family\":\"Hönnef\",\"given\":[\"Ada\"]}],\"gender\":\"female\","
                + "\"birthDate\":\"1971-02-03\"}";
    }

    static String encounter(String patient) {
        return "{\"resourceType\":\"Encounter\",\"status\":\"finished\",\"class\":{\"code\":\"AMB\"},"
                + subject(patient) + ",\"period\":{\"start\":\"2025-06-01\"}}";
    }

    static String observation(String patient, String encounter) {
        return "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"coding\":[{\"system\":"
                + "\"http://loinc.org\",\"code\":\"8867-4\",\"display\":\"Heart rate\"}]}," + subject(patient)
                + ",\"encounter\":{\"reference\":\"Encounter/" + encounter + "\"},\"effectiveDateTime\":"
                + "\"2025-06-01T10:00:00Z\",\"valueQuantity\":" + quantity("72", "/min") + ",\"component\":[{\"code\":"
                + "{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"8462-4\"}]},\"valueQuantity\":"
                + quantity("80", "mm[Hg]") + "}]}";
    }

    static String risk(String patient) {
        return "{\"resourceType\":\"RiskAssessment\",\"status\":\"final\"," + subject(patient)
                + ",\"prediction\":[{\"probabilityDecimal\":0.25}]}";
    }

    private static String subject(String patient) {
        return "\"subject\":{\"reference\":\"Patient/" + patient + "\"}";
    }

    private static String quantity(String value, String unit) {
        return "{\"value\":" + value + ",\"system\":\"http://unitsofmeasure.org\",\"code\":\"" + unit + "\",\"unit\":\""
                + unit + "\"}";
    }
}
