package org.chartseal.anchoring.rules;

import java.util.ArrayList;
import java.util.List;
import org.chartseal.anchoring.chain.LogRules;
import org.chartseal.anchoring.chain.MemberSignature;
import org.chartseal.anchoring.chain.SignedStatement;
import org.chartseal.anchoring.chain.Statement;

/**
 * Something that members of a log decide: a change, a closing or the withdrawal of one.
 *
 * @param statement what they sign
 * @param rules in force, by which it is decided
 * @param signatures so far, each of another member and good
 */
public record Decision(Statement statement, LogRules rules, List<MemberSignature> signatures) {
    /** @throws IllegalArgumentException if a signature is of no member, of one twice, or not over the statement */
    public Decision {
        signatures = List.copyOf(signatures);
        if (statement.epoch() != rules.epoch()) {
            throw new IllegalArgumentException(
                    "decision: expected epoch " + rules.epoch() + ", found " + statement.epoch());
        }
        List<String> seen = new ArrayList<>();
        for (MemberSignature signature : signatures) {
            if (!rules.members().contains(signature.member()) || seen.contains(signature.member())) {
                throw new IllegalArgumentException(
                        "decision: expected signatures of members, each once, found one of " + signature.member());
            }
            if (!SignedStatement.verifies(statement, signature)) {
                throw new IllegalArgumentException("decision: expected a good signature of " + signature.member()
                        + ", found one that does not hold");
            }
            seen.add(signature.member());
        }
    }

    /** With another signature. */
    public Decision signedBy(MemberSignature signature) {
        List<MemberSignature> all = new ArrayList<>(signatures);
        all.add(signature);
        return new Decision(statement, rules, all);
    }

    /** Whether the contract takes it. */
    public boolean isDecided() {
        return signatures.size() >= rules.threshold();
    }

    /** As many signatures as the contract wants to see. */
    public List<MemberSignature> enough() {
        return signatures.subList(0, Math.min(rules.threshold(), signatures.size()));
    }

    /** What it says, a line each thing, for whoever is to sign it. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add("log         " + statement.log().logId());
        lines.add("contract    " + statement.log().contract() + " on chain "
                + statement.log().chainId());
        if (statement instanceof Statement.Change change) {
            lines.add("decision    change " + change.number() + " of epoch " + change.epoch());
            lines.add("publisher   " + change.publisher());
            lines.add("threshold   " + change.threshold() + ", now " + rules.threshold());
            change.members()
                    .forEach(member ->
                            lines.add("member      " + member + (rules.members().contains(member) ? "" : ", NEW")));
            rules.members().stream()
                    .filter(member -> !change.members().contains(member))
                    .forEach(member -> lines.add("no member   " + member + ", who is one now"));
        } else if (statement instanceof Statement.Closing closing) {
            lines.add("decision    closing " + closing.number() + " of epoch " + closing.epoch() + ", FOR GOOD");
            lines.add("final       " + closing.finalSize() + " leaves, root " + closing.finalRoot());
            lines.add("successor   " + closing.successor());
        } else if (statement instanceof Statement.Withdrawal withdrawal) {
            lines.add("decision    proposal " + withdrawal.number() + " is taken back");
        }
        lines.add("delay       " + rules.delay() + " s from its proposal on");
        lines.add("signed      " + signatures.size() + " of " + rules.threshold() + " that it takes");
        signatures.forEach(signature -> lines.add("by          " + signature.member()));
        return lines;
    }
}
