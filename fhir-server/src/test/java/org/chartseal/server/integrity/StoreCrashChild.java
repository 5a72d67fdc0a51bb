package org.chartseal.server.integrity;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.chartseal.anchoring.log.LogHead;
import org.chartseal.anchoring.log.SequencerResult;
import org.chartseal.anchoring.log.TestLog;

/**
 * The process that the store crash campaign kills: writers and a sequencer over one store in a file. What it prints it
 * has done: {@code acked}, {@code checkpoint}, {@code at} a mark, {@code drained}.
 *
 * <p>Arguments: directory, place to stop at, and {@code write} or {@code drain}.
 */
final class StoreCrashChild {
    private static final int WRITERS = 3;

    private StoreCrashChild() {}

    public static void main(String[] arguments) {
        Mark.Stops stops = new Mark.Stops(arguments[1]);
        CrashStore store = new CrashStore(Path.of(arguments[0]), stops);
        boolean drain = arguments[2].equals("drain");
        say("ready");
        for (int i = 0; i < WRITERS && !drain; i++) {
            Thread writer = new Thread(new CrashWriter(store, stops, i), "writer-" + i);
            writer.setDaemon(true);
            writer.start();
        }
        while (true) {
            LogHead before = store.log().head();
            stops.pass(Mark.SEQUENCE_BEFORE_APPEND);
            SequencerResult result = TestLog.sequencer(store.log()).sequence(drain ? 5000 : 100);
            result.checkpoint().ifPresent(signed -> {
                stops.pass(Mark.CHECKPOINT_BEFORE_SIGHT);
                say("checkpoint "
                        + Base64.getEncoder().encodeToString(signed.text().getBytes(StandardCharsets.UTF_8)));
            });
            if (drain && before.sameAs(result.head()) && Optional.empty().equals(result.checkpoint())) {
                say("drained");
                store.close();
                return;
            }
        }
    }

    /** Prints a line that is there whatever happens to this process afterwards. */
    @SuppressWarnings("SystemOut")
    static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }

    /** Tells the parent of a version that is committed. */
    static void acknowledge(long resource, long version, byte[] w) {
        say("acked " + resource + " " + version + " " + HexFormat.of().formatHex(w));
    }
}
