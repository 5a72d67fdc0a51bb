package org.chartseal.server.inference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** People as FHIR resources. */
public final class Records {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final World world;

    public Records(World world) {
        this.world = world;
    }

    /** A transaction that creates a Patient for each, in their order, and after all of them the Conditions. */
    public byte[] transaction(List<Person> people, int firstNumber) throws IOException {
        ObjectNode bundle =
                JSON.createObjectNode().put("resourceType", "Bundle").put("type", "transaction");
        ArrayNode entries = bundle.putArray("entry");
        for (int i = 0; i < people.size(); i++) {
            patient(entries, people.get(i), firstNumber + i);
        }
        for (int i = 0; i < people.size(); i++) {
            if (people.get(i).code() >= 0) {
                condition(entries, people.get(i), firstNumber + i);
            }
        }
        return JSON.writeValueAsBytes(bundle);
    }

    private void patient(ArrayNode entries, Person person, int number) {
        ObjectNode patient = add(entries, "Patient", urn(number));
        patient.put("gender", person.female() ? "female" : "male")
                .put("birthDate", person.born().toString());
        patient.putArray("identifier").addObject().put("system", "urn:mrn").put("value", "MRN-" + (5_000_000 + number));
        patient.putArray("name")
                .addObject()
                .put("family", world.surname(person.surname()))
                .putArray("given")
                .add(world.given(person.given()));
        patient.putArray("telecom")
                .addObject()
                .put("system", "phone")
                .put("value", "555-" + (2_000_000 + person.household()));
        ObjectNode address = patient.putArray("address")
                .addObject()
                .put("city", world.city(person.city()))
                .put("postalCode", world.postcode(person));
        address.putArray("line")
                .add(1 + person.household() % 900 + " " + world.given(person.household() % 700) + " Road");
    }

    private static void condition(ArrayNode entries, Person person, int number) {
        ObjectNode condition = add(entries, "Condition", null);
        condition.putObject("subject").put("reference", urn(number));
        condition
                .putObject("code")
                .putArray("coding")
                .addObject()
                .put("system", "http://snomed.info/sct")
                .put("code", World.code(person.code()));
    }

    private static String urn(int number) {
        return "urn:uuid:%08d-0000-4000-8000-000000000000".formatted(number);
    }

    private static ObjectNode add(ArrayNode entries, String type, @org.jspecify.annotations.Nullable String urn) {
        ObjectNode entry = entries.addObject();
        if (urn != null) {
            entry.put("fullUrl", urn);
        }
        entry.putObject("request").put("method", "POST").put("url", type);
        return entry.putObject("resource").put("resourceType", type);
    }
}
