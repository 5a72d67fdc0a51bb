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
    private final String vkey;

    private Hospital(String name, Path directory, String address, String vkey) {
        this.name = name;
        this.directory = directory;
        this.address = address;
        this.vkey = vkey;
    }

    /** Makes its keys. */
    static Hospital open(String name) throws IOException {
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), name + "-");
        Files.writeString(directory.resolve("passphrase"), "the passphrase of " + name + "\n");
        Officer.Report made = Officer.run(List.of(
                "witness",
                "init",
                "--key",
                directory.resolve("witness.bcfks").toString(),
                "--passphrase-file",
                directory.resolve("passphrase").toString(),
                "--name",
                "witness." + name + ".example"));
        String[] lines = made.text().split("\\R", -1);
        if (made.exitCode() != 0
                || lines.length < 2
                || !lines[0].startsWith("address  0x")
                || !lines[1].startsWith("vkey     witness." + name + ".example+")) {
            throw new IllegalStateException("Expected an address and a verifier key, found " + made);
        }
        return new Hospital(
                name,
                directory,
                lines[0].substring("address  ".length()).strip(),
                lines[1].substring("vkey     ".length()).strip());
    }

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    /** The key by which it cosigns. */
    String vkey() {
        return vkey;
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
