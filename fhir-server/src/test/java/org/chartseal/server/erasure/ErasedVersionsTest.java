package org.chartseal.server.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chartseal.server.integrity.LoggedVersion;
import org.chartseal.server.integrity.LoggedVersions.Sealed;
import org.chartseal.server.keys.SlotId;
import org.junit.jupiter.api.Test;

/** What opens with the patient's key and is somebody else's stops the erasure; what does not open is left alone. */
final class ErasedVersionsTest {
    private static final Set<SlotId> SLOTS = Set.of(SlotId.random());
    private static final LoggedVersion OWN = version(1, 1, "Observation/o", List.of("Patient/mine"), false);
    private static final LoggedVersion OWN_DELETION = version(1, 2, "Observation/o", List.of("Observation/o"), true);

    private final List<String> incidents = new ArrayList<>();

    private static LoggedVersion version(
            long resource, long version, String reference, List<String> owners, boolean deletion) {
        return new LoggedVersion(resource, version, 10 * resource + version, reference, owners, deletion);
    }

    private ErasedVersions.Found found(int waiting, int unproven, LoggedVersion... proven) {
        return new ErasedVersions(slots -> new Sealed(List.of(proven), waiting, unproven), incidents::add)
                .of(SLOTS, "Patient/mine"::equals);
    }

    @Test
    void thePatientsVersionsGoWithTheirDeletions() {
        assertThat(found(0, 0, OWN_DELETION, OWN).versions()).containsExactly(OWN_DELETION, OWN);
        assertThat(incidents).isEmpty();
    }

    @Test
    void anothersVersionStopsIt() {
        LoggedVersion others = version(2, 1, "Observation/p", List.of("Patient/other"), false);
        assertThatThrownBy(() -> found(0, 0, OWN, others)).isInstanceOf(ForeignRecordException.class);
        assertThat(incidents).hasSize(1);
    }

    @Test
    void aVersionOfSeveralPatientsStopsIt() {
        LoggedVersion shared = version(2, 1, "List/l", List.of("Patient/mine", "Patient/other"), false);
        assertThatThrownBy(() -> found(0, 0, shared)).isInstanceOf(ForeignRecordException.class);
    }

    @Test
    void aDeletionThatNoVersionExplainsStopsIt() {
        LoggedVersion deletion = version(3, 2, "Observation/q", List.of("Observation/q"), true);
        assertThatThrownBy(() -> found(0, 0, OWN, deletion)).isInstanceOf(ForeignRecordException.class);
    }

    @Test
    void whatDoesNotOpenIsLeftAloneAndReported() {
        assertThat(found(0, 3, OWN).versions()).containsExactly(OWN);
        assertThat(incidents).hasSize(1).first().asString().startsWith("3 rows");
    }

    @Test
    void whatHasNoLeafYetIsWaitedFor() {
        assertThat(found(1, 0, OWN).waiting()).isTrue();
        assertThat(found(0, 0, OWN).waiting()).isFalse();
    }
}
