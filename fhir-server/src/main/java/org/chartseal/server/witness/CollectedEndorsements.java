package org.chartseal.server.witness;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.Endorsements;
import org.chartseal.anchoring.chain.LogRules;
import org.chartseal.anchoring.chain.MemberSignature;
import org.chartseal.anchoring.chain.NotEndorsedException;
import org.chartseal.anchoring.chain.SignedStatement;
import org.chartseal.anchoring.log.ConsistencyProof;
import org.chartseal.anchoring.log.LogIntegrityException;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.log.TileHashReader;

/** Proofs out of the log's tiles, and what witnesses handed in. Asks them for what is missing. */
final class CollectedEndorsements implements Endorsements {
    private final LogStore store;
    private final WitnessTable table;
    private final WitnessProperties properties;
    private final Clock clock;

    CollectedEndorsements(LogStore store, WitnessTable table, WitnessProperties properties, Clock clock) {
        this.store = store;
        this.table = table;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public List<byte[]> consistencyProof(long from, long to) throws IOException {
        try {
            return ConsistencyProof.create(new TileHashReader(store), from, to).path();
        } catch (LogIntegrityException broken) {
            throw new IOException("tiles: " + broken.getMessage(), broken);
        }
    }

    @Override
    public List<MemberSignature> signatures(ChainIdentity log, LogRules rules, long treeSize, String root)
            throws NotEndorsedException {
        if (rules.threshold() == 0) {
            return List.of();
        }
        WantedCheckpoint wanted =
                new WantedCheckpoint(log, rules, treeSize, root, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        List<MemberSignature> good = table.signatures(treeSize, rules.epoch()).stream()
                .filter(signature -> isGood(wanted, signature))
                .limit(rules.threshold())
                .toList();
        if (good.size() < rules.threshold()) {
            ask(wanted);
            throw new NotEndorsedException("witnesses: expected " + rules.threshold() + " of "
                    + rules.members().size()
                    + " to have signed " + treeSize + " leaves, found " + good.size() + "; missing: "
                    + String.join(", ", missing(rules, good)));
        }
        table.done();
        return good;
    }

    /** Whether a member of these rules signed just this. */
    static boolean isGood(WantedCheckpoint wanted, MemberSignature signature) {
        return wanted.rules().members().contains(signature.member())
                && SignedStatement.verifies(wanted.statement(), signature);
    }

    /** The institutions whose signature of what is wanted is not there. */
    List<String> missing(LogRules rules, List<MemberSignature> good) {
        List<String> signed = good.stream().map(MemberSignature::member).toList();
        return rules.members().stream()
                .filter(member -> !signed.contains(member))
                .map(properties::nameOf)
                .toList();
    }

    private void ask(WantedCheckpoint wanted) {
        Optional<WantedCheckpoint> before = table.wanted();
        if (before.isEmpty()
                || before.get().treeSize() != wanted.treeSize()
                || !before.get().root().equals(wanted.root())
                || !before.get().rules().equals(wanted.rules())
                || !before.get().log().equals(wanted.log())) {
            table.want(wanted);
        }
    }
}
