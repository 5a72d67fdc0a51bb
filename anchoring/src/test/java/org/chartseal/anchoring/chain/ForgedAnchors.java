package org.chartseal.anchoring.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;

/**
 * Anchors that must be refused, each of its own kind, to logs of random sizes and members; after each round an honest
 * one, which must not be.
 */
final class ForgedAnchors {
    private final BothChains chains;
    private final Random random;
    private final Findings findings;
    private final List<String> taken = new ArrayList<>();
    private final Map<String, Integer> kinds = new LinkedHashMap<>();
    private int honest;

    ForgedAnchors(BothChains chains, Random random, Findings findings) {
        this.chains = chains;
        this.random = random;
        this.findings = findings;
    }

    void run(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            round(round);
        }
        kinds.forEach((kind, count) -> findings.figure("  refused: " + kind, count));
        findings.none(
                "what must be refused is",
                taken,
                kinds.values().stream().mapToInt(Integer::intValue).sum() + " of " + kinds.size() + " kinds");
        findings.check("honest anchors are taken", honest == 3 * rounds, honest + " of " + 3 * rounds);
        Progress.line(rounds + " rounds of forged anchors");
    }

    private void round(int round) throws Exception {
        int members = 2 + random.nextInt(6);
        int threshold = 2 + random.nextInt(members - 1);
        List<LocalSigner> hospitals = Hospitals.signers(members, 1000 + 10 * round);
        LogRules rules = LogRules.of(threshold, 60, Hospitals.addresses(hospitals));
        LogOnBoth log = LogOnBoth.create(chains, 100 + round, rules);
        List<LocalSigner> shuffled = new ArrayList<>(hospitals);
        Collections.shuffle(shuffled, random);
        TestTree tree = new TestTree(round, shuffled.toArray(LocalSigner[]::new));
        int first = 2 + random.nextInt(30);
        log.append(tree, first);
        int second = first + 1 + random.nextInt(30);
        PendingAnchor old = log.newest().orElseThrow();
        log.append(tree, second);
        honest += 2;

        int size = second + 1 + random.nextInt(30);
        PendingAnchor next = log.next(size, tree.rootHex(size));
        List<byte[]> proof = tree.consistencyProof(second, size);
        Statement.Checkpoint statement = new Statement.Checkpoint(log.identity, 0, size, next.root());
        List<MemberSignature> all = tree.signed(statement, members);
        List<MemberSignature> good = all.subList(0, threshold);
        TestTree fork = new TestTree(round + 128, shuffled.toArray(LocalSigner[]::new));
        PendingAnchor forked = log.next(size, fork.rootHex(size));

        refused("forged proof", log, log.data(forked, fork.consistencyProof(second, size), sign(fork, log, forked)));
        refused("proof of another tree", log, log.data(forked, proof, sign(fork, log, forked)));
        refused("no proof", log, log.data(next, List.of(), good));
        PendingAnchor back = log.next(first, tree.rootHex(first));
        refused("rolled back", log, log.data(back, List.of(), sign(tree, log, back)));
        PendingAnchor same = log.next(second, tree.rootHex(second));
        refused("the same again", log, log.data(same, List.of(), sign(tree, log, same)));
        refused(
                "duplicate sequence",
                log,
                log.data(new PendingAnchor(old.sequence(), old.previousHead(), size, next.root()), proof, good));
        refused("m-1 signatures", log, log.data(next, proof, good.subList(0, threshold - 1)));
        refused("no signature", log, log.data(next, proof, List.of()));
        List<MemberSignature> twice = new ArrayList<>(good.subList(0, threshold - 1));
        twice.add(good.get(0));
        refused("duplicate signer", log, log.data(next, proof, twice));
        refused(
                "foreign epoch",
                log,
                log.data(
                        next,
                        proof,
                        one(good, shuffled, new Statement.Checkpoint(log.identity, 1, size, next.root()))));
        refused(
                "another checkpoint",
                log,
                log.data(
                        next,
                        proof,
                        one(good, shuffled, new Statement.Checkpoint(log.identity, 0, size, tree.rootHex(second)))));
        refused(
                "another log",
                log,
                log.data(
                        next,
                        proof,
                        one(
                                good,
                                shuffled,
                                new Statement.Checkpoint(
                                        LogOnBoth.identity("0x" + "ab".repeat(32)), 0, size, next.root()))));
        refused(
                "another chain",
                log,
                log.data(
                        next,
                        proof,
                        one(
                                good,
                                shuffled,
                                new Statement.Checkpoint(
                                        new ChainIdentity(1, "0x", LogOnBoth.CONTRACT, "0x", log.identity.logId()),
                                        0,
                                        size,
                                        next.root()))));
        refused(
                "another contract",
                log,
                log.data(
                        next,
                        proof,
                        one(
                                good,
                                shuffled,
                                new Statement.Checkpoint(
                                        new ChainIdentity(
                                                31339, "0x", "0x" + "cc".repeat(20), "0x", log.identity.logId()),
                                        0,
                                        size,
                                        next.root()))));
        List<MemberSignature> stranger = new ArrayList<>(good.subList(1, threshold));
        stranger.add(new MemberSignature(
                good.get(0).member(),
                LocalSigner.of(TestKeys.key(3)).sign(statement).signature()));
        refused("stranger's signature", log, log.data(next, proof, stranger));
        List<MemberSignature> altered = new ArrayList<>(good.subList(1, threshold));
        byte[] bytes = good.get(0).signature();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        altered.add(new MemberSignature(good.get(0).member(), bytes));
        refused("altered signature", log, log.data(next, proof, altered));
        refused(
                "fewer asked for",
                log,
                log.data(next, new Endorsement(proof, new LogRules(0, 60, 1, 1, rules.members()), good.subList(0, 1))));
        log.append(tree, size);
        honest++;
    }

    private static List<MemberSignature> sign(TestTree tree, LogOnBoth log, PendingAnchor anchor)
            throws NotEndorsedException {
        return tree.signatures(log.identity, log.rules, anchor.treeSize(), anchor.root());
    }

    /** One of the signatures is by the right member over something else. */
    private static List<MemberSignature> one(
            List<MemberSignature> good, List<LocalSigner> signers, Statement.Checkpoint other) {
        List<MemberSignature> mixed = new ArrayList<>(good.subList(1, good.size()));
        mixed.add(signers.get(0).sign(other));
        return mixed;
    }

    private void refused(String kind, LogOnBoth log, String data) throws Exception {
        kinds.merge(kind, 1, Integer::sum);
        String before = log.head();
        JsonNode receipt = chains.send(LogOnBoth.PUBLISHER, LogOnBoth.CONTRACT, data);
        if (!receipt.get("status").asText().equals("0x0") || !log.head().equals(before)) {
            taken.add(kind);
        }
    }
}
