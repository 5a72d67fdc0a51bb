package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chartseal.anchoring.devchain.Genesis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log grows only by its publisher, at its head, by a tree that contains the one before, with its members' signatures. */
class AppendOnBothTest {
    private static final LocalSigner PUBLISHER = LogOnBoth.PUBLISHER;
    private static final LocalSigner OTHER = LocalSigner.of(TestKeys.key(6));
    private static final List<LocalSigner> HOSPITALS = Hospitals.signers(3);
    private static final LogRules TWO_OF_THREE = LogRules.of(2, 3600, Hospitals.addresses(HOSPITALS));

    private final TestTree tree = new TestTree(1, HOSPITALS.toArray(LocalSigner[]::new));
    private BothChains chains;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        chains = BothChains.start(directory);
        LogOnBoth.deploy(chains);
        chains.fund(OTHER.address());
    }

    @AfterEach
    void stop() throws Exception {
        chains.close();
    }

    @Test
    void appendsByComparisonAndSaysWhatItExpected() throws Exception {
        LogOnBoth log = LogOnBoth.create(chains, 0, LogRules.publisherAlone());
        assertThat(log.head()).contains("0".repeat(192));
        PendingAnchor first = log.next(10, tree.rootHex(10));
        JsonNode receipt = log.succeeds(PUBLISHER, log.data(first, List.of(), List.of()));
        assertThat(receipt.at("/logs/0/topics/0").asText()).isEqualTo(AnchorContract.ANCHORED);
        assertThat(receipt.at("/logs/0/topics/1").asText()).isEqualTo(log.identity.logId());
        assertThat(receipt.at("/logs/0/data").asText())
                .endsWith(first.head(log.identity.logId()).substring(2));
        log.refuses(PUBLISHER, log.data(first, List.of(), List.of()), "WrongSequence: expected 2, found 1");
        log.appended(first);
        log.append(tree, 11);
        String logId = log.identity.logId();
        String head = log.newest().orElseThrow().head(logId);

        PendingAnchor next = log.next(12, tree.rootHex(12));
        List<byte[]> proof = tree.consistencyProof(11, 12);
        log.refuses(
                PUBLISHER,
                log.data(new PendingAnchor(4, next.previousHead(), 12, next.root()), proof, List.of()),
                "WrongSequence: expected 3, found 4");
        log.refuses(
                PUBLISHER,
                AnchorContract.anchor(
                        logId,
                        new Append(
                                next,
                                next.previousHead(),
                                tree.rootHex(11),
                                new Endorsement(proof, log.rules, List.of()))),
                "WrongPreviousHead: expected " + head);
        log.refuses(
                PUBLISHER,
                AnchorContract.anchor(
                        logId,
                        new Append(
                                next,
                                log.newest().orElseThrow().previousHead(),
                                tree.rootHex(10),
                                new Endorsement(proof, log.rules, List.of()))),
                "WrongPreviousHead: expected " + head);
        log.refuses(
                PUBLISHER,
                log.data(log.next(11, tree.rootHex(11)), List.of(), List.of()),
                "TreeNotGrowing: expected 11, found 11");
        log.refuses(
                PUBLISHER,
                log.data(log.next(10, tree.rootHex(10)), List.of(), List.of()),
                "TreeNotGrowing: expected 11, found 10");
        log.refuses(
                PUBLISHER,
                log.data(log.next(1L << 56, next.root()), proof, List.of()),
                "TreeTooLarge: expected 72057594037927935, found 72057594037927936");
        log.refuses(
                OTHER,
                log.data(next, proof, List.of()),
                "NotPublisher: expected " + PUBLISHER.address() + ", found " + OTHER.address());
        String unsigned = log.data(next, proof, List.of());
        assertThat(unsigned).endsWith("0".repeat(64));
        log.refuses(
                PUBLISHER,
                unsigned.substring(0, unsigned.length() - 2) + "41" + "11".repeat(65) + "00".repeat(31),
                "WrongSignaturesLength: expected 0, found 65");
        log.append(tree, 12);
    }

    @Test
    void refusesATreeThatDoesNotContainTheOneBefore() throws Exception {
        LogOnBoth log = LogOnBoth.create(chains, 0, LogRules.publisherAlone());
        TestTree fork = new TestTree(2);
        log.append(tree, 6);
        log.refuses(
                PUBLISHER,
                log.data(log.next(13, fork.rootHex(13)), fork.consistencyProof(6, 13), List.of()),
                "Inconsistent: 6, 13, ");
        log.refuses(
                PUBLISHER, log.data(log.next(13, tree.rootHex(13)), List.of(), List.of()), "Inconsistent: 6, 13, 0");
        List<byte[]> proof = tree.consistencyProof(6, 13);
        List<byte[]> longer = new ArrayList<>(proof);
        longer.add(tree.root(1));
        log.refuses(PUBLISHER, log.data(log.next(13, tree.rootHex(13)), longer, List.of()), "Inconsistent: 6, 13, ");
        log.refuses(PUBLISHER, log.data(log.next(17, tree.rootHex(13)), proof, List.of()), "Inconsistent: 6, 17, ");
        log.append(tree, 13);
        LogOnBoth empty = LogOnBoth.create(chains, 1, LogRules.publisherAlone());
        empty.refuses(PUBLISHER, empty.data(empty.next(3, tree.rootHex(3)), proof, List.of()), "Inconsistent: 0, 3, ");
        empty.refuses(
                PUBLISHER,
                AnchorContract.anchor(
                        empty.identity.logId(),
                        new Append(
                                empty.next(3, tree.rootHex(3)),
                                PendingAnchor.NO_HEAD,
                                tree.rootHex(1),
                                new Endorsement(List.of(), empty.rules, List.of()))),
                "WrongPreviousRoot: expected 0x" + Append.EMPTY_ROOT);
    }

    @Test
    void needsTheSignaturesOfItsMembersAndNoOthers() throws Exception {
        LogOnBoth log = LogOnBoth.create(chains, 0, TWO_OF_THREE);
        log.append(tree, 5);
        PendingAnchor next = log.next(9, tree.rootHex(9));
        List<byte[]> proof = tree.consistencyProof(5, 9);
        Statement.Checkpoint statement = new Statement.Checkpoint(log.identity, 0, 9, next.root());
        List<MemberSignature> two = tree.signed(statement, 2);

        log.refuses(PUBLISHER, log.data(next, proof, List.of()), "WrongSignaturesLength: expected 130, found 0");
        log.refuses(
                PUBLISHER, log.data(next, proof, two.subList(0, 1)), "WrongSignaturesLength: expected 130, found 65");
        log.refuses(
                PUBLISHER,
                log.data(next, proof, tree.signed(statement, 3)),
                "WrongSignaturesLength: expected 130, found 195");
        log.refuses(
                PUBLISHER,
                log.data(next, proof, List.of(two.get(0), two.get(0))),
                "SignersNotAscending: expected 1, found 0");
        for (Statement foreign : List.of(
                new Statement.Checkpoint(log.identity, 1, 9, next.root()),
                new Statement.Checkpoint(log.identity, 0, 10, next.root()),
                new Statement.Checkpoint(log.identity, 0, 9, tree.rootHex(8)),
                new Statement.Checkpoint(LogOnBoth.identity("0x" + "ab".repeat(32)), 0, 9, next.root()),
                new Statement.Checkpoint(elsewhere(log, 1, LogOnBoth.CONTRACT), 0, 9, next.root()),
                new Statement.Checkpoint(elsewhere(log, Genesis.DEFAULT_CHAIN_ID, OTHER.address()), 0, 9, next.root()),
                new Statement.Withdrawal(log.identity, 0, 9))) {
            log.refuses(
                    PUBLISHER,
                    log.data(next, proof, List.of(two.get(0), HOSPITALS.get(1).sign(foreign))),
                    "WrongSigner: expected " + HOSPITALS.get(1).address());
        }
        MemberSignature stranger = new MemberSignature(
                HOSPITALS.get(1).address(), OTHER.sign(statement).signature());
        log.refuses(
                PUBLISHER,
                log.data(next, proof, List.of(two.get(0), stranger)),
                "WrongSigner: expected " + HOSPITALS.get(1).address() + ", found " + OTHER.address());
        log.refuses(
                PUBLISHER,
                log.data(next, proof, List.of(two.get(0), highS(two.get(1)))),
                "HighS: expected 57896044618658097711785492504343953926418");
        log.refuses(
                PUBLISHER,
                log.data(
                        next,
                        proof,
                        List.of(two.get(0), new MemberSignature(two.get(1).member(), new byte[64]))),
                "found 0x" + "0".repeat(40));
        // A member beyond the last one: the index is the first byte of each signature.
        String data = log.data(next, proof, two);
        String second = "01" + java.util.HexFormat.of().formatHex(two.get(1).signature());
        log.refuses(PUBLISHER, data.replace(second, "03" + second.substring(2)), "NoSuchMember: expected 3, found 3");
        LogRules easier = new LogRules(0, 3600, 1, 1, TWO_OF_THREE.members());
        log.refuses(
                PUBLISHER,
                log.data(next, new Endorsement(proof, easier, two.subList(0, 1))),
                "WrongRules: expected " + TWO_OF_THREE.hash() + ", found " + easier.hash());
        log.append(tree, 9);
        assertThat(SignedStatement.verifies(statement, two.get(0))).isTrue();
        assertThat(SignedStatement.verifies(statement, highS(two.get(0)))).isFalse();
        assertThat(SignedStatement.verifies(statement, stranger)).isFalse();
        assertThat(SignedStatement.verifies(
                        statement, new MemberSignature(two.get(0).member(), new byte[64])))
                .isFalse();
    }

    @Test
    void givesEachCreatorAndItsRulesAnIdOfTheirOwn() throws Exception {
        LogOnBoth log = LogOnBoth.create(chains, 0, LogRules.publisherAlone());
        LogOnBoth witnessed = LogOnBoth.create(chains, 0, TWO_OF_THREE);
        assertThat(witnessed.identity.logId()).isNotEqualTo(log.identity.logId());
        byte[] nonce = new byte[32];
        log.refuses(
                PUBLISHER,
                AnchorContract.createLog(LogOnBoth.ORIGIN, nonce, log.rules),
                "LogExists: " + log.identity.logId());
        String others = AnchorContract.logId(
                Genesis.DEFAULT_CHAIN_ID, LogOnBoth.CONTRACT, OTHER.address(), LogOnBoth.ORIGIN, nonce, log.rules);
        assertThat(call(OTHER, AnchorContract.createLog(LogOnBoth.ORIGIN, nonce, log.rules)))
                .isEqualTo(others);
        assertThat(call(OTHER, AnchorContract.exists(others))).endsWith("0");
        assertThat(call(
                        PUBLISHER,
                        AnchorContract.anchor(
                                others,
                                Append.of(
                                        java.util.Optional.empty(),
                                        log.next(10, tree.rootHex(10)),
                                        new Endorsement(List.of(), log.rules, List.of())))))
                .contains("UnknownLog: " + others);
        assertThat(call(OTHER, "0xdeadbeef")).startsWith("{");
    }

    private String call(Signer from, String data) throws Exception {
        return chains.call(from.address(), LogOnBoth.CONTRACT, data);
    }

    private static ChainIdentity elsewhere(LogOnBoth log, long chainId, String contract) {
        return new ChainIdentity(chainId, "0x", contract, "0x", log.identity.logId());
    }

    /** With an s above half the order: the compact form has room for few of these. */
    private static MemberSignature highS(MemberSignature signature) {
        byte[] bytes = signature.signature();
        Arrays.fill(bytes, 33, 64, (byte) 0xff);
        bytes[32] |= 0x7f;
        return new MemberSignature(signature.member(), bytes);
    }
}
