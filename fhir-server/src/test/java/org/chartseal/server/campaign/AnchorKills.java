package org.chartseal.server.campaign;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.chartseal.anchoring.campaign.Progress;
import org.chartseal.anchoring.chain.Anvil;
import org.chartseal.anchoring.chain.RpcProxy;

/** Kills the server between two steps of an anchor, and looks at what it left whether it was there. */
final class AnchorKills {
    static final int CONFIRMATIONS = 3;
    private static final long PATIENCE_MS = 120_000;

    private final ServerProcess server;
    private final Anvil anvil;
    private final RpcProxy proxy;
    private final Random random;
    private final Acknowledgements acknowledgements = new Acknowledgements();
    private final Map<AnchorStep, Integer> hit = new TreeMap<>();
    private int written;

    AnchorKills(ServerProcess server, Anvil anvil, RpcProxy proxy, Random random) {
        this.server = server;
        this.anvil = anvil;
        this.proxy = proxy;
        this.random = random;
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    /** Writes a record and kills the server when its anchor is there. Nothing is in flight before. */
    void kill(AnchorStep step) throws Exception {
        long next;
        try (AnchorRows rows = new AnchorRows(server.data())) {
            next = rows.newestFinal() + 1;
            switch (step) {
                case SIGNED_NOT_STORED -> {
                    rows.occupyFirstAttempt(next);
                    write();
                    killWhile("insert into cs_anchor_attempt");
                }
                case STORED_NOT_SENT -> storedNotSent();
                case SENT_NOT_MINED -> {
                    anvil.rpc("evm_setAutomine", "false");
                    write();
                    await("a transaction in the pool", () -> !pooled().equals("0x0"));
                    Thread.sleep(random.nextInt(300));
                    server.kill();
                }
                case MINED_NOT_FINAL -> {
                    mined(next);
                    Thread.sleep(random.nextInt(300));
                    server.kill();
                }
                case FINAL_NOT_NOTED -> {
                    mined(next);
                    rows.lock(next);
                    anvil.mine(CONFIRMATIONS);
                    killWhile("update cs_anchor");
                }
                case ANYWHERE -> {
                    write();
                    Thread.sleep(random.nextInt(3000));
                    anvil.mine(random.nextInt(CONFIRMATIONS + 1));
                    Thread.sleep(random.nextInt(1500));
                    server.kill();
                }
            }
        }
        proxy.watch(request -> true);
        boolean there = left(step, next);
        Progress.line("killed: " + step + (there ? "" : ", but it was not there"));
        hit.merge(step, there ? 1 : 0, Integer::sum);
    }

    private void storedNotSent() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        proxy.watch(request -> {
            if (!request.path("method").asText().equals("eth_sendRawTransaction")) {
                return true;
            }
            arrived.countDown();
            killed.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
            return false;
        });
        write();
        if (!arrived.await(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
            throw new IOException("Expected the server to send a transaction, found it does not");
        }
        server.kill();
        killed.countDown();
    }

    /** Writes, and waits until the anchor is in a block and the server has read its event. */
    private void mined(long sequence) throws Exception {
        AtomicInteger read = new AtomicInteger();
        write();
        await(
                "anchor " + sequence + " on the chain",
                () -> ChainEvents.read(anvil, server).size() == sequence);
        proxy.watch(request -> {
            read.addAndGet(request.path("method").asText().equals("eth_getLogs") ? 1 : 0);
            return true;
        });
        await("the server to read its event", () -> read.get() > 1);
    }

    private void killWhile(String statement) throws Exception {
        try (AnchorRows others = new AnchorRows(server.data())) {
            await("a session in " + statement, () -> others.executes(statement));
            server.kill();
        }
    }

    /** What a kill at this step leaves, in the database and on the chain. */
    private boolean left(AnchorStep step, long next) throws Exception {
        try (AnchorRows rows = new AnchorRows(server.data())) {
            boolean open = rows.inFlight(next);
            long attempts = rows.attempts(next);
            String hash = rows.transactionHash(next);
            boolean sent = !hash.isEmpty()
                    && !anvil.rpc("eth_getTransactionByHash", "\"" + hash + "\"")
                            .isNull();
            long block = hash.isEmpty()
                    ? 0
                    : Long.decode(anvil.rpc("eth_getTransactionReceipt", "\"" + hash + "\"")
                            .path("blockNumber")
                            .asText("0x0"));
            long depth = Long.decode(anvil.rpc("eth_blockNumber").asText()) - block;
            return switch (step) {
                case SIGNED_NOT_STORED -> open && attempts == 0;
                case STORED_NOT_SENT -> open && attempts == 1 && !sent;
                case SENT_NOT_MINED -> open && attempts == 1 && sent && block == 0;
                case MINED_NOT_FINAL -> open && block > 0 && depth < CONFIRMATIONS;
                case FINAL_NOT_NOTED -> open && block > 0 && depth >= CONFIRMATIONS;
                case ANYWHERE -> true;
            };
        }
    }

    /** Starts it again and waits until everything written is under an anchor that is noted as final. */
    long recover() throws Exception {
        anvil.rpc("evm_setAutomine", "true");
        server.launch();
        server.awaitReady();
        long from = System.nanoTime();
        awaitRest();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
    }

    /** Makes blocks till every version is under an anchor that is noted as final, and none is in flight. */
    void awaitRest() throws Exception {
        try (AnchorRows rows = new AnchorRows(server.data())) {
            await("every version under a final anchor", () -> {
                anvil.mine(1);
                return rows.newestFinal() > 0 && rows.uncovered() == 0 && !rows.inFlight(rows.newestFinal() + 1);
            });
        }
    }

    void write() throws IOException, InterruptedException {
        ObservationClient.createPatient(server.client("backend"), acknowledgements, written++);
    }

    private String pooled() throws Exception {
        return anvil.rpc("txpool_status").path("pending").asText();
    }

    private static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Expected " + what + " within " + PATIENCE_MS + " ms, found none");
            }
            Thread.sleep(20);
        }
    }

    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    Map<AnchorStep, Integer> hit() {
        return hit;
    }
}
