package org.chartseal.anchoring.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectRuleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Patient|\"id\":\"p1\"|Patient/p1",
                "Patient|\"id\":\"p/1\"|",
                "Observation|\"subject\":{\"reference\":\"Patient/p1\"}|Patient/p1",
                "Observation|\"subject\":{\"reference\":\"Patient/p1/_history/3\"}|Patient/p1",
                "Observation|\"subject\":{\"reference\":\"Patient/p1#x\"}|",
                "Observation|\"subject\":{\"reference\":\"http://other.example/Patient/p1\"}|",
                "Observation|\"subject\":{\"reference\":\"Group/g1\"}|",
                "Observation|\"performer\":[{\"reference\":\"Patient/p1\"}]|",
                "Coverage|\"beneficiary\":{\"reference\":\"Patient/b\"},\"policyHolder\":{\"reference\":\"Patient/h\"}|Patient/b",
                "ResearchSubject|\"individual\":{\"reference\":\"Patient/p1\"}|Patient/p1",
                "Group|\"member\":[{\"entity\":{\"reference\":\"Patient/b\"}},{\"entity\":{\"reference\":\"Patient/a\"}},{\"entity\":{\"reference\":\"Patient/b\"}}]|Patient/a,Patient/b",
                "Person|\"link\":[{\"target\":{\"reference\":\"Patient/p1\"}}]|Patient/p1",
                "Appointment|\"participant\":[{\"actor\":{\"reference\":\"Practitioner/x\"}},{\"actor\":{\"reference\":\"Patient/p1\"}}]|Patient/p1",
                "Account|\"subject\":[{\"reference\":\"Patient/p1\"},{\"reference\":\"Patient/p2\"}]|Patient/p1,Patient/p2",
                "Task|\"for\":{\"reference\":\"Patient/f\"},\"focus\":{\"reference\":\"Patient/g\"},\"owner\":{\"reference\":\"Patient/o\"}|Patient/f,Patient/g",
                "Schedule|\"actor\":[{\"reference\":\"Patient/p1\"}]|Patient/p1",
                "Provenance|\"target\":[{\"reference\":\"Patient/p1\"}],\"agent\":[{\"who\":{\"reference\":\"Patient/a\"}}]|Patient/p1",
                "AuditEvent|\"agent\":[{\"who\":{\"reference\":\"Patient/a\"}}],\"entity\":[{\"what\":{\"reference\":\"Patient/e\"}}]|Patient/a,Patient/e",
                "Binary|\"securityContext\":{\"reference\":\"Patient/p1\"}|Patient/p1",
                "Organization|\"subject\":{\"reference\":\"Patient/p1\"}|",
                "Bundle|\"type\":\"document\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p2\"}},{\"resource\":{\"resourceType\":\"Flag\",\"subject\":{\"reference\":\"Patient/p1\"}}}]|Patient/p1,Patient/p2",
                "Encounter|\"contained\":[{\"resourceType\":\"Patient\",\"id\":\"c\"},{\"resourceType\":\"Goal\",\"subject\":{\"reference\":\"Patient/p1\"}}]|Patient/p1",
                "Observation|\"subject\":\"Patient/p1\"|",
            })
    void findsDataSubjects(String type, String rest, String expected) {
        List<String> subjects =
                SubjectRule.subjects(("{\"resourceType\":\"" + type + "\"," + rest + "}").getBytes(UTF_8));
        assertThat(String.join(",", subjects)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void tableNamesOnlyElementsThatAreTypeSpecific() {
        assertThat(SubjectRule.elements())
                .hasSize(73)
                .containsEntry("Task", List.of("for", "focus"))
                .containsEntry("VisionPrescription", List.of("patient"))
                .doesNotContainKeys("Patient", "Bundle", "Practitioner");
    }

    @Test
    void theSpecificationHasTheSameTable() throws IOException {
        String spec = new String(
                SubjectRule.class
                        .getResourceAsStream("/org/chartseal/anchoring/spec/format-1.md")
                        .readAllBytes(),
                UTF_8);
        StringBuilder table = new StringBuilder("| type | elements |\n|---|---|\n");
        SubjectRule.elements()
                .forEach((type, paths) -> table.append("| " + type + " | " + String.join(", ", paths) + " |\n"));
        assertThat(spec).contains(table + "\n");
    }
}
