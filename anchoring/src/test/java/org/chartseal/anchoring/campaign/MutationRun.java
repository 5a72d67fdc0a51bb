package org.chartseal.anchoring.campaign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.chartseal.anchoring.cli.CommandLineVerdict;
import org.chartseal.anchoring.proof.AnyProofFile;
import org.chartseal.anchoring.proof.ProofFormatException;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.proof.Verdict;
import org.chartseal.anchoring.web.NodeVerifier;

/** Changes proofs at random and has each judged by both verifiers. The same seed makes the same cases. */
final class MutationRun {
    private static final int PER_BASE = 8;
    private static final int BASES_PER_LOG = 12;
    private static final int MOST_FOR_THE_REST = 500;

    /** Cases by what was done, in the order of their names. */
    final Map<String, Integer> groups = new TreeMap<>();
    /** The same with the place in the file. */
    final Map<String, Integer> kinds = new TreeMap<>();
    /** Cases by what both verifiers concluded. */
    final Map<String, Integer> verdicts = new TreeMap<>();
    /** Cases on which the verifiers differ. */
    final List<String> differences = new ArrayList<>();
    /** Unchanged proofs without their right verdict. */
    final List<String> wrongControls = new ArrayList<>();
    /** TAMPERED although all that is shown is what was logged. */
    final List<String> framed = new ArrayList<>();
    /** VERIFIED although what is proven was changed. */
    final List<String> passed = new ArrayList<>();

    /** Ways to change a proof that fitted none. */
    int neverDue;

    int controls;
    int wellFormed;

    private final Random random;
    private final NodeVerifier node;
    private RandomHospital hospital;
    private int bases;

    MutationRun(long seed, NodeVerifier node) {
        this.random = new Random(seed);
        this.node = node;
    }

    /**
     * Makes and judges this many cases out of these ways to change a proof, and more until each way has had its turn: some
     * fit few proofs.
     *
     * @return how many were judged
     */
    int run(List<Mutation> mutations, int cases) throws IOException {
        int done = 0;
        int turn = 0;
        Set<Integer> due = new HashSet<>();
        for (int i = 0; i < mutations.size(); i++) {
            due.add(i);
        }
        for (int more = MOST_FOR_THE_REST; done < cases || (!due.isEmpty() && more-- > 0); ) {
            if (bases++ % BASES_PER_LOG == 0) {
                hospital =
                        new RandomHospital(random, random.nextInt(8) == 0 ? random.nextInt(400) : random.nextInt(30));
            }
            Base base = Base.random(hospital, random);
            control(base);
            boolean rest = done >= cases;
            List<Integer> left = List.copyOf(due);
            for (int i = 0; i < (rest ? left.size() : PER_BASE) && (rest || done < cases); i++) {
                int which = rest ? left.get(i) : turn++ % mutations.size();
                Mutant mutant = mutations.get(which).apply(base, random);
                if (mutant != null) {
                    judge(base, mutant);
                    due.remove(which);
                    done++;
                }
            }
        }
        neverDue += due.size();
        return done;
    }

    private void control(Base base) throws IOException {
        controls++;
        String judged = both(base, base.unchanged());
        if (!judged.startsWith("{\"verdict\":\"" + base.verdict() + "\"")) {
            wrongControls.add("expected " + base.verdict() + ", found " + judged);
        }
    }

    private void judge(Base base, Mutant mutant) throws IOException {
        groups.merge(mutant.group(), 1, Integer::sum);
        kinds.merge(mutant.kind(), 1, Integer::sum);
        String judged = both(base, mutant);
        String name = mutant.kind() + " of " + (base.ofPatient() ? "a patient" : "leaf " + base.index());
        if (judged.startsWith("refused: ")) {
            verdicts.merge("refused", 1, Integer::sum);
            wellFormed += parses(mutant) ? 1 : 0;
            return;
        }
        wellFormed++;
        Verdict verdict = CommandLineVerdict.verification(mutant.trust(), mutant.proof(), mutant.copy())
                .verdict();
        verdicts.merge(verdict.name(), 1, Integer::sum);
        AnyProofFile file = AnyProofFile.parse(mutant.proof());
        Truth truth = new Truth(base.log());
        boolean contradicted = mutant.otherCopy() || truth.contradictedBy(file);
        if (verdict == Verdict.TAMPERED && !contradicted) {
            framed.add(name + ": " + judged);
        }
        // Between the same two neighbours in the map there is room for many whom the log does not know.
        boolean harmless = mutant.harmless() || (mutant.kind().equals("change:patient") && truth.isOfNobody(file));
        if (verdict == Verdict.VERIFIED && (contradicted || !harmless)) {
            passed.add(name);
        }
    }

    private static boolean parses(Mutant mutant) {
        try {
            TrustFile.parse(mutant.trust());
            AnyProofFile.parse(mutant.proof());
            return true;
        } catch (ProofFormatException refused) {
            return false;
        }
    }

    private String both(Base base, Mutant mutant) throws IOException {
        String commandLine = CommandLineVerdict.of(mutant.trust(), mutant.proof(), mutant.copy());
        String browser = node.verify(mutant.trust(), mutant.proof(), mutant.copy());
        if (!commandLine.equals(browser)) {
            differences.add(mutant.kind() + " of leaf " + base.index() + "\n  command line: " + commandLine
                    + "\n  browser:      " + browser);
        }
        return commandLine;
    }
}
