package org.chartseal.anchoring.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;

/** What an anchor costs that is not a log's first, by batch, members and size of the log: the dearest of three. */
final class GasTable {
    private static final List<Long> BATCHES = List.of(1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L);
    private static final List<Long> SIZES = List.of(1_000L, 1_000_000L, 1_000_000_000L);
    private static final int[][] MEMBERS = {{0, 0}, {2, 3}, {3, 5}, {5, 7}};
    private static final int TRIES = 3;

    private final BothChains chains;
    private final Random random;
    private final Findings findings;
    private int nonce = 1000;

    GasTable(BothChains chains, Random random, Findings findings) {
        this.chains = chains;
        this.random = random;
        this.findings = findings;
    }

    void measure() throws Exception {
        double at10000 = 0;
        double at1000000 = 0;
        for (int[] members : MEMBERS) {
            for (long size : SIZES) {
                StringBuilder row = new StringBuilder();
                for (long batch : BATCHES) {
                    long gas = dearest(members[0], members[1], size, batch);
                    double record = (double) gas / batch;
                    row.append(String.format(
                            Locale.ROOT,
                            " %,d (%s)",
                            gas,
                            record >= 10
                                    ? Math.round(record)
                                    : record < 1
                                            ? String.format(Locale.ROOT, "%.3f", record)
                                            : String.format(Locale.ROOT, "%.1f", record)));
                    if (members[0] == 3) {
                        at10000 = batch == 10_000 ? Math.max(at10000, record) : at10000;
                        at1000000 = batch == 1_000_000 ? Math.max(at1000000, record) : at1000000;
                    }
                }
                findings.figure(
                        String.format(Locale.ROOT, "%d of %d, log of %,d", members[0], members[1], size),
                        row.toString());
            }
        }
        findings.figure("columns: gas (a record) for batches of", BATCHES);
        findings.check("at most 12 gas a record of 10,000, 3 of 5", at10000 <= 12, at10000 + "");
        findings.check("at most 0.2 gas a record of 1,000,000, 3 of 5", at1000000 <= 0.2, at1000000 + "");
        Progress.line("gas measured");
    }

    private long dearest(int threshold, int count, long size, long batch) throws Exception {
        long dearest = 0;
        for (int i = 0; i < TRIES; i++) {
            long from = size + random.nextLong(size / 10);
            dearest = Math.max(dearest, cost(threshold, count, Growth.random(from, from + batch, random)));
        }
        return dearest;
    }

    private long cost(int threshold, int count, Growth growth) throws Exception {
        List<LocalSigner> hospitals = Hospitals.signers(count, 5000);
        LogRules rules =
                count == 0 ? LogRules.publisherAlone() : LogRules.of(threshold, 60, Hospitals.addresses(hospitals));
        LogOnBoth log = LogOnBoth.create(chains, nonce++, rules);
        TestTree members = new TestTree(0, hospitals.toArray(LocalSigner[]::new));
        PendingAnchor first = log.next(growth.from(), hex(growth.oldRoot()));
        log.succeeds(LogOnBoth.PUBLISHER, log.data(first, List.of(), signed(members, log, first)));
        log.appended(first);
        PendingAnchor next = log.next(growth.to(), hex(growth.newRoot()));
        JsonNode receipt =
                log.succeeds(LogOnBoth.PUBLISHER, log.data(next, growth.proof(), signed(members, log, next)));
        return Long.decode(receipt.get("gasUsed").asText());
    }

    private static List<MemberSignature> signed(TestTree members, LogOnBoth log, PendingAnchor anchor)
            throws NotEndorsedException {
        return log.rules.threshold() == 0
                ? List.of()
                : members.signatures(log.identity, log.rules, anchor.treeSize(), anchor.root());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
