package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.server.campaign.FhirClient.Answer;

/** The patients a campaign erases, and how far the one is that was asked for last. */
final class Erasing {
    private final List<DoomedPatient> doomed = new ArrayList<>();
    private final FhirClient officer;
    private final FhirClient backend;
    private final ErasureWatch watch;

    Erasing(FhirClient officer, FhirClient backend, ErasureWatch watch) {
        this.officer = officer;
        this.backend = backend;
        this.watch = watch;
    }

    private DoomedPatient create() throws IOException, InterruptedException {
        backend.renew();
        officer.renew();
        DoomedPatient patient = new DoomedPatient(backend);
        doomed.add(patient);
        return patient;
    }

    /** Erases a patient and waits until that is done. */
    void eraseOne() throws IOException, InterruptedException {
        Answer answer = create().erase(officer);
        if (answer.status() != 200) {
            throw new IOException("Expected an erasure to be done, found " + answer.excerpt());
        }
    }

    /** Asks for an erasure on a thread that ends with the answer, or with the server. */
    Thread begin() throws IOException, InterruptedException, SQLException {
        DoomedPatient patient = create();
        watch.begin();
        Thread asking = new Thread(
                () -> {
                    try {
                        patient.erase(officer);
                    } catch (IOException killed) {
                        // The answer is not needed: what is asked is what became of the patient.
                    } catch (InterruptedException stopping) {
                        Thread.currentThread().interrupt();
                    }
                },
                "erasing");
        asking.start();
        return asking;
    }

    void await(String state) throws SQLException, InterruptedException {
        watch.await(state);
    }

    String state() throws SQLException {
        return watch.state();
    }

    /** How many erasures do not come to their end though nobody asks for them again. */
    int unfinished() throws SQLException, InterruptedException {
        return watch.awaitAllDone();
    }

    int patients() {
        return doomed.size();
    }

    long versions() {
        return doomed.stream().mapToLong(DoomedPatient::versions).sum();
    }

    /** Erases those whose request was killed before it was recorded, and says what is left of any. */
    List<String> remains() throws IOException, InterruptedException {
        officer.renew();
        backend.renew();
        List<String> found = new ArrayList<>();
        for (DoomedPatient patient : doomed) {
            found.addAll(patient.remains(officer, backend));
        }
        return found;
    }

    /** Of each audit event of an erasure, which erasure it is about. */
    List<String> auditEvents() throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        Answer answer = officer.get("/fhir/AuditEvent?subtype=destroy&_count=500");
        for (JsonNode entry : answer.json().path("entry")) {
            JsonNode what = entry.at("/resource/entity/0/what/identifier");
            if (what.path("system").asText().equals("urn:chartseal:erasure")) {
                found.add(what.path("value").asText());
            }
        }
        return found;
    }
}
