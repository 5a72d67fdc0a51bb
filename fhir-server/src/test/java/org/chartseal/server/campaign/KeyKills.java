package org.chartseal.server.campaign;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;
import org.chartseal.server.campaign.Rotations.Kind;

/** Kills a server in the midst of rotations and erasures, starts it again, and keeps count of what each kill met. */
final class KeyKills {
    private static final int STARTUP_KILL_IN = 4;
    private static final int MOST_MORE = 8;
    private static final int EPOCH_MS = 25;
    private static final int KEY_ENCRYPTION_KEY_MS = 600;
    private static final int DATA_MS = 4_000;
    private static final int INDEX_MS = 15_000;

    private final ServerProcess server;
    private final LogWitness witness;
    private final KeyLoad load;
    private final Erasing erasing;
    private final Random random;
    private final Findings findings;
    private final Map<String, Integer> met = new TreeMap<>();
    private int kills;
    private int killsInStart;
    private int restarts;
    private long slowestStart = 10_000;

    KeyKills(
            ServerProcess server, LogWitness witness, KeyLoad load, Erasing erasing, Random random, Findings findings) {
        this.server = server;
        this.witness = witness;
        this.load = load;
        this.erasing = erasing;
        this.random = random;
        this.findings = findings;
    }

    /** Kills as often as the scale says, and a few times more where a state of an erasure was not met yet. */
    void kill(KeyScale scale) throws IOException, InterruptedException, SQLException {
        load.forKills();
        int inRotation = 0;
        int inErasure = 0;
        while (inRotation < scale.rotationKills()
                || inErasure < scale.erasureKills()
                || (!unmet().isEmpty() && inErasure < scale.erasureKills() + MOST_MORE)) {
            witness.look();
            if (inRotation * scale.erasureKills() < inErasure * scale.rotationKills()
                    && inRotation < scale.rotationKills()) {
                inRotation(inRotation++);
            } else {
                inErasure(inErasure++);
            }
            restart();
        }
        findings.figure("kills", kills);
        met.forEach((what, times) -> findings.figure("  that met " + what, times));
        findings.figure("kills in the midst of a restart", killsInStart);
        findings.figure("restarts", restarts);
        findings.figure("slowest restart until it answered, ms", slowestStart);
        findings.check("each state of an erasure was met", unmet().isEmpty(), "not met: " + unmet());
        findings.check(
                "rotations of data keys were met",
                met.containsKey(rotation(Kind.DATA)),
                met.keySet().toString());
        findings.check(
                "rotations of the index's key were met",
                met.containsKey(rotation(Kind.INDEX)),
                met.keySet().toString());
        findings.check(
                "rotations were met",
                met.containsKey(rotation(Kind.EPOCH)) || met.containsKey(rotation(Kind.KEY_ENCRYPTION_KEY)),
                met.keySet().toString());
    }

    private void inRotation(int number) throws InterruptedException {
        // Mostly of data keys and the index's: only those have steps to be met between.
        Kind kind =
                switch (number % 6) {
                    case 0, 3 -> Kind.DATA;
                    case 1, 4 -> Kind.INDEX;
                    case 2 -> Kind.KEY_ENCRYPTION_KEY;
                    default -> Kind.EPOCH;
                };
        load.rotations().await(kind);
        Thread.sleep(random.nextInt(
                switch (kind) {
                    case EPOCH -> EPOCH_MS;
                    case DATA -> DATA_MS;
                    case INDEX -> INDEX_MS;
                    default -> KEY_ENCRYPTION_KEY_MS;
                }));
        Kind now = load.rotations().inFlight();
        kill();
        count(rotation(now));
    }

    /** Aims at a state that no kill has met yet; when all are met, at one after the other and every fifth time at none. */
    private void inErasure(int number) throws IOException, InterruptedException, SQLException {
        List<String> unmet = unmet();
        Thread asking = erasing.begin();
        if (unmet.isEmpty() && number % 5 == 4) {
            Thread.sleep(random.nextInt(4000));
        } else {
            String aim = unmet.isEmpty() ? ErasureWatch.STATES.get(number % ErasureWatch.STATES.size()) : unmet.get(0);
            erasing.await(aim);
            Thread.sleep(random.nextInt(ErasureWatch.isShort(aim) ? 12 : 600));
        }
        kill();
        asking.join();
        count(erasure(erasing.state()));
    }

    private List<String> unmet() {
        return ErasureWatch.STATES.stream()
                .filter(state -> !met.containsKey(erasure(state)))
                .toList();
    }

    private static String rotation(Kind kind) {
        return kind == Kind.NONE ? "no rotation" : "a rotation of " + kind;
    }

    private static String erasure(String state) {
        return "an erasure " + state;
    }

    private void kill() throws InterruptedException {
        server.kill();
        load.down();
        kills++;
    }

    private void count(String what) {
        met.merge(what, 1, Integer::sum);
        Progress.line("kill " + kills + " met " + what);
    }

    private void restart() throws IOException, InterruptedException {
        while (random.nextInt(STARTUP_KILL_IN) == 0) {
            server.launch();
            Thread.sleep((long) (slowestStart * (0.2 + 0.8 * random.nextDouble())));
            server.kill();
            killsInStart++;
            Progress.line("killed in the midst of a restart");
        }
        server.launch();
        slowestStart = Math.max(slowestStart, server.awaitReady());
        restarts++;
        load.up();
    }
}
