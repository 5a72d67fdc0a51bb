package org.chartseal.anchoring.log;

import org.jspecify.annotations.Nullable;

/** Salts as the sequencer needs them: the holder of the keys derives them with {@link Salts}. */
public interface LogSalts {
    /**
     * {@link Salts#log} under the log key.
     *
     * @param part {@link Salts#PART_WRITE} or {@link Salts#PART_VERSION}
     */
    byte[] log(long leafIndex, int part);

    /** {@link Salts#subject} under the subject's key; null if that key was destroyed. */
    byte @Nullable [] subject(String subject, long leafIndex);
}
