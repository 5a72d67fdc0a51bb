package org.chartseal.server.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;
import java.util.UUID;

/** Transaction bundles of patients put together from syllables and dice, where no Synthea bundles are at hand. */
final class InventedPatients {
    private static final String[] SYLLABLES = {
        "bra", "ke", "lon", "mir", "tas", "vu", "zel", "dor", "fi", "gan", "hes", "wol"
    };

    private final Random random = new Random(8);

    /** Writes so many bundles, a file each. */
    void write(Path directory, int patients) throws IOException {
        Files.createDirectories(directory);
        for (int i = 0; i < patients; i++) {
            Files.writeString(directory.resolve("patient-" + i + ".json"), bundle(), StandardCharsets.UTF_8);
        }
    }

    private String bundle() {
        String patient = "urn:uuid:" + new UUID(random.nextLong(), random.nextLong());
        StringBuilder entries = new StringBuilder();
        LocalDate born = LocalDate.of(1930, 1, 1).plusDays(random.nextInt(30_000));
        entries.append(entry(
                patient,
                "Patient",
                """
                "identifier":[{"system":"urn:invented:mrn","value":"MRN-%d"}],"name":[{"family":"%s","given":["%s"]}],
                "telecom":[{"system":"phone","value":"555-%d"}],"gender":"female","birthDate":"%s",
                "address":[{"line":["%d %s Lane"],"city":"%s","postalCode":"%d","extension":[{"url":
                "http://hl7.org/fhir/StructureDefinition/geolocation","extension":[{"url":"latitude","valueDecimal":%s}]}]}]"""
                        .formatted(
                                10_000_000 + random.nextInt(80_000_000),
                                word(4),
                                word(3),
                                1_000_000 + random.nextInt(8_000_000),
                                born,
                                random.nextInt(900),
                                word(3),
                                word(4),
                                10_000 + random.nextInt(80_000),
                                decimal(40, 6))));
        for (int i = 0; i < 6; i++) {
            LocalDate seen = LocalDate.of(2005, 1, 1).plusDays(random.nextInt(7000));
            entries.append(',')
                    .append(entry(
                            "urn:uuid:" + new UUID(random.nextLong(), random.nextLong()),
                            "Observation",
                            """
                            "status":"final","code":{"coding":[{"system":"http://loinc.org","code":"%d-%d",
                            "display":"%s %s in blood"}]},"subject":{"reference":"%s"},"effectiveDateTime":"%sT08:30:00Z",
                            "valueQuantity":{"value":%s,"unit":"mg/dL"},"note":[{"text":"said %s of %s and %s"}]"""
                                    .formatted(
                                            10_000 + random.nextInt(80_000),
                                            random.nextInt(10),
                                            word(3),
                                            word(3),
                                            patient,
                                            seen,
                                            decimal(150, 3),
                                            word(3),
                                            word(4),
                                            word(3))));
        }
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}";
    }

    private static String entry(String fullUrl, String type, String members) {
        return "{\"fullUrl\":\"" + fullUrl + "\",\"resource\":{\"resourceType\":\"" + type + "\"," + members
                + "},\"request\":{\"method\":\"POST\",\"url\":\"" + type + "\"}}";
    }

    private String decimal(int around, int digits) {
        return java.math.BigDecimal.valueOf(around * 1000L + random.nextInt(around * 1000), 3)
                .add(java.math.BigDecimal.valueOf(1 + random.nextInt(8), digits))
                .toPlainString();
    }

    private String word(int syllables) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
