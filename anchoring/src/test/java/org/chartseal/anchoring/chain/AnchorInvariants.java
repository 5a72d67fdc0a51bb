package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What must hold of a log on its chain whatever went wrong on the way. */
final class AnchorInvariants {
    private static final int STEPS = 3000;

    private AnchorInvariants() {}

    /** On the chain are the sequence numbers from 1, each once, and ever larger trees. */
    static void eachOnce(AnvilLog log) throws Exception {
        JsonNode events = log.anvil()
                .rpc(
                        "eth_getLogs",
                        "{\"fromBlock\":\"0x0\",\"toBlock\":\"latest\",\"address\":\"" + log.identity.contract()
                                + "\",\"topics\":[\"" + AnchorContract.ANCHORED + "\",\"" + log.identity.logId()
                                + "\"]}");
        List<Long> sequences = new ArrayList<>();
        long treeSize = 0;
        for (JsonNode event : events) {
            sequences.add(Long.decode("0x" + event.at("/topics/2").asText().substring(50)));
            long size = Long.parseLong(event.get("data").asText().substring(2, 66), 16);
            assertThat(size).isGreaterThan(treeSize);
            treeSize = size;
        }
        assertThat(new HashSet<>(sequences)).hasSize(sequences.size());
        for (int i = 0; i < sequences.size(); i++) {
            assertThat(sequences.get(i)).isEqualTo(i + 1);
        }
    }

    /**
     * With the chain well again: what was offered is covered, one more checkpoint gets through, outbox and chain say the
     * same, and nothing of the publisher's is left in the pool.
     *
     * @param offered largest tree that was offered
     * @return anchors on the chain
     */
    static long goesOn(AnvilLog log, long offered) throws Exception {
        log.anvil().rpc("evm_setIntervalMining", "0");
        log.mining(true);
        log.baseFee(1);
        Submitter submitter = log.submitter(0);
        long last = Math.max(offered, log.chain.logHead().treeSize()) + 1;
        submitter.offer(last, log.tree.root(last));
        long covered = 0;
        for (int i = 0; i < STEPS && covered < last; i++) {
            Submission now = submitter.tick();
            assertThat(now).isNotInstanceOf(Submission.Incident.class);
            if (now instanceof Submission.Waiting) {
                log.clock.advance(AnvilLog.STUCK);
            }
            if (now instanceof Submission.Submitted) {
                log.anvil().mine(1);
            }
            submitter.offer(last, log.tree.root(last));
            covered = log.outbox
                    .newest()
                    .map(newest -> newest.pending().treeSize())
                    .orElse(0L);
        }
        assertThat(covered).as("leaves under a final anchor").isEqualTo(last);
        assertThat(submitter.tick()).isInstanceOf(Submission.Idle.class);
        eachOnce(log);
        long anchors = log.chain.logHead().sequence();
        for (long sequence = 1; sequence <= anchors; sequence++) {
            AnchorOutbox.Finished finished = log.outbox.finished(sequence).orElseThrow();
            assertThat(submitter.reader().anchor(sequence)).contains(finished.anchor());
        }
        String publisher = "\"" + AnvilLog.SIGNER.address() + "\"";
        log.anvil().mine(1);
        assertThat(log.anvil().rpc("eth_getTransactionCount", publisher, "\"pending\""))
                .as("no nonce is stuck")
                .isEqualTo(log.anvil().rpc("eth_getTransactionCount", publisher, "\"latest\""));
        return anchors;
    }
}
