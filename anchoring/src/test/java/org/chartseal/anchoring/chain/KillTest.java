package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.chartseal.anchoring.devchain.DevLedger;
import org.chartseal.anchoring.devchain.LedgerFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.protocol.Service;

/** The process is killed at its first, second, third... step: before the step, and after it. */
class KillTest {
    private static final Signer SIGNER = LedgerFixture.RICH;
    private static final TestTree TREE = new TestTree(1);

    @TempDir
    Path directory;

    @Test
    void provisioningFindsOrFinishesTheOneLog() throws Exception {
        ChainIdentity expected = null;
        int step = 0;
        boolean killed = true;
        while (killed) {
            for (boolean after : new boolean[] {false, true}) {
                Path path = directory.resolve("provision" + step + after);
                Countdown countdown = new Countdown(step, after);
                try (DevLedger ledger = LedgerFixture.open(path)) {
                    provision(ledger, countdown);
                    killed = false;
                } catch (IOException | Killed e) {
                    killed = true;
                }
                try (DevLedger ledger = LedgerFixture.open(path)) {
                    ChainIdentity found = provision(ledger, Countdown.never());
                    assertThat(found).isEqualTo(expected == null ? found : expected);
                    assertThat(ledger.head().number())
                            .as("blocks: contract and log")
                            .isEqualTo(2);
                    expected = found;
                }
            }
            step++;
        }
        assertThat(step).isGreaterThan(15);
    }

    @Test
    void submittingAnchorsEachCheckpointOnce() throws Exception {
        int step = 0;
        boolean killed = true;
        while (killed) {
            for (boolean after : new boolean[] {false, true}) {
                Path path = directory.resolve("submit" + step + after);
                AnchorOutbox outbox = new InMemoryAnchorOutbox();
                Countdown countdown = new Countdown(step, after);
                try (DevLedger ledger = LedgerFixture.open(path)) {
                    ChainIdentity identity = provision(ledger, Countdown.never());
                    AnchorChain chain = chain(ledger, identity);
                    try {
                        anchorTwo(
                                countdown.guard(AnchorChain.class, chain),
                                identity,
                                countdown.guard(AnchorOutbox.class, outbox));
                        killed = false;
                    } catch (Killed e) {
                        killed = true;
                    }
                    anchorTwo(chain, identity, outbox);
                    assertThat(ledger.head().number())
                            .as("blocks: contract, log, two anchors")
                            .isEqualTo(4);
                    assertThat(chain.reader().head())
                            .contains(outbox.newest().orElseThrow().anchor());
                    assertThat(chain.logHead().treeSize()).isEqualTo(20);
                }
            }
            step++;
        }
        assertThat(step).isGreaterThan(20);
    }

    private static void anchorTwo(AnchorChain chain, ChainIdentity identity, AnchorOutbox outbox) {
        Submitter submitter =
                new Submitter(chain, identity, outbox, TREE, SubmitterSettings.development(), Clock.systemUTC());
        for (int size = 10; size <= 20; size += 10) {
            submitter.offer(size, TREE.root(size));
            for (int i = 0; i < 4; i++) {
                submitter.tick();
            }
        }
    }

    private static AnchorChain chain(DevLedger ledger, ChainIdentity identity) {
        return new EthereumChain(EthereumNode.development(ledger), identity, SIGNER);
    }

    private static ChainIdentity provision(DevLedger ledger, Countdown countdown) throws IOException {
        EthereumNode node = new EthereumNode(new KillingService(ledger, countdown));
        return new LogProvisioning(node, SIGNER, LogRules.publisherAlone(), Duration.ofSeconds(5))
                .deployAndCreate(new byte[32]);
    }

    /** Not an Exception, so that nothing but the test handles it: no process handles its own kill. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final class Countdown {
        private int left;
        private final boolean after;

        Countdown(int steps, boolean after) {
            this.left = steps;
            this.after = after;
        }

        static Countdown never() {
            return new Countdown(Integer.MAX_VALUE, false);
        }

        /** Before or after the step whose turn it is, there is no more. */
        void step(boolean done) {
            if (done == after) {
                if (left <= 0) {
                    throw new Killed();
                }
                left--;
            }
        }

        <T> T guard(Class<T> port, T real) {
            return port.cast(
                    Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
                        step(false);
                        try {
                            Object result = method.invoke(real, args);
                            step(true);
                            return result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }

    private static final class KillingService extends Service {
        private final DevLedgerService real;
        private final Countdown countdown;

        KillingService(DevLedger ledger, Countdown countdown) {
            super(false);
            this.real = new DevLedgerService(ledger);
            this.countdown = countdown;
        }

        @Override
        protected InputStream performIO(String payload) {
            countdown.step(false);
            InputStream answer = real.performIO(payload);
            countdown.step(true);
            return answer;
        }

        @Override
        public void close() {}
    }
}
