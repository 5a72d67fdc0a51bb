package org.chartseal.anchoring.campaign;

import java.util.ArrayList;
import java.util.List;

/** All ways to change a proof. */
final class Mutations {
    private Mutations() {}

    /** Those that leave a file which can be read, but for a few whose change of a field breaks a rule of it. */
    static List<Mutation> structural() {
        List<Mutation> all = new ArrayList<>(TreeMutations.wellFormed());
        all.addAll(TreeMutations.wellFormed());
        all.addAll(NoteMutations.wellFormed());
        all.addAll(RecordMutations.wellFormed());
        all.addAll(TrustMutations.wellFormed());
        return all;
    }

    /** Those of the text itself, and those that break a rule of its fields. */
    static List<Mutation> syntactic() {
        List<Mutation> all = new ArrayList<>(SyntaxMutations.all());
        all.addAll(TreeMutations.refused());
        all.addAll(TrustMutations.refused());
        return all;
    }
}
