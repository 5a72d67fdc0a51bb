package org.chartseal.server.leaks;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What records say of their patients: texts, numbers and days, each with its class. Left out is what tells nothing of a
 * patient by itself: structure (types, ids, references, systems, URLs, workflow states) and what the server sets.
 */
public final class RecordValues {
    /** Texts shorter than this are too common to be looked for anywhere but as a whole column. */
    public static final int SHORTEST = 6;

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T.*)?");
    private static final Pattern DATA = Pattern.compile("[A-Za-z0-9+/]{40,}={0,2}");
    private static final Set<String> STRUCTURE = Set.of(
            "resourceType",
            "id",
            "reference",
            "fullUrl",
            "url",
            "system",
            "profile",
            "versionId",
            "lastUpdated",
            "source",
            "status",
            "use",
            "intent",
            "mode",
            "contentType",
            "linkId",
            "method",
            "ifNoneExist",
            "lifecycleStatus");

    private final Set<String> words;
    private final String vocabulary;
    private final Map<String, ValueClass> texts = new LinkedHashMap<>();
    private final Map<String, ValueClass> shortTexts = new LinkedHashMap<>();
    private final Map<BigDecimal, ValueClass> numbers = new LinkedHashMap<>();
    private final Map<LocalDate, ValueClass> days = new LinkedHashMap<>();

    /** @param vocabulary words of FHIR itself, which are no patient's: types, search parameters */
    public RecordValues(Set<String> vocabulary) {
        this.words = Set.copyOf(vocabulary);
        this.vocabulary = String.join(" ", vocabulary).toLowerCase(Locale.ROOT);
    }

    /** Adds what a resource or a bundle says. */
    public void add(JsonNode resource) {
        if (resource.path("resourceType").asText().equals("Bundle")) {
            resource.path("entry").forEach(entry -> add(entry.path("resource")));
        } else {
            walk("", resource, ValueClass.FREE_TEXT);
        }
    }

    /** Texts of {@link #SHORTEST} characters and more. */
    public Map<String, ValueClass> texts() {
        return texts;
    }

    /** The shorter ones. */
    public Map<String, ValueClass> shortTexts() {
        return shortTexts;
    }

    /** Numbers of at least four digits. */
    public Map<BigDecimal, ValueClass> numbers() {
        return numbers;
    }

    /** Days of birth and of care. */
    public Map<LocalDate, ValueClass> days() {
        return days;
    }

    private void walk(String key, JsonNode node, ValueClass inherited) {
        if (node.isObject()) {
            node.properties().forEach(member -> {
                if (!STRUCTURE.contains(member.getKey())) {
                    walk(member.getKey(), member.getValue(), kind(member.getKey(), inherited));
                }
            });
        } else if (node.isArray()) {
            node.forEach(item -> walk(key, item, inherited));
        } else if (node.isTextual()) {
            text(node.textValue(), inherited);
        } else if (node.isNumber()) {
            number(node.decimalValue());
        }
    }

    private static ValueClass kind(String key, ValueClass inherited) {
        return switch (key) {
            case "name", "family", "given" -> ValueClass.NAME;
            case "identifier" -> ValueClass.IDENTIFIER;
            case "address" -> ValueClass.ADDRESS;
            case "telecom" -> ValueClass.CONTACT;
            case "birthDate", "deceasedDateTime" -> ValueClass.BIRTH_DATE;
            case "coding", "code", "display", "gender", "category", "valueCode", "valueCodeableConcept" ->
                ValueClass.CODE;
            case "text", "div", "note", "description", "conclusion", "valueString", "data" ->
                inherited == ValueClass.NAME || inherited == ValueClass.ADDRESS || inherited == ValueClass.CODE
                        ? inherited
                        : ValueClass.FREE_TEXT;
            default -> inherited;
        };
    }

    private void text(String raw, ValueClass kind) {
        String text = raw.strip();
        if (DAY.matcher(text).matches()) {
            ValueClass dated = kind == ValueClass.BIRTH_DATE ? kind : ValueClass.CLINICAL_DATE;
            LocalDate day = day(text);
            if (day != null) {
                days.merge(day, dated, (a, b) -> a == ValueClass.BIRTH_DATE ? a : b);
            }
            return;
        }
        if (text.length() < SHORTEST) {
            if (text.length() > 1 && !words.contains(text)) {
                shortTexts.putIfAbsent(text, kind);
            }
            return;
        }
        if (vocabulary.contains(text.toLowerCase(Locale.ROOT))) {
            return;
        }
        texts.putIfAbsent(text, kind);
        if (text.length() >= 40 && DATA.matcher(text).matches()) {
            decoded(text, kind);
        }
    }

    /** An attachment's own text, as an index would hold it. */
    private void decoded(String base64, ValueClass kind) {
        try {
            String plain =
                    new String(java.util.Base64.getDecoder().decode(base64), java.nio.charset.StandardCharsets.UTF_8);
            for (String line : plain.split("\\R", -1)) {
                if (line.strip().length() >= 2 * SHORTEST) {
                    texts.putIfAbsent(line.strip(), kind);
                }
            }
        } catch (IllegalArgumentException notBase64) {
            // Then it was searched for as it stands.
        }
    }

    private void number(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros().abs();
        if (plain.precision() >= 4) {
            numbers.putIfAbsent(plain, ValueClass.VALUE);
            // Fewer digits stand in every log as somebody's milliseconds; columns of numbers are searched for them.
            if (plain.precision() >= SHORTEST) {
                texts.putIfAbsent(number.toPlainString(), ValueClass.VALUE);
            }
        }
    }

    private static @org.jspecify.annotations.Nullable LocalDate day(String text) {
        try {
            return LocalDate.parse(text.substring(0, 10));
        } catch (java.time.format.DateTimeParseException noDay) {
            return null;
        }
    }
}
