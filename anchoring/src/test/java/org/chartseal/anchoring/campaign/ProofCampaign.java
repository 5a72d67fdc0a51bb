package org.chartseal.anchoring.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.chartseal.anchoring.web.NodeVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Changes thousands of honest proofs in every way there is and holds both verifiers to it: they say the same to the byte,
 * nothing that was changed is VERIFIED, and nobody without the log's key makes an honest log look TAMPERED but by showing
 * a text that is not the leaf's.
 */
class ProofCampaign {
    private static final int STRUCTURAL = 12_000;
    private static final int SYNTACTIC = 3_000;
    private static final int RECORDS = 10_000;
    /** Of the changes that are meant to leave a file which can be read. */
    private static final double LEAST_WELL_FORMED = 0.9;
    /** Fields of the two proof files that hold a text, but for those of which any other value is refused. */
    private static final int LEAST_FIELDS = 60;

    private final Findings findings = new Findings();

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void neitherVerifierIsFooled() throws IOException {
        boolean small = isSmall();
        int part = small ? 20 : 1;
        String given = System.getProperty("campaign.seed", "");
        long seed = given.isBlank() ? new Random().nextInt(1_000_000_000) : Long.parseLong(given);
        Progress.line("seed " + seed + (small ? ", small" : ", full"));
        try (NodeVerifier node = NodeVerifier.start()) {
            MutationRun run = new MutationRun(seed, node);
            int structural = run.run(Mutations.structural(), STRUCTURAL / part);
            int wellFormed = run.wellFormed;
            Progress.line(structural + " changed proofs judged");
            int syntactic = run.run(Mutations.syntactic(), SYNTACTIC / part);
            Progress.line(syntactic + " changed texts judged");
            mutations(run, wellFormed, structural, small);
            List<String> wrong = LeafEncodings.compare(new Random(seed), node, RECORDS / part);
            findings.figure("random records encoded by both", RECORDS / part);
            findings.none("both encodings of a leaf agree", wrong, RECORDS / part + " records");
            new ProofCosts(node, findings).measure();
        }
        findings.print("Campaign of changed proofs, seed " + seed);
        assertThat(findings.failed()).isZero();
    }

    private void mutations(MutationRun run, int wellFormed, int structural, boolean small) {
        run.groups.forEach((group, count) -> findings.figure(group, count));
        run.verdicts.forEach((verdict, count) -> findings.figure("verdict " + verdict, count));
        findings.figure("unchanged proofs", run.controls);
        findings.figure("well-formed, of " + structural, wellFormed);
        long fields = run.kinds.keySet().stream()
                .filter(kind -> kind.startsWith("change:"))
                .count();
        findings.figure("fields changed, by their place", fields);
        findings.none("unchanged proofs have their own verdict", run.wrongControls, run.controls + " proofs");
        findings.none("command line and browser say the same", run.differences, "every byte of every case");
        findings.none("nothing that was changed is VERIFIED", run.passed, "of all cases");
        findings.none("no honest log is framed", run.framed, "TAMPERED only where another text is shown");
        findings.check(
                "nine of ten changed proofs can be read",
                wellFormed >= LEAST_WELL_FORMED * structural,
                wellFormed + " of " + structural);
        findings.check(
                "every verdict occurs",
                run.verdicts.size() == 8,
                run.verdicts.keySet().toString());
        findings.check("every kind of change has its turn", run.neverDue == 0, run.neverDue + " had none");
        findings.check(
                "every field has its turn",
                small || fields >= LEAST_FIELDS,
                fields + " fields" + (small ? ", small" : ""));
    }

    private static boolean isSmall() {
        String scale = System.getProperty("campaign.scale", "full");
        if (!scale.equals("small") && !scale.equals("full")) {
            throw new IllegalArgumentException("Expected campaign.scale small or full, found " + scale);
        }
        return scale.equals("small");
    }
}
