package org.chartseal.anchoring.log;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.chartseal.anchoring.canonical.Sha256;

/**
 * A log's commitment to all its leaves, as C2SP tlog-checkpoint writes it.
 *
 * @param origin the log's name, one line
 * @param root RFC 6962 root, 32 bytes
 * @param extensions further lines, none empty; this log writes none
 */
public record Checkpoint(String origin, long size, byte[] root, List<String> extensions) {
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");

    public Checkpoint {
        if (origin.isEmpty() || origin.indexOf('\n') >= 0) {
            throw new CheckpointFormatException("expected an origin of one line");
        }
        if (size < 0 || root.length != Sha256.LENGTH) {
            throw new CheckpointFormatException(
                    "expected a size from 0 and a root of 32 bytes, found " + size + " and " + root.length);
        }
        extensions = List.copyOf(extensions);
    }

    /** A checkpoint without extension lines. */
    public Checkpoint(String origin, long size, byte[] root) {
        this(origin, size, root, List.of());
    }

    /** The text that is signed: lines, each ended by a line feed. */
    public String body() {
        StringBuilder body = new StringBuilder();
        body.append(origin).append('\n').append(size).append('\n');
        body.append(Base64.getEncoder().encodeToString(root)).append('\n');
        extensions.forEach(line -> body.append(line).append('\n'));
        return body.toString();
    }

    /**
     * Reads a body, strictly.
     *
     * @throws CheckpointFormatException unless the text is exactly one checkpoint body
     */
    public static Checkpoint parse(String body) {
        String[] lines = body.split("\n", -1);
        int count = lines.length - 1;
        if (count < 3 || !lines[count].isEmpty()) {
            throw new CheckpointFormatException("expected origin, size and root, each ended by a line feed");
        }
        if (!SIZE.matcher(lines[1]).matches()) {
            throw new CheckpointFormatException("expected a tree size in decimal digits on line 2");
        }
        List<String> extensions = Arrays.asList(lines).subList(3, count);
        if (extensions.contains("")) {
            throw new CheckpointFormatException("expected no empty line in a checkpoint");
        }
        try {
            return new Checkpoint(lines[0], Long.parseLong(lines[1]), root(lines[2]), extensions);
        } catch (NumberFormatException e) {
            throw new CheckpointFormatException("expected a tree size below 2^63 on line 2");
        }
    }

    private static byte[] root(String line) {
        byte[] root = NoteSignature.base64(line);
        if (root.length != Sha256.LENGTH) {
            throw new CheckpointFormatException("expected a root of 32 bytes on line 3, found " + root.length);
        }
        return root;
    }
}
