package org.chartseal.anchoring.log;

import java.util.List;

/**
 * A checkpoint with its signature lines, as C2SP signed-note writes it.
 *
 * @param signatures at least one; lines of unknown keys are kept
 */
public record SignedCheckpoint(Checkpoint checkpoint, List<NoteSignature> signatures) {
    private static final int MAX_SIGNATURES = 100;

    public SignedCheckpoint {
        signatures = List.copyOf(signatures);
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new CheckpointFormatException(
                    "expected 1 to " + MAX_SIGNATURES + " signatures, found " + signatures.size());
        }
    }

    /** The note verbatim: body, empty line, signature lines, each ended by a line feed. */
    public String text() {
        StringBuilder text = new StringBuilder(checkpoint.body()).append('\n');
        signatures.forEach(signature -> text.append(signature.line()).append('\n'));
        return text.toString();
    }

    /**
     * Reads a signed note, strictly.
     *
     * @throws CheckpointFormatException unless the text is exactly one signed checkpoint
     */
    public static SignedCheckpoint parse(String text) {
        int split = text.lastIndexOf("\n\n");
        if (split < 0 || !text.endsWith("\n") || split + 2 == text.length()) {
            throw new CheckpointFormatException("expected a body, an empty line and signature lines");
        }
        if (text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
            throw new CheckpointFormatException("expected no control characters in a signed note");
        }
        String[] lines = text.substring(split + 2, text.length() - 1).split("\n", -1);
        return new SignedCheckpoint(
                Checkpoint.parse(text.substring(0, split + 1)),
                List.of(lines).stream().map(NoteSignature::parse).toList());
    }
}
