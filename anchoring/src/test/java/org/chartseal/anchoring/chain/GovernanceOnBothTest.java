package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publisher, members and the end of a log are the members' to decide, so many of them and after a delay; nobody else's. */
class GovernanceOnBothTest {
    private static final LocalSigner PUBLISHER = LogOnBoth.PUBLISHER;
    private static final LocalSigner HEIR = LocalSigner.of(TestKeys.key(6));
    private static final List<LocalSigner> HOSPITALS = Hospitals.signers(3);
    private static final List<LocalSigner> OTHERS = Hospitals.signers(4, 200);
    private static final LogRules RULES = LogRules.of(2, 3600, Hospitals.addresses(HOSPITALS));
    private static final Duration DELAY = Duration.ofHours(1);

    private final TestTree tree = new TestTree(1, HOSPITALS.toArray(LocalSigner[]::new));
    private BothChains chains;
    private LogOnBoth log;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        chains = BothChains.start(directory);
        LogOnBoth.deploy(chains);
        chains.fund(HEIR.address());
        log = LogOnBoth.create(chains, 0, RULES);
        log.append(tree, 5);
    }

    @AfterEach
    void stop() throws Exception {
        chains.close();
    }

    @Test
    void changesMembersAndPublisherAfterTheDelay() throws Exception {
        Statement.Change change =
                new Statement.Change(log.identity, 0, 1, HEIR.address(), 3, Hospitals.addresses(OTHERS));
        String propose = GovernanceCalls.propose(RULES, change, tree.signed(change, 2));
        JsonNode proposed = log.succeeds(HEIR, propose);
        assertThat(chains.call(HEIR.address(), LogOnBoth.CONTRACT, GovernanceCalls.proposalOf(log.identity.logId())))
                .startsWith("0x" + change.structHash() + "0".repeat(63) + "1");
        assertThat(proposed.get("logs")).hasSize(1);
        log.append(tree, 6);
        log.refuses(HEIR, propose, "ProposalPending: 1");
        failsForTime(GovernanceCalls.enact(RULES, change));
        chains.advance(DELAY);
        log.refuses(
                PUBLISHER,
                GovernanceCalls.enact(
                        RULES,
                        new Statement.Change(log.identity, 0, 1, HEIR.address(), 1, Hospitals.addresses(OTHERS))),
                "WrongProposal: expected 0x" + change.structHash());
        log.succeeds(HEIR, GovernanceCalls.enact(RULES, change));
        LogRules next = RULES.next(3, Hospitals.addresses(OTHERS));
        assertThat(log.head()).endsWith(next.hash().substring(2));

        log.refuses(HEIR, GovernanceCalls.enact(next, change), "NothingProposed: " + log.identity.logId());
        log.refuses(HEIR, propose, "WrongRules: expected " + next.hash());
        PendingAnchor seven = log.next(7, tree.rootHex(7));
        List<byte[]> proof = tree.consistencyProof(6, 7);
        log.refuses(
                HEIR,
                log.data(seven, proof, tree.signatures(log.identity, RULES, 7, seven.root())),
                "WrongRules: expected " + next.hash() + ", found " + RULES.hash());
        log.rules = next;
        TestTree theirs = new TestTree(1, OTHERS.toArray(LocalSigner[]::new));
        String append = log.data(seven, proof, theirs.signatures(log.identity, next, 7, seven.root()));
        log.refuses(PUBLISHER, append, "NotPublisher: expected " + HEIR.address() + ", found " + PUBLISHER.address());
        log.succeeds(HEIR, append);
        announced(
                "created by " + PUBLISHER.address() + ": epoch 0, 2 of 3 members " + RULES.members() + ", delay 3600 s",
                "change 1 proposed, which can be made from ",
                "change 1 made: publisher " + HEIR.address() + ", epoch 1, 3 of 4 members " + next.members());
        assertThat(chains.events(log.identity))
                .filteredOn(LogEvent.Appended.class::isInstance)
                .last()
                .isInstanceOfSatisfying(LogEvent.Appended.class, last -> {
                    assertThat(last.anchor()).isEqualTo(seven);
                    assertThat(last.head()).isEqualTo(seven.head(log.identity.logId()));
                });
    }

    @Test
    void refusesWhatTooFewOrOthersWant() throws Exception {
        Statement.Change change = new Statement.Change(log.identity, 0, 1, HEIR.address(), 2, RULES.members());
        List<MemberSignature> two = tree.signed(change, 2);
        log.refuses(
                PUBLISHER,
                GovernanceCalls.propose(RULES, change, List.of()),
                "WrongSignaturesLength: expected 130, found 0");
        log.refuses(
                PUBLISHER,
                GovernanceCalls.propose(RULES, change, two.subList(0, 1)),
                "WrongSignaturesLength: expected 130, found 65");
        log.refuses(
                PUBLISHER,
                GovernanceCalls.propose(RULES, change, List.of(two.get(0), two.get(0))),
                "SignersNotAscending: expected 1, found 0");
        Statement.Change later = new Statement.Change(log.identity, 0, 2, HEIR.address(), 2, RULES.members());
        log.refuses(PUBLISHER, GovernanceCalls.propose(RULES, change, tree.signed(later, 2)), "WrongSigner: ");
        Statement.Change nextEpoch = new Statement.Change(log.identity, 1, 1, HEIR.address(), 2, RULES.members());
        log.refuses(PUBLISHER, GovernanceCalls.propose(RULES, nextEpoch, tree.signed(nextEpoch, 2)), "WrongSigner: ");
        refusedRules(HEIR.address(), 1, RULES.members(), "WrongThreshold: 2, 3, 1");
        refusedRules(HEIR.address(), 4, RULES.members(), "WrongThreshold: 2, 3, 4");
        refusedRules(HEIR.address(), 2, List.of(), "WrongThreshold: 2, 0, 2");
        refusedRules(
                HEIR.address(),
                2,
                List.of(RULES.members().get(1), RULES.members().get(0)),
                "MembersNotAscending: expected " + RULES.members().get(1) + ", found "
                        + RULES.members().get(0));
        refusedRules(
                HEIR.address(),
                2,
                List.of(RULES.members().get(0), RULES.members().get(0)),
                "MembersNotAscending: expected " + RULES.members().get(0));
        refusedRules("0x" + "0".repeat(40), 2, RULES.members(), "ZeroPublisher");
        refusedRules(
                HEIR.address(),
                2,
                Hospitals.addresses(Hospitals.signers(33, 300)),
                "TooManyMembers: expected 32, found 33");
        LogOnBoth alone = LogOnBoth.create(chains, 1, LogRules.publisherAlone());
        Statement.Change takeover = new Statement.Change(alone.identity, 0, 1, HEIR.address(), 0, List.of());
        alone.refuses(
                PUBLISHER,
                GovernanceCalls.propose(alone.rules, takeover, List.of()),
                "NoMembers: " + alone.identity.logId());
        Statement.Closing end =
                new Statement.Closing(alone.identity, 0, 1, 0, Append.EMPTY_ROOT, "0x" + "0".repeat(64));
        alone.refuses(PUBLISHER, GovernanceCalls.propose(alone.rules, end, List.of()), "NoMembers");
    }

    @Test
    void takesBackAProposalAndNeverMakesItTwice() throws Exception {
        Statement.Change change = new Statement.Change(log.identity, 0, 1, HEIR.address(), 2, RULES.members());
        String propose = GovernanceCalls.propose(RULES, change, tree.signed(change, 2));
        log.succeeds(HEIR, propose);
        Statement.Withdrawal withdrawal = new Statement.Withdrawal(log.identity, 0, 1);
        log.refuses(
                PUBLISHER,
                GovernanceCalls.withdraw(RULES, withdrawal, tree.signed(withdrawal, 1)),
                "WrongSignaturesLength: expected 130, found 65");
        log.refuses(
                PUBLISHER,
                GovernanceCalls.withdraw(
                        RULES, withdrawal, tree.signed(new Statement.Withdrawal(log.identity, 0, 2), 2)),
                "WrongSigner: ");
        String withdraw = GovernanceCalls.withdraw(RULES, withdrawal, tree.signed(withdrawal, 2));
        log.succeeds(PUBLISHER, withdraw);
        log.refuses(PUBLISHER, withdraw, "NothingProposed");
        chains.advance(DELAY);
        log.refuses(HEIR, GovernanceCalls.enact(RULES, change), "NothingProposed");
        log.refuses(HEIR, propose, "WrongSigner: ");
        Statement.Change again = new Statement.Change(log.identity, 0, 2, HEIR.address(), 2, RULES.members());
        log.succeeds(HEIR, GovernanceCalls.propose(RULES, again, tree.signed(again, 2)));
        announced("created by ", "change 1 proposed", "proposal 1 taken back", "change 2 proposed");
    }

    @Test
    void endsALogForGoodAndNamesItsSuccessor() throws Exception {
        String successor = "0x" + "5e".repeat(32);
        Statement.Closing tooLarge = new Statement.Closing(log.identity, 0, 1, 6, tree.rootHex(6), successor);
        log.refuses(
                PUBLISHER,
                GovernanceCalls.propose(RULES, tooLarge, tree.signed(tooLarge, 2)),
                "FinalSizeTooLarge: expected 5, found 6");
        Statement.Closing closing = new Statement.Closing(log.identity, 0, 1, 4, tree.rootHex(4), successor);
        log.refuses(
                PUBLISHER,
                GovernanceCalls.propose(RULES, closing, tree.signed(closing, 1)),
                "WrongSignaturesLength: expected 130, found 65");
        log.succeeds(HEIR, GovernanceCalls.propose(RULES, closing, tree.signed(closing, 2)));
        failsForTime(GovernanceCalls.enact(RULES, closing));
        log.append(tree, 6);
        chains.advance(DELAY);
        JsonNode closed = log.succeeds(HEIR, GovernanceCalls.enact(RULES, closing));
        assertThat(closed.at("/logs/0/topics/3").asText()).isEqualTo(successor);
        assertThat(closed.at("/logs/0/data").asText()).isEqualTo("0x" + "0".repeat(63) + "4" + tree.rootHex(4));
        assertThat(log.head()).endsWith(LogHead.CLOSED.substring(2));
        PendingAnchor next = log.next(7, tree.rootHex(7));
        log.refuses(
                PUBLISHER,
                log.data(next, tree.consistencyProof(6, 7), tree.signatures(log.identity, RULES, 7, next.root())),
                "LogClosed: " + log.identity.logId());
        Statement.Change reopen = new Statement.Change(log.identity, 0, 2, HEIR.address(), 2, RULES.members());
        log.refuses(
                PUBLISHER,
                GovernanceCalls.propose(RULES, reopen, tree.signed(reopen, 2)),
                "LogClosed: " + log.identity.logId());
        log.refuses(HEIR, GovernanceCalls.enact(RULES, closing), "LogClosed: " + log.identity.logId());
        announced(
                "created by ",
                "closing 1 proposed, which can be made from ",
                "closed by 1 at 4 leaves with root " + tree.rootHex(4) + ", successor " + successor);
    }

    private void announced(String... beginnings) throws Exception {
        List<String> texts = chains.events(log.identity).stream()
                .filter(LogEvent.Announced.class::isInstance)
                .map(event -> ((LogEvent.Announced) event).text())
                .toList();
        assertThat(texts).hasSameSizeAs(beginnings);
        for (int i = 0; i < beginnings.length; i++) {
            assertThat(texts.get(i)).startsWith(beginnings[i]);
        }
    }

    private void refusedRules(String publisher, int threshold, List<String> members, String error) throws Exception {
        Statement.Change change = new Statement.Change(log.identity, 0, 1, publisher, threshold, members);
        log.refuses(PUBLISHER, GovernanceCalls.propose(RULES, change, tree.signed(change, 2)), error);
    }

    /** What time a call runs at is the node's own affair: only that both fail as transactions is compared. */
    private void failsForTime(String data) throws Exception {
        assertThat(chains.send(HEIR, LogOnBoth.CONTRACT, data).get("status").asText())
                .isEqualTo("0x0");
    }
}
