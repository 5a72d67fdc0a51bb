package org.chartseal.anchoring.proof;

import java.util.Map;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.log.SignedCheckpoint;

/** First line of an export: {@code {"checkpoint":"…"}}; a line for each {@link OpenedLeaf} follows. */
public final class ExportHeader {
    private ExportHeader() {}

    /** Writes it, without line feed. */
    public static String json(SignedCheckpoint checkpoint) {
        return JsonText.of(Map.of("checkpoint", checkpoint.text()));
    }

    /**
     * Reads it, strictly.
     *
     * @throws ProofFormatException if it is anything else
     * @throws org.chartseal.anchoring.log.CheckpointFormatException if the checkpoint is malformed
     */
    public static SignedCheckpoint parse(String line) {
        return SignedCheckpoint.parse(Fields.read(line, "export", fields -> fields.text("checkpoint")));
    }
}
