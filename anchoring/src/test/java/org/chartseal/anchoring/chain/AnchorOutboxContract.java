package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every outbox must do. */
public interface AnchorOutboxContract {
    /** A new, empty outbox. */
    AnchorOutbox empty() throws Exception;

    /** The same outbox as a restarted process would see it. */
    AnchorOutbox reopened(AnchorOutbox outbox) throws Exception;

    @Test
    default void remembersAFlightOverRestarts() throws Exception {
        AnchorOutbox outbox = empty();
        assertThat(outbox.inFlight()).isEmpty();
        assertThat(outbox.newest()).isEmpty();
        assertThat(outbox.finished(1)).isEmpty();
        assertThat(outbox.attempts(1)).isEmpty();
        outbox.open(pending(1));
        assertThat(reopened(outbox).inFlight()).contains(pending(1));
        outbox.addAttempt(1, attempt(1));
        outbox.addAttempt(1, attempt(2));
        assertThat(reopened(outbox).attempts(1))
                .usingRecursiveComparison()
                .isEqualTo(java.util.List.of(attempt(1), attempt(2)));
        outbox.finish(1, anchor(1, "aa"));
        AnchorOutbox again = reopened(outbox);
        assertThat(again.inFlight()).isEmpty();
        assertThat(again.newest()).contains(new AnchorOutbox.Finished(pending(1), anchor(1, "aa")));
        assertThat(again.attempts(1)).hasSize(2);
        again.open(pending(2));
        assertThat(again.attempts(2)).isEmpty();
        again.finish(2, anchor(2, "bb"));
        assertThat(again.newest().orElseThrow().pending()).isEqualTo(pending(2));
        assertThat(again.finished(1)).contains(new AnchorOutbox.Finished(pending(1), anchor(1, "aa")));
        again.relocate(1, anchor(1, "cc"));
        assertThat(reopened(again).finished(1)).contains(new AnchorOutbox.Finished(pending(1), anchor(1, "cc")));
    }

    @Test
    default void refusesWhatIsOutOfTurn() throws Exception {
        AnchorOutbox outbox = empty();
        assertThatThrownBy(() -> outbox.open(pending(2))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> outbox.addAttempt(1, attempt(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> outbox.finish(1, anchor(1, "aa"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> outbox.relocate(1, anchor(1, "aa"))).isInstanceOf(IllegalStateException.class);
        outbox.open(pending(1));
        assertThatThrownBy(() -> outbox.open(pending(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> outbox.open(pending(2))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> outbox.addAttempt(2, attempt(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> outbox.addAttempt(1, attempt(2))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> outbox.finish(2, anchor(2, "aa"))).isInstanceOf(IllegalStateException.class);
        assertThat(outbox.inFlight()).contains(pending(1));
        assertThat(outbox.attempts(1)).isEmpty();
    }

    private static PendingAnchor pending(long sequence) {
        return new PendingAnchor(sequence, "0x" + "0f".repeat(32), 10 * sequence, "ab".repeat(32));
    }

    private static Attempt attempt(int number) {
        return new Attempt(
                number,
                7,
                new Fees(BigInteger.ONE, BigInteger.TEN.pow(20)),
                new byte[] {2, (byte) number},
                "0x" + "cd".repeat(31) + "0" + number,
                Instant.ofEpochMilli(1_700_000_000_123L));
    }

    private static Anchor anchor(long sequence, String block) {
        return new Anchor(
                sequence,
                10 * sequence,
                "ab".repeat(32),
                5,
                "0x" + block.repeat(32),
                1_700_000_005,
                "0x" + "cd".repeat(32));
    }
}
