package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import org.chartseal.anchoring.proof.ProofFormatException;

/** Reads what the command line names. */
final class InputFiles {
    private static final long MAX_BYTES = 64L << 20;

    private InputFiles() {}

    static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UsageException(file + ": expected at most " + MAX_BYTES + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new UsageException(file + ": no such file");
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be read (" + e.getMessage() + ")");
        }
    }

    static <T> T parse(Path file, Function<byte[], T> parser) {
        byte[] bytes = bytes(file);
        try {
            return parser.apply(bytes);
        } catch (ProofFormatException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    static URI address(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(text + ": expected an http or https address");
        }
        throw new UsageException(text + ": expected an http or https address");
    }
}
