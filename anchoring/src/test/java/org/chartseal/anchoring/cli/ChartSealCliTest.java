package org.chartseal.anchoring.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.log.TilePath;
import org.chartseal.anchoring.proof.AnchorEvidence.Ledger;
import org.chartseal.anchoring.proof.ConsistencyText;
import org.chartseal.anchoring.proof.ExportHeader;
import org.chartseal.anchoring.proof.OpenedLeaf;
import org.chartseal.anchoring.proof.TestProofs;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ChartSealCliTest {
    private static final String TOKEN = "t-1";

    private final TestProofs hospital = new TestProofs();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> asked = new HashMap<>();

    @TempDir
    private Path dir;

    /** What is done to a byte of each tile that is served. */
    private byte tileFlip;

    private Path trust;
    private Path proof;
    private HttpServer server;

    @BeforeEach
    void prepare() throws IOException {
        trust = file("trust.json", TestProofs.trust(Evidence.RPC).json());
        proof = file(
                "o1.fhirproof.json",
                hospital.proof(1, hospital.evidence(Ledger.NETWORK)).json());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void verifiesAgainstServerAndNode() throws IOException {
        Path copy = file("o1.json", hospital.rest(1));
        int code = run(
                "verify",
                proof,
                "--trust",
                trust,
                "--resource",
                copy,
                "--server",
                url(""),
                "--credentials",
                credentials(),
                "--rpc",
                "http://127.0.0.1:1");
        assertThat(out.toString())
                .startsWith("VERIFIED\n")
                .contains(
                        "L0 self-consistent: passed", "L1 server: passed", "L2 RPC node: passed (anchor 1 in block 7");
        assertThat(code).isZero();
        assertThat(asked.get("/token")).isEqualTo("grant_type=client_credentials&scope=system%2F*.read");
    }

    @Test
    void exitCodesFollowTheVerdict() throws IOException {
        assertThat(run("verify", proof, "--trust", trust)).isEqualTo(14);
        Path pending = file("pending.json", hospital.proof(1).json());
        assertThat(run("verify", pending, "--trust", trust)).isEqualTo(15);
        Path changed = file("changed.json", hospital.rest(1).replace("107.50", "170.50"));
        assertThat(run("verify", proof, "--trust", trust, "--resource", changed))
                .isEqualTo(10);
        Path closed = file(
                "closed.json",
                hospital.proof(6, hospital.closed(6), null, null, null).json());
        assertThat(run("verify", closed, "--trust", trust)).isEqualTo(11);
        Path erased = file(
                "erased.json",
                hospital.proof(6, hospital.closed(6), null, null, hospital.erasure(TestProofs.AUTHORIZATION))
                        .json());
        assertThat(run("verify", erased, "--trust", trust)).isEqualTo(12);
        Path summary = file("summary.json", hospital.rest(1).replace("\"N\"", "\"SUBSETTED\""));
        assertThat(run("verify", proof, "--trust", trust, "--resource", summary))
                .isEqualTo(13);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsOneJsonObject() {
        run("verify", proof, "--trust", trust, "--json");
        assertThat(out.toString())
                .startsWith("{\"verdict\":\"INCONCLUSIVE\",\"exitCode\":\"14\",\"findings\":[{")
                .contains("{\"level\":\"L1\",\"reason\":\"no server was named\",\"status\":\"NOT_CHECKED\"}")
                .endsWith("}\n");
    }

    @Test
    void badInputIsAMessageAndNoStackTrace() throws IOException {
        Path garbage = file("garbage.json", "{\"format\":");
        assertThat(run("verify", garbage, "--trust", trust)).isEqualTo(2);
        assertThat(run("verify", dir.resolve("none.json"), "--trust", trust)).isEqualTo(2);
        assertThat(run("verify", proof, "--trust", proof)).isEqualTo(2);
        assertThat(run("verify", proof, "--trust", trust, "--resource", garbage))
                .isEqualTo(2);
        assertThat(run("verify", proof, "--trust", trust, "--server", "ftp://x"))
                .isEqualTo(2);
        assertThat(run("verify", proof, "--trust", trust, "--credentials", garbage))
                .isEqualTo(2);
        assertThat(run("verify", proof)).isEqualTo(2);
        assertThat(run("audit", "--trust", trust)).isEqualTo(2);
        assertThat(run("audit", "--trust", trust, "--export", garbage)).isEqualTo(2);
        assertThat(err.toString())
                .contains("none.json: no such file", "byte 10: expected JSON", "either --server or --export")
                .doesNotContain("\tat ");
    }

    @Test
    void unreachableServerLeavesItsLevelUnchecked() {
        server.stop(0);
        int code = run("verify", proof, "--trust", trust, "--server", url(""), "--rpc", "http://127.0.0.1:1");
        assertThat(out.toString()).contains("L1 server: not checked (no answer: ");
        assertThat(code).isZero();
    }

    @Test
    void recordHiddenFromTheOfficerIsInconclusive() throws IOException {
        hospital.denied = true;
        int code = run(
                "verify",
                proof,
                "--trust",
                trust,
                "--server",
                url(""),
                "--credentials",
                credentials(),
                "--rpc",
                "http://127.0.0.1:1");
        assertThat(out.toString())
                .startsWith("INCONCLUSIVE\n")
                .contains("L1 server: not checked (the server has the content as logged, but");
        assertThat(code).isEqualTo(14);
    }

    @Test
    void refusedTokenLeavesTheLevelUnchecked() throws IOException {
        Path wrong = file("wrong.json", Files.readString(credentials()).replace("s3cret", "wrong"));
        run("verify", proof, "--trust", trust, "--server", url(""), "--credentials", wrong);
        assertThat(out.toString()).contains("found status 401").doesNotContain("wrong");
    }

    @Test
    void auditsAServerAndAnExportAlike() throws IOException {
        Path report = dir.resolve("report.json");
        assertThat(run(
                        "audit",
                        "--server",
                        url(""),
                        "--credentials",
                        credentials(),
                        "--trust",
                        trust,
                        "--report",
                        report))
                .isZero();
        assertThat(out.toString()).contains("VERIFIED: 8 leaves", "ERASED 1", "Anchors were not checked");
        assertThat(Files.readString(report)).contains("\"counts\":{\"ERASED\":\"1\",\"VERIFIED\":\"7\"}");
        String lines =
                hospital.export().stream().map(leaf -> leaf.json() + "\n").collect(Collectors.joining());
        Path export = file("export.ndjson", ExportHeader.json(hospital.checkpoint()) + "\n" + lines);
        assertThat(run("audit", "--export", export, "--trust", trust, "--json")).isZero();
        Path cut = file("cut.ndjson", Files.readString(export).replaceAll("[^\n]+\n$", ""));
        assertThat(run("audit", "--export", cut, "--trust", trust)).isEqualTo(11);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anAuditsPageIsCompleteInItselfAndQuotesNoMarkup() throws IOException {
        Path page = dir.resolve("report.html");
        String lines = hospital.export().stream()
                .map(leaf -> leaf.index() == 1
                        ? new OpenedLeaf(1, leaf.entry(), null, null, null, null, "<script>alert(1)</script>")
                        : leaf)
                .map(leaf -> leaf.json() + "\n")
                .collect(Collectors.joining());
        Path export = file("export.ndjson", ExportHeader.json(hospital.checkpoint()) + "\n" + lines);
        assertThat(run("audit", "--export", export, "--trust", trust, "--report", page))
                .isEqualTo(11);
        assertThat(Files.readString(page))
                .contains("<strong>WITHHELD</strong>", "&lt;script&gt;alert(1)", "leaf 1</td>", "Trust file, SHA-256")
                .doesNotContain("<script", "http://", "https://", "src=", "href=");
    }

    @Test
    void anAuditGoesOnWhereItWasLeft() throws IOException {
        Path state = dir.resolve("audit.state");
        Path older = file("older.checkpoint", hospital.checkpoint().text());
        String first =
                hospital.export().stream().map(leaf -> leaf.json() + "\n").collect(Collectors.joining());
        Path export = file("export.ndjson", ExportHeader.json(hospital.checkpoint()) + "\n" + first);
        assertThat(run("audit", "--export", export, "--trust", trust, "--state", state))
                .isZero();
        hospital.write(1, TestProofs.observation("later", "p1", 1, "5"));
        TestLog.sequencer(hospital.store).sequence(10);
        assertThat(run(
                        "audit",
                        "--server",
                        url(""),
                        "--credentials",
                        credentials(),
                        "--trust",
                        trust,
                        "--state",
                        state))
                .isZero();
        assertThat(out.toString()).contains("VERIFIED: 9 leaves, 8 of them walked by an earlier audit");
        assertThat(asked.get("/log/leaves?")).contains("from=8").contains("count=1");
        assertThat(audit("--state", state, "--checkpoint", older)).isEqualTo(14);
        assertThat(out.toString()).contains("of those that an earlier audit walked: audit without its state");
    }

    @Test
    void twoPeopleCompareATrustFile() throws IOException {
        assertThat(run("trust", trust)).isZero();
        String fingerprint = out.toString().replaceAll("(?s).*fingerprint  ([0-9a-f ]+)\n.*", "$1");
        assertThat(fingerprint).hasSize(79);
        assertThat(run("trust", trust, "--fingerprint", fingerprint.toUpperCase(java.util.Locale.ROOT)))
                .isZero();
        assertThat(run("trust", trust, "--fingerprint", fingerprint.replaceFirst("[0-9a-f]", "g")))
                .isEqualTo(14);
        assertThat(run("trust", trust, "--after", trust)).isEqualTo(14);
    }

    @Test
    void anAuditHoldsTheLogToArchivedCheckpointsAndAnchors() throws IOException {
        Path same = file("same.checkpoint", hospital.checkpoint().text());
        assertThat(audit("--checkpoint", same, "--rpc", "http://127.0.0.1:1")).isZero();
        assertThat(out.toString()).contains("Anchors: 1 read, the newest covers 8 leaves.");
        Path larger = file(
                "larger.checkpoint",
                TestLog.SIGNER
                        .sign(new Checkpoint(TestLog.ORIGIN, 9, new byte[32]))
                        .text());
        assertThat(audit("--checkpoint", larger)).isEqualTo(10);
        assertThat(out.toString())
                .contains("rolled back: the log shows 8 leaves, fewer than the 9 given in an archived");
        Path other = file(
                "other.checkpoint",
                TestLog.SIGNER
                        .sign(new Checkpoint(TestLog.ORIGIN, 5, new byte[32]))
                        .text());
        assertThat(audit("--checkpoint", same, "--checkpoint", other)).isEqualTo(10);
        assertThat(out.toString()).contains("forked, two histories", "they part in leaves 0 to 4");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anAuditLooksAtTilesToo() throws IOException {
        tileFlip = 1;
        assertThat(audit()).isEqualTo(10);
        assertThat(out.toString()).contains("log: TAMPERED, tile 0/000.p/8 is not made of the leaves");
    }

    private int audit(Object... more) throws IOException {
        List<Object> arguments = new ArrayList<>(
                List.of("audit", "--server", url(""), "--credentials", credentials(), "--trust", trust));
        arguments.addAll(List.of(more));
        return run(arguments.toArray());
    }

    private int run(Object... arguments) {
        CommandLine command = ChartSealCli.commandLine((rpc, expected) -> TestProofs.node(expected, hospital.anchor()));
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.put(path, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        asked.put(path + "?", String.valueOf(exchange.getRequestURI().getQuery()));
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Map<String, String> query = query(exchange.getRequestURI().getQuery());
        String body = "";
        int status = 200;
        if (path.equals("/token")) {
            status = "Basic b2ZmaWNlcjpzM2NyZXQ=".equals(authorization) ? 200 : 401;
            body = "{\"access_token\":\"" + TOKEN + "\"}";
        } else if (!("Bearer " + TOKEN).equals(authorization)) {
            status = 401;
        } else if (path.equals("/log/checkpoint")) {
            body = hospital.checkpoint().text();
        } else if (path.equals("/log/consistency")) {
            body = ConsistencyText.json(
                    hospital.consistency(Long.parseLong(query.get("from")), Long.parseLong(query.get("to"))));
        } else if (path.startsWith("/log/tile/")) {
            tile(exchange, TilePath.parse(path.substring("/log/tile/".length())).orElseThrow());
            return;
        } else if (path.equals("/log/leaves")) {
            // Fewer than asked for, as a server may: the client comes back for more.
            body = hospital.export().stream()
                    .skip(Long.parseLong(query.get("from")))
                    .limit(3)
                    .map(OpenedLeaf::json)
                    .collect(Collectors.joining("\n"));
        } else {
            String[] parts = path.split("/", -1);
            status = hospital.resource(parts[2], parts[3], parts[5]).isPresent() ? 200 : 404;
            body = hospital.resource(parts[2], parts[3], parts[5])
                    .map(json -> new String(json, UTF_8))
                    .orElse("");
        }
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void tile(HttpExchange exchange, TilePath path) throws IOException {
        byte[] hashes = hospital.store.tile(path.level(), path.index()).clone();
        hashes[40] ^= tileFlip;
        exchange.sendResponseHeaders(200, hashes.length);
        exchange.getResponseBody().write(hashes);
        exchange.close();
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&", -1)) {
            query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return query;
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private Path credentials() throws IOException {
        return file(
                "credentials.json",
                "{\"tokenUrl\":\"" + url("/token")
                        + "\",\"clientId\":\"officer\",\"clientSecret\":\"s3cret\",\"scope\":\"system/*.read\"}");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }
}
