package org.chartseal.anchoring.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a witness has its key. */
@SuppressWarnings("NullAway.Init")
final class WitnessKeyOptions {
    @Option(names = "--key", paramLabel = "FILE", required = true, description = "BCFKS keystore with the signing key")
    Path key;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            required = true,
            description = "file with the keystore's passphrase on its first line")
    private Path passphraseFile;

    /** The passphrase, at least 12 characters. */
    char[] passphrase() {
        String line = new String(InputFiles.bytes(passphraseFile), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
        if (line.length() < 12) {
            throw new UsageException(passphraseFile + ": expected a passphrase of at least 12 characters on line 1");
        }
        return line.toCharArray();
    }
}
