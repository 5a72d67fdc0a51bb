package org.chartseal.server.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.chartseal.anchoring.log.LogHead;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicInteger ticks = new AtomicInteger();
    private final AtomicLong now = new AtomicLong(-5 * SECOND);

    @Test
    void anIdleLogTicksOnceAnInterval() {
        Ticks chore = chore(10, false);
        at(chore, 0, 7);
        at(chore, 9, 7);
        assertThat(ticks).hasValue(0);
        at(chore, 10, 7);
        at(chore, 11, 8);
        at(chore, 20, 8);
        assertThat(ticks).hasValue(1);
        at(chore, 21, 8);
        assertThat(ticks).hasValue(2);
    }

    @Test
    void aBusyLogTicksOnlyAsPadding() {
        Ticks idle = chore(10, false);
        Ticks padding = chore(10, true);
        for (int i = 0; i <= 30; i++) {
            at(idle, i, i);
        }
        assertThat(ticks).hasValue(0);
        for (int i = 0; i <= 30; i++) {
            at(padding, i, i);
        }
        assertThat(ticks).hasValue(3);
    }

    @Test
    void noIntervalMeansNoTick() {
        Ticks chore = chore(0, true);
        at(chore, 0, 1);
        at(chore, 1000, 1);
        assertThat(ticks).hasValue(0);
    }

    private Ticks chore(long seconds, boolean padding) {
        return new Ticks(ticks::incrementAndGet, new TickProperties(Duration.ofSeconds(seconds), padding), now::get);
    }

    private void at(Ticks chore, long second, long size) {
        now.set(second * SECOND);
        chore.run(new LogHead(size, new byte[32], 1), () -> true);
    }
}
