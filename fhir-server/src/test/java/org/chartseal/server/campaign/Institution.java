package org.chartseal.server.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chartseal.anchoring.chain.Anvil;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.server.campaign.FhirClient.Answer;
import org.chartseal.server.campaign.OutsideTools.Said;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** A hospital: a server of its own with its data, and a witness and a watch of the others' logs. */
final class Institution implements AutoCloseable {
    private static final Pattern PUBLISHER = Pattern.compile("cannot be used by publisher (0x[0-9a-f]{40})");
    private static final List<String> STATE = List.of("data", "keys", "secrets");

    final String name;
    final String address;
    private final Path cli;
    private final Path home;
    private final Map<String, ToolProcess> tools = new HashMap<>();
    private @Nullable ServerProcess server;
    private @Nullable Gate gate;
    private @Nullable FhirClient backend;
    private @Nullable FhirClient officer;
    private String patient = "";

    /** Makes its key. */
    Institution(String name, Path cli, Path home) throws IOException, InterruptedException {
        this.name = name;
        this.cli = cli;
        this.home = Files.createDirectories(home);
        Files.writeString(home.resolve("passphrase"), "the passphrase of " + name + "\n");
        Said made = OutsideTools.run(
                cli, List.of("witness", "init", "--key", key(), "--passphrase-file", home.resolve("passphrase")));
        Matcher found = Pattern.compile("address\\s+(0x[0-9a-f]{40})").matcher(made.out());
        if (made.exitCode() != 0 || !found.find()) {
            throw new IOException("Expected an address, found " + made);
        }
        this.address = found.group(1);
    }

    private Path key() {
        return home.resolve("witness.bcfks");
    }

    ServerProcess server() {
        return present(server);
    }

    Gate gate() {
        return present(gate);
    }

    FhirClient officer() {
        return present(officer);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("Expected a hospital with a server");
        }
        return value;
    }

    /** Its server from now on, which runs. */
    void runs(ServerProcess running) throws IOException {
        server = running;
        backend = running.client("backend");
        officer = running.client("officer");
        if (gate == null) {
            gate = new Gate(running.address());
        } else {
            gate.lead(running.address());
        }
    }

    /** Waits until its server has said who pays for its transactions, and gives that account money. */
    void fund(Anvil chain) throws Exception {
        Path log = server().home().resolve("server.log");
        await(
                name + "'s publisher",
                () -> PUBLISHER.matcher(Files.readString(log)).find());
        Matcher publisher = PUBLISHER.matcher(Files.readString(log));
        if (publisher.find()) {
            chain.fund(publisher.group(1));
        }
        await(name + "'s trust file", () -> Files.exists(server().secrets().resolve("trust.json")));
        // One that officers had out of band, before anybody cheats.
        Files.copy(server().secrets().resolve("trust.json"), trust());
        patient = create("Patient", "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Of " + name + "\"}]}");
    }

    Path trust() {
        return home.resolve("trust.json");
    }

    ChainIdentity chain() throws IOException {
        return TrustFile.parse(Files.readAllBytes(trust())).chain();
    }

    /** Writes a record; its reference. */
    String write(String text) throws IOException, InterruptedException {
        return create(
                "Observation",
                "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"" + text
                        + "\"},\"subject\":{\"reference\":\"" + patient + "\"}}");
    }

    private String create(String type, String body) throws IOException, InterruptedException {
        Answer answer = present(backend).send("POST", "/fhir/" + type, body.getBytes(StandardCharsets.UTF_8));
        if (answer.status() != 201) {
            throw new IOException("Expected 201, found " + answer.excerpt());
        }
        return type + "/" + answer.json().path("id").asText();
    }

    /** The proof of a record's first version as its server gives it now. */
    Path proof(String reference) throws IOException, InterruptedException {
        Answer answer = officer().get("/fhir/" + reference + "/$integrity-proof");
        if (answer.status() != 200) {
            throw new IOException("Expected a proof, found " + answer.excerpt());
        }
        return Files.write(home.resolve(reference.replace('/', '-') + ".fhirproof.json"), answer.body());
    }

    boolean anchored(String reference) throws IOException, InterruptedException {
        Answer answer = officer().get("/fhir/" + reference + "/$integrity-proof");
        return answer.status() == 200 && !answer.json().path("anchors").isEmpty();
    }

    /** What an officer's command says of a proof, who asks a node and, by its gate, the server. */
    Said verify(Path proof, Anvil node) throws IOException, InterruptedException {
        return OutsideTools.run(
                cli,
                List.of(
                        "verify",
                        proof,
                        "--json",
                        "--trust",
                        trust(),
                        "--rpc",
                        node.uri(),
                        "--server",
                        gate().address(),
                        "--credentials",
                        server().secrets().resolve("officer.json")));
    }

    /** Begins to witness and to watch a hospital's log, which may be its own. */
    void follow(Institution other, ServerProcess shown, java.net.URI address, Anvil node) throws IOException {
        unfollow(other);
        Path credentials = shown.secrets().resolve("witness.json");
        List<Object> source = List.of(
                "--server", address, "--credentials", credentials, "--trust", other.trust(), "--interval", "PT0.5S");
        List<Object> witness = new ArrayList<>(List.of("witness", "run"));
        witness.addAll(source);
        witness.addAll(
                List.of("--key", key(), "--passphrase-file", home.resolve("passphrase"), "--mirror", mirror(other)));
        start("witness-" + other.name, witness);
        List<Object> watch = new ArrayList<>(List.of("watch"));
        watch.addAll(source);
        watch.addAll(List.of(
                "--rpc",
                node.uri(),
                "--confirmations",
                "2",
                "--late-after",
                "PT8S",
                "--directory",
                home.resolve("watch-" + other.name)));
        start("watch-" + other.name, watch);
    }

    private void start(String tool, List<Object> arguments) throws IOException {
        tools.put(tool, new ToolProcess(cli, home.resolve(tool + "-" + System.nanoTime() + ".txt"), arguments));
    }

    /** Begins to sign for another server of its own, from a mirror of its own. */
    ToolProcess signs(ServerProcess another) throws IOException {
        return new ToolProcess(
                cli,
                home.resolve("double-" + System.nanoTime() + ".txt"),
                List.of(
                        "witness",
                        "run",
                        "--server",
                        another.address(),
                        "--credentials",
                        another.secrets().resolve("witness.json"),
                        "--trust",
                        trust(),
                        "--interval",
                        "PT0.5S",
                        "--key",
                        key(),
                        "--passphrase-file",
                        home.resolve("passphrase"),
                        "--mirror",
                        Files.createTempDirectory(home, "double-")));
    }

    /** Goes by what its tools say from now on. */
    void listen() {
        tools.values().forEach(ToolProcess::listen);
    }

    ToolProcess witness(Institution other) {
        return present(tools.get("witness-" + other.name));
    }

    ToolProcess watch(Institution other) {
        return present(tools.get("watch-" + other.name));
    }

    void unfollow(Institution other) {
        for (String tool : List.of("witness-" + other.name, "watch-" + other.name)) {
            ToolProcess running = tools.remove(tool);
            if (running != null) {
                running.close();
            }
        }
    }

    Path mirror(Institution other) {
        return home.resolve("mirror-" + other.name);
    }

    /** What people do when they have looked at the evidence and the log is honest again. */
    void forgive(Institution other) throws IOException {
        unfollow(other);
        for (Path directory : List.of(mirror(other), home.resolve("watch-" + other.name))) {
            if (!Files.exists(directory)) {
                continue;
            }
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(
                                each -> each.getFileName().toString().matches("(evidence|alarm)-.*"))
                        .toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Forgets what it saw of a log: its mirror is gone. */
    void forget(Institution other) throws IOException {
        unfollow(other);
        FileSystemUtils.deleteRecursively(mirror(other));
        FileSystemUtils.deleteRecursively(home.resolve("watch-" + other.name));
    }

    /** Copies everything its server keeps; the server is at rest. */
    static void copy(Path from, Path to) throws IOException {
        for (String part : STATE) {
            FileSystemUtils.deleteRecursively(to.resolve(part));
            FileSystemUtils.copyRecursively(from.resolve(part), to.resolve(part));
        }
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(String what, Condition condition) throws Exception {
        if (!within(120, condition)) {
            throw new IOException("Expected " + what + " within two minutes, found none");
        }
    }

    /** Whether it comes to hold in so many seconds. */
    static boolean within(int seconds, Condition condition) throws Exception {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(250);
        }
        return true;
    }

    @Override
    public void close() {
        tools.values().forEach(ToolProcess::close);
        if (gate != null) {
            gate.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
