package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;
import org.chartseal.server.campaign.Acknowledgements.Acknowledged;
import org.chartseal.server.campaign.FhirClient.Answer;

/** Holds the server, and then what it left on disk, to the record of its clients. */
final class Verification {
    private final ServerProcess server;
    private final Acknowledgements acknowledgements;
    private final LogWitness witness;
    private final Findings findings;

    Verification(ServerProcess server, Acknowledgements acknowledgements, LogWitness witness, Findings findings) {
        this.server = server;
        this.acknowledgements = acknowledgements;
        this.witness = witness;
        this.findings = findings;
    }

    void acknowledgedVersions(FhirClient backend) throws IOException, InterruptedException {
        List<String> lost = new ArrayList<>();
        List<String> altered = new ArrayList<>();
        List<Acknowledged> all = List.copyOf(acknowledgements.acknowledged());
        int read = 0;
        for (Acknowledged one : all) {
            Answer answer = backend.get("/fhir/" + one.reference() + "/_history/" + one.version());
            String which = one.reference() + "/_history/" + one.version();
            if (one.fingerprint() == null ? answer.status() != 410 : answer.status() != 200) {
                lost.add(which + " answered " + answer.status());
            } else if (one.fingerprint() != null
                    && !Fingerprint.of(answer.json()).equals(one.fingerprint())) {
                altered.add(which);
            }
            if (++read % 1000 == 0) {
                Progress.line("read again " + read + " of " + all.size() + " acknowledged versions");
            }
        }
        findings.figure("acknowledged versions", all.size());
        findings.figure(
                "of these deletes",
                all.stream().filter(one -> one.fingerprint() == null).count());
        findings.figure("writes of unknown outcome, found stored", acknowledgements.unknownButStored());
        findings.figure("writes of unknown outcome, found absent", acknowledgements.unknownAndAbsent());
        findings.check("versions were acknowledged", all.size() > 100, all.size() + "");
        findings.none("no acknowledged version is lost", lost, all.size() + " read again");
        findings.none("each says what was acknowledged", altered, all.size() + " compared");
        findings.none("no client met what must not be", acknowledgements.anomalies(), "none");
    }

    /**
     * @param erased leaves of patients who were erased
     * @return leaves of the log once it has come to rest
     */
    long log(Path cli, String trust, long erased) throws IOException, InterruptedException {
        long size =
                witness.awaitRest(acknowledgements.acknowledged().size() + 1L).size();
        LogWitness.Audit audit = LogWitness.audit(cli, server);
        JsonNode json = audit.json();
        findings.figure("leaves", size);
        findings.figure("checkpoints seen on the way", witness.seen());
        findings.check(
                "the officer's audit is VERIFIED",
                audit.exitCode() == 0 && json.path("verdict").asText().equals("VERIFIED"),
                audit.exitCode() == 0 ? "exit code 0" : audit.out());
        JsonNode counts = json.path("counts");
        findings.check(
                erased == 0 ? "every leaf opens" : "every leaf opens or was erased, each of these once",
                counts.path("VERIFIED").asLong() == size - erased
                        && counts.path("ERASED").asLong() == erased
                        && counts.size() == (erased == 0 ? 1 : 2),
                counts + " of " + size);
        findings.none(
                "every checkpoint seen is continued by the newest",
                witness.inconsistencies(),
                witness.seen() + " proofs");
        findings.check(
                "the trust file is what it was before the kills",
                Files.readString(server.secrets().resolve("trust.json")).equals(trust),
                "same keys, chain and contract");
        return size;
    }

    /** Every resource of the bundles is in the log as often as in the bundles. */
    void loadedOnce(List<Path> foundations, List<Path> patients, long leaves) throws IOException, InterruptedException {
        Map<String, Integer> stored = witness.contents(leaves);
        List<String> wrong = new ArrayList<>();
        int ofPatients = count(patients, new HashMap<>());
        Map<String, Integer> expected = new HashMap<>();
        int all = count(Stream.concat(foundations.stream(), patients.stream()).toList(), expected);
        expected.forEach((fingerprint, times) -> {
            if (!times.equals(stored.getOrDefault(fingerprint, 0))) {
                wrong.add(fingerprint + " " + stored.getOrDefault(fingerprint, 0) + " times, expected " + times);
            }
        });
        findings.figure("resources of the patient bundles", ofPatients);
        findings.none("every resource of the bundles is there exactly once", wrong, all + " resources");
    }

    private static int count(List<Path> bundles, Map<String, Integer> into) throws IOException {
        int resources = 0;
        for (Path bundle : bundles) {
            for (JsonNode entry : Fingerprint.parse(Files.readAllBytes(bundle)).path("entry")) {
                into.merge(Fingerprint.of(entry.path("resource")), 1, Integer::sum);
                resources++;
            }
        }
        return resources;
    }

    void stopped(long leaves, long mostProvisioning) throws SQLException, IOException {
        try (StoppedStore store = new StoppedStore(server.data())) {
            long versions = store.number("select count(*) from HFJ_RES_VER");
            findings.figure("versions in the database", versions);
            findings.check("leaves = versions + genesis", leaves == versions + 1, leaves + " = " + versions + " + 1");
            equal(store, "every version has its row for the log", versions, "select count(*) from cs_pending");
            equal(store, "no version waits for a leaf", 0, "select count(*) from cs_pending where leaf_index is null");
            equal(store, "leaves are numbered without gaps", leaves, "select max(leaf_index) + 1 from cs_leaf");
            equal(
                    store,
                    "versions of a resource are numbered without gaps",
                    0,
                    "select count(*) from (select RES_ID"
                            + " from HFJ_RES_VER group by RES_ID having max(RES_VER) <> count(*) or min(RES_VER) <> 1) x");
            StoppedStore.Chain chain = store.chain();
            long anchors = store.number("select count(*) from cs_anchor where block_number is not null");
            findings.figure("anchors", anchors);
            findings.check(
                    "the chain has each anchor once, as the database has it",
                    anchors > 0 && chain.anchors() == anchors && chain.agreeing() == anchors,
                    chain.anchors() + " on the chain, " + anchors + " finished, " + chain.agreeing() + " agree");
            equal(store, "no tree was anchored twice", anchors, "select count(distinct tree_size) from cs_anchor");
            equal(store, "the newest leaf is anchored", leaves, "select max(tree_size) from cs_anchor");
            long provisioning = chain.blocks() - chain.anchors();
            findings.check(
                    "no transaction was sent twice",
                    provisioning >= 2 && provisioning <= mostProvisioning,
                    chain.blocks() + " transactions, " + provisioning + " of them to set the contract up");
        }
    }

    private void equal(StoppedStore store, String name, long expected, String sql) throws SQLException {
        long found = store.number(sql);
        findings.check(name, found == expected, "expected " + expected + ", found " + found);
    }
}
