package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Data of our own: for kinds of search that Synthea's records have no values for, with dates of every precision, half
 * open periods, names with accents and wildcards, and several values a resource. Enough to run without Synthea.
 */
final class OwnSearchData {
    private static final List<String> FAMILIES = List.of(
            "Smith",
            "Smythe",
            "Smith-Jones",
            "O'Brien",
            "Müller",
            "Muller",
            "García",
            "Nguyễn",
            "A_B",
            "AxB",
            "100%",
            "de la Cruz");
    private static final List<String> GIVEN = List.of("Ada", "Zoë", "José", "Jo", "Marie-Claire", "Li", "ANNA");
    private static final List<String> CITIES = List.of("Boston", "Springfield", "São Paulo", "Bo'ness");

    private final Random random = new Random(42);
    private final ArrayNode entries;
    private final ObjectNode bundle = Fingerprint.JSON.createObjectNode();

    private OwnSearchData() {
        bundle.put("resourceType", "Bundle").put("type", "transaction");
        entries = bundle.putArray("entry");
    }

    /** A transaction of so many patients and what belongs to them. */
    static ObjectNode bundle(int patients) {
        OwnSearchData data = new OwnSearchData();
        for (int i = 0; i < 5; i++) {
            data.questionnaire(i);
        }
        for (int i = 0; i < 4; i++) {
            data.place(i);
        }
        for (int i = 0; i < patients; i++) {
            data.patient(i);
        }
        return data.bundle;
    }

    private ObjectNode add(String type, String urn) {
        ObjectNode entry = entries.addObject().put("fullUrl", "urn:uuid:" + urn);
        entry.putObject("request").put("method", "POST").put("url", type);
        return entry.putObject("resource").put("resourceType", type);
    }

    private static String urn(int kind, int i) {
        return String.format(Locale.ROOT, "00000000-0000-4000-%04x-%012x", 0x8000 + kind, i);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void questionnaire(int i) {
        ObjectNode q = add("Questionnaire", urn(1, i))
                .put("url", "http://example.org/q/" + i)
                .put("title", one(List.of("Mood", "Sleep", "Pain score", "Overall")) + " " + i)
                .put("publisher", one(CITIES))
                .put("status", "active")
                .put("date", one(List.of("2020", "2020-05", "2020-05-06", "2021-01-01T10:00:00Z")));
        q.putArray("item").addObject().put("linkId", "1").put("type", "string");
    }

    private void place(int i) {
        ObjectNode location =
                add("Location", urn(2, i)).put("status", "active").put("name", one(CITIES) + " Ward " + i);
        location.putObject("position").put("latitude", 42.3 + i * 0.03).put("longitude", -71.1 + i * 0.2);
        location.putObject("address").put("postalCode", "0210" + i).put("state", "MA");
        ObjectNode organization = add("Organization", urn(3, i)).put("name", one(CITIES) + " Hospital");
        organization.putArray("identifier").addObject().put("system", "urn:org").put("value", "o" + i);
        organization.putArray("address").addObject().put("city", one(CITIES));
        ObjectNode practitioner = add("Practitioner", urn(4, i)).put("gender", i % 2 == 0 ? "male" : "female");
        name(practitioner);
        practitioner.putArray("identifier").addObject().put("system", "urn:pr").put("value", "p" + i);
    }

    private void name(ObjectNode resource) {
        ArrayNode names = resource.putArray("name");
        for (int n = 0; n <= random.nextInt(2); n++) {
            names.addObject()
                    .put("family", one(FAMILIES))
                    .putArray("given")
                    .add(one(GIVEN))
                    .add(one(GIVEN));
        }
    }

    private void patient(int i) {
        String self = "urn:uuid:" + urn(5, i);
        ObjectNode patient = add("Patient", urn(5, i)).put("gender", one(List.of("male", "female", "other")));
        name(patient);
        if (random.nextInt(5) > 0) {
            patient.put("birthDate", one(List.of("1950", "1951-03", "1951-03-04", "1980-12-31", "2000-02-29")));
        }
        patient.putArray("identifier").addObject().put("system", "urn:mrn").put("value", "m" + i);
        patient.putArray("telecom").addObject().put("system", "phone").put("value", "555-010" + i % 10);
        patient.putArray("address")
                .addObject()
                .put("city", one(CITIES))
                .putArray("line")
                .add(i + " High St");
        encounter(i, self);
        for (int k = 0; k < 4; k++) {
            observation(self, urn(6, i));
        }
        other(i, self);
        clinical(i, self, "urn:uuid:" + urn(6, i));
    }

    private void encounter(int i, String patient) {
        ObjectNode encounter = add("Encounter", urn(6, i)).put("status", "finished");
        encounter.putObject("class").put("system", "urn:class").put("code", one(List.of("AMB", "EMER", "IMP")));
        reference(encounter, "subject", patient);
        ObjectNode period = encounter.putObject("period");
        if (random.nextInt(4) > 0) {
            period.put("start", "201" + random.nextInt(9) + "-0" + (1 + random.nextInt(9)) + "-11T08:00:00+02:00");
        }
        if (random.nextInt(4) > 0) {
            period.put("end", "2019-06-0" + (1 + random.nextInt(9)));
        }
    }

    private void observation(String patient, String encounter) {
        ObjectNode observation = add("Observation", urn(7, entries.size())).put("status", "final");
        reference(observation, "subject", patient);
        reference(observation, "encounter", "urn:uuid:" + encounter);
        coding(
                observation.putObject("code"),
                "http://loinc.org",
                one(List.of("8302-2", "29463-7", "8867-4")),
                "Body thing");
        observation.put(
                "effectiveDateTime",
                one(List.of("2015", "2015-06", "2015-06-07", "2016-02-29T23:59:59.999-05:00", "2016-03-01T00:00:00Z")));
        switch (random.nextInt(3)) {
            case 0 -> observation.put("valueString", one(CITIES));
            case 1 -> coding(observation.putObject("valueCodeableConcept"), "urn:v", one(List.of("a", "b")), "Value");
            default ->
                observation
                        .putObject("valueQuantity")
                        .put("value", one(List.of(0.0, -1.5, 5.4, 72.0, 180.25)))
                        .put("system", "http://unitsofmeasure.org")
                        .put("code", one(List.of("kg", "cm")))
                        .put("unit", "u");
        }
    }

    private void other(int i, String patient) {
        ObjectNode risk = add("RiskAssessment", urn(8, i)).put("status", "final");
        reference(risk, "subject", patient);
        risk.put("occurrenceDateTime", "201" + random.nextInt(9));
        risk.putArray("prediction").addObject().put("probabilityDecimal", random.nextInt(1000) / 1000.0);
        coding(risk.putObject("method"), "urn:m", one(List.of("m1", "m2")), "Method");
        ObjectNode condition =
                add("Condition", urn(9, i)).put("onsetDateTime", "20" + (10 + random.nextInt(9)) + "-05");
        reference(condition, "subject", patient);
        coding(condition.putObject("code"), "urn:c", "c" + random.nextInt(3), "Some disorder");
        coding(
                condition.putObject("clinicalStatus"),
                "http://terminology.hl7.org/CodeSystem/condition-clinical",
                "active",
                "Active");
        ObjectNode response = add("QuestionnaireResponse", urn(10, i))
                .put("status", "completed")
                .put("questionnaire", "http://example.org/q/" + random.nextInt(5));
        reference(response, "subject", patient);
    }

    private String day() {
        return one(List.of("2012", "2013-04", "2014-05-06", "2015-06-07T08:09:10Z", "2016-02-29T23:59:59-05:00"));
    }

    private void clinical(int i, String patient, String encounter) {
        ObjectNode procedure = plain("Procedure", 11, i, "completed", patient);
        coding(procedure.putObject("code"), "urn:proc", "p" + random.nextInt(3), "Assessment of something");
        procedure.putObject("performedPeriod").put("start", day());
        reference(procedure, "encounter", encounter);
        ObjectNode medication =
                plain("MedicationRequest", 12, i, "active", patient).put("intent", one(List.of("order", "plan")));
        coding(medication.putObject("medicationCodeableConcept"), "urn:rx", "r" + random.nextInt(4), "Tablet");
        medication.put("authoredOn", day());
        ObjectNode report = plain("DiagnosticReport", 13, i, "final", patient).put("effectiveDateTime", day());
        coding(report.putObject("code"), "http://loinc.org", one(List.of("2339-0", "51990-0")), "Panel");
        report.put("issued", "201" + random.nextInt(9) + "-01-02T03:04:05.678Z");
        ObjectNode immunization =
                plain("Immunization", 14, i, "completed", patient).put("occurrenceDateTime", day());
        coding(immunization.putObject("vaccineCode"), "urn:cvx", "v" + random.nextInt(3), "Vaccine");
        immunization.remove("subject");
        reference(immunization, "patient", patient);
        ObjectNode team = plain("CareTeam", 15, i, one(List.of("active", "inactive")), patient);
        team.putObject("period").put("start", day());
        ObjectNode plan = plain("CarePlan", 16, i, "active", patient).put("intent", "order");
        plan.putObject("period").put("start", day());
        coding(plan.putArray("category").addObject(), "urn:cat", "k" + random.nextInt(3), "Plan");
        ObjectNode document = plain("DocumentReference", 17, i, "current", patient)
                .put("date", "201" + random.nextInt(9) + "-05-06T07:08:09Z");
        coding(document.putObject("type"), "http://loinc.org", one(List.of("34133-9", "11488-4")), "Note");
        ObjectNode claim =
                plain("Claim", 18, i, "active", patient).put("use", one(List.of("claim", "predetermination")));
        claim.remove("subject");
        reference(claim, "patient", patient);
        claim.put("created", day());
        coding(claim.putObject("priority"), "urn:prio", one(List.of("normal", "stat")), "Priority");
    }

    private ObjectNode plain(String type, int kind, int i, String status, String patient) {
        ObjectNode resource = add(type, urn(kind, i)).put("status", status);
        reference(resource, "subject", patient);
        return resource;
    }

    private static void reference(ObjectNode from, String field, String to) {
        from.putObject(field).put("reference", to);
    }

    private static void coding(ObjectNode concept, String system, String code, String display) {
        concept.putArray("coding")
                .addObject()
                .put("system", system)
                .put("code", code)
                .put("display", display);
    }
}
