package org.chartseal.anchoring.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.TestLog;

/** Trust files that pin something else. */
final class TrustMutations {
    private static final CheckpointSigner OTHER = CheckpointSigner.fromSeed(TestLog.ORIGIN, TestLog.sha("other"));

    private TrustMutations() {}

    private interface Change {
        void of(ObjectNode trust);
    }

    static List<Mutation> wellFormed() {
        return List.of(
                change("origin", false, trust -> trust.put("origin", "elsewhere.example/log")),
                change("another key", false, trust -> keys(trust)
                        .removeAll()
                        .addObject()
                        .put("key", OTHER.verifier().vkey())),
                change("one key more", true, trust -> keys(trust)
                        .insertObject(0)
                        .put("key", OTHER.verifier().vkey())),
                (base, random) -> retired(base, random),
                change("chain id", false, trust -> trust.put("chainId", "1")),
                change("contract", false, trust -> trust.put("contract", "0x" + "23".repeat(20))),
                change("log id", false, trust -> trust.put("logId", "0x" + "45".repeat(32))),
                change("no evidence", false, trust -> trust.putArray("evidence")),
                change("evidence of a node", false, trust -> trust.putArray("evidence")
                        .add("rpc")),
                change("later edition", true, trust -> trust.put("edition", "2").put("previous", "ab".repeat(32))));
    }

    /** Files that are refused. */
    static List<Mutation> refused() {
        return List.of(
                change("draft", false, trust -> trust.put("format", "1-draft")),
                change("no keys", false, trust -> keys(trust).removeAll()),
                change("key twice", false, trust -> keys(trust)
                        .add(keys(trust).get(0).deepCopy())),
                change("edition 0", false, trust -> trust.put("edition", "0")),
                change("edition without the one before", false, trust -> trust.put("edition", "2")));
    }

    private static ArrayNode keys(ObjectNode trust) {
        return (ArrayNode) trust.get("logKeys");
    }

    private static Mutation change(String kind, boolean harmless, Change change) {
        return (base, random) -> {
            ObjectNode trust = Base.tree(new String(Base.trust(), UTF_8));
            change.of(trust);
            return with(base, "trust, " + kind, trust, harmless);
        };
    }

    private static Mutant retired(Base base, Random random) {
        ObjectNode trust = Base.tree(new String(Base.trust(), UTF_8));
        long lastSize = base.log().size() - 2 + random.nextInt(4);
        ((ObjectNode) keys(trust).get(0)).put("lastSize", Long.toString(lastSize));
        return with(base, "trust, retired key", trust, lastSize >= base.log().size());
    }

    private static Mutant with(Base base, String kind, ObjectNode trust, boolean harmless) {
        return new Mutant(kind, trust.toString().getBytes(UTF_8), base.proof().getBytes(UTF_8), null, harmless, false);
    }
}
