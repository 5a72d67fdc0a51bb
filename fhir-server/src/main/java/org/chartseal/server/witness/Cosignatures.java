package org.chartseal.server.witness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.log.Cosigner;
import org.chartseal.anchoring.log.NoteSignature;
import org.chartseal.anchoring.log.SignedCheckpoint;

/**
 * The lines by which witnesses cosign checkpoints (C2SP tlog-cosignature), for verifiers who ask no chain. Checked when
 * they come, and again when they are shown.
 */
public final class Cosignatures {
    private static final int MOST_LINES = 100;

    private final CosignatureTable table;
    private final WitnessProperties properties;

    Cosignatures(CosignatureTable table, WitnessProperties properties) {
        this.table = table;
        this.properties = properties;
    }

    /**
     * Keeps a member's line below a checkpoint. The line of a member whose key is not configured is passed over.
     *
     * @param line as it came
     * @return false if it is no cosignature of this checkpoint by the member's key
     */
    boolean take(String member, Checkpoint checkpoint, String line, Instant now) {
        Optional<Cosigner> key = properties.cosigner(member);
        if (key.isEmpty()) {
            return true;
        }
        NoteSignature signature;
        try {
            signature = NoteSignature.parse(line);
        } catch (CheckpointFormatException noLine) {
            return false;
        }
        if (!key.get().cosigned(checkpoint, signature)) {
            return false;
        }
        table.keep(checkpoint.size(), member, signature.line(), now);
        return true;
    }

    /** A checkpoint with the good lines of today's members below those that it has. */
    public SignedCheckpoint below(SignedCheckpoint checkpoint) {
        List<NoteSignature> lines = new ArrayList<>(checkpoint.signatures());
        table.lines(checkpoint.checkpoint().size()).forEach((member, line) -> {
            try {
                NoteSignature signature = NoteSignature.parse(line);
                if (lines.size() < MOST_LINES
                        && properties
                                .cosigner(member)
                                .filter(key -> key.cosigned(checkpoint.checkpoint(), signature))
                                .isPresent()) {
                    lines.add(signature);
                }
            } catch (CheckpointFormatException altered) {
                // As if it were not there.
            }
        });
        return new SignedCheckpoint(checkpoint.checkpoint(), lines);
    }
}
