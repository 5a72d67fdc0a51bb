package org.chartseal.anchoring.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.LocalSigner;
import org.chartseal.anchoring.chain.LogRules;
import org.chartseal.anchoring.chain.MemberSignature;
import org.chartseal.anchoring.chain.Statement;
import org.chartseal.anchoring.chain.TestKeys;
import org.junit.jupiter.api.Test;

/** A decision goes from hand to hand as it is, and holds no signature that the contract would not take. */
class DecisionTest {
    private static final ChainIdentity LOG = new ChainIdentity(
            1, "0x" + "11".repeat(32), "0x" + "22".repeat(20), "0x" + "33".repeat(32), "0x" + "44".repeat(32));
    private static final List<LocalSigner> MEMBERS = java.util.stream.IntStream.range(1, 4)
            .mapToObj(number -> LocalSigner.of(TestKeys.key(number)))
            .toList();
    private static final LocalSigner STRANGER = LocalSigner.of(TestKeys.key(9));
    private static final LogRules RULES =
            LogRules.of(2, 60, MEMBERS.stream().map(LocalSigner::address).toList());
    private static final Statement.Change CHANGE =
            new Statement.Change(LOG, 0, 1, STRANGER.address(), 3, RULES.members());

    @Test
    void isReadAsItWasWrittenWithEachKindAndSignature() {
        List<Statement> all = List.of(
                CHANGE,
                new Statement.Closing(LOG, 0, 2, 77, "55".repeat(32), "0x" + "66".repeat(32)),
                new Statement.Withdrawal(LOG, 0, 3));
        for (Statement statement : all) {
            Decision decision = new Decision(statement, RULES, List.of());
            assertThat(decision.isDecided()).isFalse();
            for (LocalSigner member : MEMBERS.subList(0, 2)) {
                decision = decision.signedBy(member.sign(statement));
                byte[] bytes = DecisionFile.bytes(decision);
                assertThat(DecisionFile.parse(bytes)).isEqualTo(decision);
                assertThat(DecisionFile.bytes(DecisionFile.parse(bytes))).isEqualTo(bytes);
            }
            assertThat(decision.isDecided()).isTrue();
            assertThat(decision.text()).anyMatch(line -> line.contains("2 of 2 that it takes"));
        }
    }

    @Test
    void saysWhoComesAndWhoGoes() {
        Statement.Change exchange = new Statement.Change(
                LOG,
                0,
                1,
                MEMBERS.get(0).address(),
                2,
                java.util.stream.Stream.of(
                                MEMBERS.get(0).address(), MEMBERS.get(1).address(), STRANGER.address())
                        .sorted()
                        .toList());
        assertThat(new Decision(exchange, RULES, List.of()).text())
                .contains(
                        "member      " + STRANGER.address() + ", NEW",
                        "no member   " + MEMBERS.get(2).address() + ", who is one now");
    }

    @Test
    void holdsNoSignatureThatIsNotGood() {
        Decision one = new Decision(CHANGE, RULES, List.of(MEMBERS.get(0).sign(CHANGE)));
        refuses(() -> one.signedBy(MEMBERS.get(0).sign(CHANGE)), "each once");
        refuses(() -> one.signedBy(STRANGER.sign(CHANGE)), "signatures of members");
        Statement other = new Statement.Withdrawal(LOG, 0, 1);
        refuses(() -> one.signedBy(MEMBERS.get(1).sign(other)), "does not hold");
        byte[] another = MEMBERS.get(1).sign(CHANGE).signature();
        another[5] ^= 1;
        refuses(() -> one.signedBy(new MemberSignature(MEMBERS.get(1).address(), another)), "does not hold");
        refuses(() -> new Decision(CHANGE, RULES.next(2, RULES.members()), List.of()), "expected epoch 1, found 0");
    }

    @Test
    void refusesAFileThatWasAltered() {
        String good = new String(
                DecisionFile.bytes(
                        new Decision(CHANGE, RULES, List.of(MEMBERS.get(0).sign(CHANGE)))),
                UTF_8);
        for (String altered : List.of(
                good.replace("\"format\":\"1\"", "\"format\":\"2\""),
                good.replace("\"threshold\":\"3\"", "\"threshold\":\"2\""),
                good.replace(STRANGER.address(), MEMBERS.get(1).address()),
                good.replace("\"chainId\":\"1\"", "\"chainId\":\"2\""),
                good.replace("\"number\":\"1\"", "\"number\":\"01\""),
                good.replace("\"kind\":\"change\"", "\"kind\":\"coup\""),
                good.replace("\"kind\"", "\"comment\":\"hello\",\"kind\""),
                good.replace("\"publisher\"", "\"publishers\""),
                good.replace("}", ""),
                "[]",
                "")) {
            assertThat(altered).isNotEqualTo(good);
            refuses(() -> DecisionFile.parse(altered.getBytes(UTF_8)), "");
        }
    }

    private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt, String reason) {
        assertThatThrownBy(attempt).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(reason);
    }
}
