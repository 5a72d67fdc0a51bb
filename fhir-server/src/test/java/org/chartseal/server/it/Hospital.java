package org.chartseal.server.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Another hospital that witnesses a server's log: has the command line, a key and a mirror of its own. */
final class Hospital {
    private final String name;
    private final Path directory;
    private final String address;

    private Hospital(String name, Path directory, String address) {
        this.name = name;
        this.directory = directory;
        this.address = address;
    }

    /** Makes its key. */
    static Hospital open(String name) throws IOException {
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), name + "-");
        Files.writeString(directory.resolve("passphrase"), "the passphrase of " + name + "\n");
        Officer.Report made = Officer.run(List.of(
                "witness",
                "init",
                "--key",
                directory.resolve("witness.bcfks").toString(),
                "--passphrase-file",
                directory.resolve("passphrase").toString()));
        if (made.exitCode() != 0 || !made.text().startsWith("address  0x")) {
            throw new IllegalStateException("Expected an address, found " + made);
        }
        return new Hospital(
                name, directory, made.text().substring("address  ".length()).strip());
    }

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    Path mirror() {
        return directory.resolve("mirror");
    }

    /** One look at a server's log. */
    Officer.Report look(TestServer server) {
        return Officer.run(List.of(
                "witness",
                "run",
                "--once",
                "--server",
                server.url(),
                "--credentials",
                server.secrets().resolve("witness.json").toString(),
                "--key",
                directory.resolve("witness.bcfks").toString(),
                "--passphrase-file",
                directory.resolve("passphrase").toString(),
                "--trust",
                server.secrets().resolve("trust.json").toString(),
                "--mirror",
                mirror().toString()));
    }
}
