package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Generates searches from the values of the data: of every kind that a parameter's type has. */
final class SearchQueries {
    /** Per type: kind, parameter, and where its values stand. */
    private static final String PARAMETERS =
            """
            Patient string family name.family
            Patient string given name.given
            Patient string address-city address.city
            Patient string address address.line
            Patient string name name.family
            Patient token gender gender
            Patient token identifier identifier
            Patient token phone telecom
            Patient date birthdate birthDate
            Observation token code code.coding
            Observation token category category.coding
            Observation token status status
            Observation date date effectiveDateTime
            Observation quantity value-quantity valueQuantity
            Observation reference subject subject
            Observation reference encounter encounter
            Observation token value-concept valueCodeableConcept.coding
            Observation string value-string valueString
            Encounter date date period.start
            Encounter token class class
            Encounter token type type.coding
            Encounter token status status
            Encounter reference subject subject
            Encounter reference service-provider serviceProvider
            Encounter token identifier identifier
            Condition token code code.coding
            Condition date onset-date onsetDateTime
            Condition date recorded-date recordedDate
            Condition token clinical-status clinicalStatus.coding
            Condition reference subject subject
            Procedure token code code.coding
            Procedure date date performedPeriod.start
            Procedure reference subject subject
            Procedure token status status
            MedicationRequest token code medicationCodeableConcept.coding
            MedicationRequest date authoredon authoredOn
            MedicationRequest token intent intent
            MedicationRequest reference requester requester
            MedicationRequest reference patient subject
            Claim date created created
            Claim token use use
            Claim reference patient patient
            Claim token priority priority.coding
            DiagnosticReport date date effectiveDateTime
            DiagnosticReport date issued issued
            DiagnosticReport token code code.coding
            DiagnosticReport reference subject subject
            Immunization date date occurrenceDateTime
            Immunization token vaccine-code vaccineCode.coding
            Immunization reference patient patient
            Immunization token status status
            Organization string name name
            Organization string address-city address.city
            Organization token identifier identifier
            Organization token type type.coding
            Practitioner string family name.family
            Practitioner string given name.given
            Practitioner token identifier identifier
            Practitioner token gender gender
            Location string name name
            Location string address-postalcode address.postalCode
            Location string address-state address.state
            Location token status status
            CareTeam token status status
            CareTeam date date period.start
            CareTeam reference patient subject
            CarePlan date date period.start
            CarePlan token category category.coding
            CarePlan reference subject subject
            CarePlan token status status
            DocumentReference date date date
            DocumentReference token type type.coding
            DocumentReference reference subject subject
            DocumentReference token status status
            RiskAssessment number probability prediction.probabilityDecimal
            RiskAssessment date date occurrenceDateTime
            RiskAssessment reference subject subject
            RiskAssessment token method method.coding
            Questionnaire uri url url
            Questionnaire string title title
            Questionnaire string publisher publisher
            Questionnaire date date date
            """;

    /** Searches that no template makes, one a line; a name in braces is that of a resource of this type. */
    private static final String WRITTEN =
            """
            Patient?family:missing=true
            Patient?deceased:missing=true
            Patient?death-date:missing=false
            Patient?name:contains=a&_sort=family,given,_pid
            Patient?_sort=-birthdate,_pid
            Patient?_sort=family,-birthdate,_pid
            Patient?_sort=gender,-_lastUpdated
            Patient?_has:Observation:patient:code=8302-2
            Patient?_has:Encounter:patient:date=ge2015-01-01
            Patient?_has:Condition:subject:onset-date=lt2010-01-01&gender=female
            Patient?_has:Observation:subject:value-quantity=gt100
            Patient?_id={Patient}
            Patient?_lastUpdated=ge2020-01-01
            Patient?_lastUpdated=lt2020-01-01
            Patient?general-practitioner.name=a
            Patient?birthdate=ge1950-01-01&birthdate=le1999-12-31
            Patient?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|x
            Observation?subject={Patient}&_sort=-date,_pid
            Observation?patient={Patient}&_sort=date,_pid
            Observation?patient={Patient}&_sort=-date,code,_pid
            Observation?patient={Patient}&category=vital-signs&_sort=-date,_pid
            Observation?patient={Patient}&date=ge2010-01-01&_sort=code,-date,_pid
            Observation?patient={Patient}&_sort=value-quantity,_pid
            Observation?patient={Patient}&_sort=-value-quantity,_pid
            Observation?subject.family=a
            Observation?subject:Patient.birthdate=lt1980-01-01
            Observation?patient.gender=female&code=8302-2
            Observation?patient._has:Condition:patient:clinical-status=active
            Observation?encounter.date=ge2016-01-01
            Observation?encounter.class=AMB
            Observation?code-value-quantity=8302-2$gt150
            Observation?code-value-quantity=http://loinc.org|29463-7$lt80
            Observation?combo-code-value-quantity=8480-6$gt100
            Observation?component-code-value-quantity=8462-4$le90
            Observation?component-code=8480-6&component-value-quantity=ge120
            Observation?code-value-concept=72166-2$266919005
            Observation?code-value-date=1234-5$2015
            Observation?code:not=8302-2&patient={Patient}
            Observation?value-quantity=ge5&value-quantity=lt6
            Observation?value-quantity=ge5||kg
            Observation?value-quantity=gt20|http://unitsofmeasure.org|kg
            Observation?value-quantity=ap70
            Observation?value-quantity=ne1
            Observation?code:text=body
            Observation?code:text=body height
            Observation?date=2015,2016
            Observation?date=gt2015-06&date=lt2017
            Observation?_sort=code,_pid
            Observation?_sort=subject,_pid
            Observation?_sort=subject.family,-date,_pid
            Observation?_sort=subject:Patient.birthdate,_pid
            Observation?_sort=-_lastUpdated,_pid
            Observation?date:missing=true
            Observation?value-quantity:missing=false&patient={Patient}
            Encounter?patient={Patient}&_sort=-date,_pid
            Encounter?date=sa2018-01-01
            Encounter?date=eb2012-01-01
            Encounter?date=ap2016
            Encounter?subject.family:exact=Smith
            Encounter?participant.family=a
            Encounter?_has:Observation:encounter:code=8302-2
            Encounter?_sort=date,_pid&status=finished
            Encounter?service-provider.name:contains=hospital
            Condition?patient={Patient}&_sort=onset-date,_pid
            Condition?encounter.date=ge2000&clinical-status=active
            Condition?code:text:contains=disorder
            Procedure?patient={Patient}&_sort=-date,_pid
            Procedure?encounter.class=AMB
            Procedure?code:text=assess
            MedicationRequest?patient={Patient}&_sort=-authoredon,_pid
            MedicationRequest?_sort=code,authoredon,_pid
            MedicationRequest?patient.family=a&status=active
            Claim?patient={Patient}&_sort=created,_pid
            Claim?item-udi:missing=true&_sort=-created,_pid
            Claim?provider.name=a
            DiagnosticReport?patient={Patient}&_sort=-date,_pid
            DiagnosticReport?result.code=2339-0
            DiagnosticReport?result.value-quantity=gt100
            DiagnosticReport?_sort=issued,_pid
            Immunization?patient={Patient}&_sort=date,_pid
            Immunization?_sort=vaccine-code,-date,_pid
            Organization?_sort=name,_pid
            Organization?_sort=-address-city,name,_pid
            Organization?_has:Encounter:service-provider:status=finished
            Practitioner?_sort=family,given,_pid
            Practitioner?name:exact=nobody
            Practitioner?_sort=-identifier,_pid
            Location?_sort=-name,_pid
            Location?near=42.3|-71.1|50|km
            Location?near=42.3|-71.1|5|km
            Location?near=10|10|5|km
            Location?near=42.3|-71.1|100|km&_sort=near,_pid
            Location?near=42.3|-71.1|100|km&_sort=-near,name,_pid
            Location?organization.name=a
            CareTeam?_sort=date,_pid
            CarePlan?_sort=-date,category,_pid
            CarePlan?care-team.status=active
            DocumentReference?_sort=-date,_pid
            DocumentReference?encounter.date=ge2010
            RiskAssessment?_sort=probability,_pid
            RiskAssessment?_sort=-probability,_pid
            RiskAssessment?probability=ge0.2&probability=lt0.5
            RiskAssessment?subject.gender=male&_sort=-date,_pid
            Questionnaire?_sort=url,_pid
            Questionnaire?_sort=-title,_pid
            Questionnaire?title:contains=o&_sort=date,_pid
            Observation?_include=Observation:subject&code=8302-2
            Patient?_revinclude=Condition:subject&gender=male
            QuestionnaireResponse?_include=QuestionnaireResponse:questionnaire
            QuestionnaireResponse?questionnaire=http://example.org/q/3
            QuestionnaireResponse?questionnaire=http://example.org/q/nowhere
            """;

    private final SearchData data;
    private final Random random;
    private final int each;

    /** @param each values taken of each parameter */
    SearchQueries(SearchData data, Random random, int each) {
        this.data = data;
        this.random = random;
        this.each = each;
    }

    /** Queries with their kind, in a fixed order for one seed. */
    Map<String, String> generate() {
        Map<String, String> queries = new LinkedHashMap<>();
        for (String line : PARAMETERS.lines().toList()) {
            String[] part = line.split(" ", -1);
            List<JsonNode> values = sample(part[0], part[3]);
            for (JsonNode value : values) {
                for (String criterion : criteria(part[1], part[2], value)) {
                    queries.putIfAbsent(part[0] + "?" + criterion, part[1]);
                }
            }
            if (!part[1].equals("reference")) {
                queries.putIfAbsent(part[0] + "?_sort=" + part[2] + ",_pid", "sort");
                queries.putIfAbsent(part[0] + "?_sort=-" + part[2] + ",_pid", "sort");
            }
            queries.putIfAbsent(part[0] + "?" + part[2] + ":missing=true", "missing");
        }
        for (String line : WRITTEN.lines().toList()) {
            queries.putIfAbsent(filled(line), "written");
        }
        return queries;
    }

    private String filled(String query) {
        String out = query;
        for (int open = out.indexOf('{'); open >= 0; open = out.indexOf('{', open + 1)) {
            int close = out.indexOf('}', open);
            List<String> names = data.names(out.substring(open + 1, close));
            if (!names.isEmpty() && !out.substring(open + 1, close).contains("#")) {
                out = out.substring(0, open + 1) + names.get(random.nextInt(names.size())) + out.substring(close);
            }
        }
        return out;
    }

    private List<JsonNode> sample(String type, String path) {
        List<String> names = data.names(type);
        List<JsonNode> found = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (int i = 0; i < 200 && found.size() < each && !names.isEmpty(); i++) {
            List<JsonNode> here = new ArrayList<>();
            collect(data.resource(names.get(random.nextInt(names.size()))), path, here);
            for (JsonNode value : here) {
                if (found.size() < each && seen.add(value.toString())) {
                    found.add(value);
                }
            }
        }
        return found;
    }

    private static void collect(JsonNode node, String path, List<JsonNode> into) {
        if (node.isArray()) {
            node.forEach(each -> collect(each, path, into));
        } else if (path.isEmpty()) {
            if (!node.isMissingNode()) {
                into.add(node);
            }
        } else {
            int dot = path.indexOf('.');
            collect(node.path(dot < 0 ? path : path.substring(0, dot)), dot < 0 ? "" : path.substring(dot + 1), into);
        }
    }

    private List<String> criteria(String kind, String name, JsonNode value) {
        return switch (kind) {
            case "string" -> string(name, value.asText());
            case "token" -> token(name, value);
            case "date" -> date(name, value.asText());
            case "quantity" -> quantity(name, value);
            case "number" -> number(name, value.asText());
            case "uri" -> List.of(name + "=" + FhirClient.encode(value.asText()), name + "=http://example.org/none");
            default -> reference(name, value);
        };
    }

    private static List<String> string(String name, String text) {
        String begin = text.substring(0, Math.min(3, text.length()));
        String middle = text.substring(Math.min(1, text.length() - 1), Math.min(5, text.length()));
        return List.of(
                name + "=" + FhirClient.encode(begin),
                name + "=" + FhirClient.encode(text.toLowerCase(java.util.Locale.ROOT)),
                name + ":exact=" + FhirClient.encode(text),
                name + ":exact=" + FhirClient.encode(begin),
                name + ":contains=" + FhirClient.encode(middle),
                name + "=" + FhirClient.encode(begin) + ",zzz",
                name + "=" + FhirClient.encode(begin.substring(0, 1)) + "&" + name + ":contains="
                        + FhirClient.encode(middle));
    }

    private static List<String> token(String name, JsonNode value) {
        if (value.isTextual()) {
            String code = FhirClient.encode(value.asText());
            return List.of(name + "=" + code, name + ":not=" + code, name + "=" + code + ",other");
        }
        String system = FhirClient.encode(value.path("system").asText());
        String code =
                FhirClient.encode(value.path("code").asText(value.path("value").asText()));
        return List.of(
                name + "=" + code,
                name + "=" + system + "|" + code,
                name + "=" + system + "|",
                name + "=|" + code,
                name + ":not=" + system + "|" + code);
    }

    private static List<String> date(String name, String text) {
        String day = text.substring(0, Math.min(10, text.length()));
        String month = text.substring(0, Math.min(7, text.length()));
        String year = text.substring(0, 4);
        String whole = FhirClient.encode(text);
        return List.of(
                name + "=" + day,
                name + "=" + month,
                name + "=" + year,
                name + "=" + whole,
                name + "=ge" + day,
                name + "=lt" + month,
                name + "=gt" + whole,
                name + "=le" + whole,
                name + "=ne" + day,
                name + "=sa" + year,
                name + "=eb" + year,
                name + "=ap" + day,
                name + "=ge" + year + "-03&" + name + "=lt" + year + "-11-05",
                name + "=ge" + year + "-01-01T00:00:00Z&" + name + "=le" + month);
    }

    private static List<String> quantity(String name, JsonNode value) {
        String number = value.path("value").asText();
        String system = FhirClient.encode(value.path("system").asText());
        String code = FhirClient.encode(value.path("code").asText());
        return List.of(
                name + "=" + number,
                name + "=" + number + "|" + system + "|" + code,
                name + "=" + number + "||" + code,
                name + "=gt" + number,
                name + "=le" + number + "||" + code,
                name + "=ne" + number + "|" + system + "|" + code,
                name + "=ap" + number);
    }

    private static List<String> number(String name, String number) {
        return List.of(
                name + "=" + number,
                name + "=gt" + number,
                name + "=le" + number,
                name + "=ne" + number,
                name + "=ap" + number);
    }

    private List<String> reference(String name, JsonNode value) {
        String target = data.referred(value.path("reference").asText());
        if (target.isEmpty()) {
            return List.of(name + ":missing=false");
        }
        String type = data.resource(target).path("resourceType").asText();
        return List.of(
                name + "={" + target + "}",
                name + "=" + type + "/{" + target + "}",
                name + ":" + type + "={" + target + "}",
                name + "=" + type + "/nobody");
    }
}
