package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.chartseal.anchoring.canonical.JsonText;

/**
 * How far an audit has come, in a file of the auditor's own: to go on after an interruption, or with what a log has grown by
 * since. The file is as trustworthy as the place it is kept in: whoever can write to it can make an audit skip leaves.
 */
public final class AuditState {
    private static final String FORMAT = "chartseal-audit/1";
    private static final String KIND = "kind";
    private static final String FORMAT_FIELD = "format";
    private static final String ORIGIN = "origin";
    private static final String LINES = "lines";

    private AuditState() {}

    /** Takes lines. */
    @FunctionalInterface
    interface Out {
        /** One line of a kind. */
        void line(String kind, Map<String, ?> fields);
    }

    /**
     * Keeps an audit's state, in one step: what was kept before stays until the new state is whole.
     *
     * @throws IOException if it cannot be written
     */
    public static void save(LogAudit audit, String origin, Path file) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (BufferedWriter out = Files.newBufferedWriter(next, UTF_8)) {
            long[] lines = {0};
            write(out, "begin", Map.of(FORMAT_FIELD, FORMAT, ORIGIN, origin));
            audit.save((kind, fields) -> {
                write(out, kind, fields);
                lines[0]++;
            });
            write(out, "end", Map.of(LINES, Long.toString(lines[0])));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(BufferedWriter out, String kind, Map<String, ?> fields) {
        Map<String, Object> line = new HashMap<>(fields);
        line.put(KIND, kind);
        try {
            out.write(JsonText.of(line));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Has an audit go on from what was kept.
     *
     * @param audit that has walked nothing yet
     * @throws ProofFormatException if the file is not whole, or of another log
     * @throws IOException if it cannot be read
     */
    public static void load(LogAudit audit, String origin, Path file) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file, UTF_8)) {
            Reading reading = new Reading(audit, origin);
            String line = in.readLine();
            while (line != null) {
                reading.line(line);
                line = in.readLine();
            }
            reading.requireEnd();
        } catch (IllegalArgumentException e) {
            throw new ProofFormatException("audit state: " + e.getMessage(), e);
        }
    }

    private static final class Reading {
        private final LogAudit audit;
        private final String origin;
        private long lines = -1;
        private boolean ended;

        Reading(LogAudit audit, String origin) {
            this.audit = audit;
            this.origin = origin;
        }

        void line(String line) {
            ended = Fields.read(line, "audit state", fields -> {
                String kind = fields.text(KIND);
                if (ended) {
                    throw fields.fail(KIND, "nothing after the end");
                }
                if (lines < 0) {
                    fields.constant(KIND, "begin");
                    fields.constant(FORMAT_FIELD, FORMAT);
                    fields.constant(ORIGIN, origin);
                } else if (kind.equals("end")) {
                    fields.constant(LINES, Long.toString(lines));
                    return true;
                } else if (!audit.restore(kind, fields)) {
                    throw fields.fail(KIND, "one that this version writes");
                }
                lines++;
                return false;
            });
        }

        void requireEnd() {
            if (!ended) {
                throw new ProofFormatException("audit state: expected it whole, found it cut off");
            }
        }
    }
}
