package org.chartseal.anchoring.campaign;

import java.util.Locale;

/** Lines with the time since the campaign began, so that whoever waits sees it move. */
public final class Progress {
    private static final long BEGAN = System.nanoTime();

    private Progress() {}

    /** Prints one line. */
    @SuppressWarnings("SystemOut")
    public static void line(String text) {
        System.out.println(
                String.format(Locale.ROOT, "[%5d s] %s", (System.nanoTime() - BEGAN) / 1_000_000_000L, text));
        System.out.flush();
    }
}
