package org.chartseal.anchoring.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.proof.AuditReport;
import org.chartseal.anchoring.proof.AuditState;
import org.chartseal.anchoring.proof.EarlierRoots;
import org.chartseal.anchoring.proof.ExportHeader;
import org.chartseal.anchoring.proof.LeafExaminations;
import org.chartseal.anchoring.proof.LogAudit;
import org.chartseal.anchoring.proof.PromiseFile;
import org.chartseal.anchoring.proof.ProofFormatException;
import org.chartseal.anchoring.proof.RunningCheck;
import org.chartseal.anchoring.proof.TileCheck;
import org.chartseal.anchoring.proof.TrustFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Audits a whole log. */
@Command(
        name = "audit",
        description = "Recomputes a whole log from its opened leaves, from a server or an export.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class AuditCommand implements Callable<Integer> {
    private final RpcAnchorReaders nodes;

    @Spec
    private CommandSpec spec;

    @Option(names = "--trust", paramLabel = "FILE", required = true, description = "trust file, had out of band")
    private Path trust;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "NDJSON: a line with the checkpoint, then a line a leaf")
    private @Nullable Path export;

    @Option(
            names = "--promise",
            paramLabel = "FILE",
            description = "*.fhirpromise.json to be redeemed on the way; once for each")
    private List<Path> promises = List.of();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "keep how far the audit is, and go on from there: after an interruption, or as the log grows")
    private @Nullable Path state;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "signed checkpoint archived earlier, which the log must continue; once for each")
    private List<Path> checkpoints = List.of();

    @Option(names = "--rpc", paramLabel = "URL", description = "node of the chain: each anchor must be of these leaves")
    private @Nullable String rpc;

    @Option(names = "--progress", description = "show how far it is, also where the output is no terminal")
    private boolean progress;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "write the report to a file as well: a page to be filed if it ends in .html, else JSON")
    private @Nullable Path report;

    private @Nullable SignedCheckpoint audited;

    @Mixin
    private ServerOptions server;

    AuditCommand(RpcAnchorReaders nodes) {
        this.nodes = nodes;
    }

    @Override
    public Integer call() {
        TrustFile trusted = InputFiles.parse(trust, TrustFile::parse);
        HttpLogServer remote = server.open();
        if ((export == null) == (remote == null)) {
            throw new UsageException("expected either --server or --export");
        }
        AuditReport result;
        EarlierRoots earlier = earlier(trusted);
        String anchors = rpc == null ? Report.ANCHORS_UNCHECKED : earlier.anchorsRead();
        try {
            result = export != null ? exported(trusted, earlier, export) : served(trusted, earlier, remote);
            if (report != null) {
                Files.writeString(report, text(result, anchors, report));
            }
        } catch (ProofFormatException | CheckpointFormatException e) {
            throw new UsageException("the log cannot be read: " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw new UsageException("the log cannot be read: " + e.getCause());
        } catch (IOException e) {
            throw new UsageException("the log cannot be read: " + e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Report.json(result, anchors));
        } else {
            Report.print(result, anchors, out);
        }
        out.flush();
        return result.verdict().exitCode();
    }

    private String text(AuditReport result, String anchors, Path file) {
        return audited != null && file.toString().endsWith(".html")
                ? HtmlReport.of(result, audited, anchors, Sha256.hash(InputFiles.bytes(trust)), Instant.now())
                : Report.json(result, anchors) + "\n";
    }

    /** Asks the chain before anything of the log is asked for, which goes on meanwhile. */
    private EarlierRoots earlier(TrustFile trusted) {
        EarlierRoots earlier = new EarlierRoots(trusted);
        for (Path file : checkpoints) {
            earlier.checkpoint(InputFiles.parse(file, text -> SignedCheckpoint.parse(new String(text, UTF_8))));
        }
        if (rpc != null) {
            try {
                earlier.anchors(nodes.open(InputFiles.address(rpc), trusted.chain()));
            } catch (IOException e) {
                earlier.anchors(new UnreachableNode(e));
            }
        }
        return earlier;
    }

    private AuditReport served(TrustFile trusted, EarlierRoots earlier, @Nullable HttpLogServer server)
            throws IOException {
        if (server == null) {
            throw new UsageException("expected a server");
        }
        SignedCheckpoint checkpoint = server.checkpoint();
        return walk(
                trusted,
                checkpoint,
                walked -> new LeafPages(server, walked, checkpoint.checkpoint().size()),
                List.of(earlier, new TileCheck(server::tile)));
    }

    private AuditReport exported(TrustFile trusted, EarlierRoots earlier, Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
            String first = lines.readLine();
            if (first == null) {
                throw new UsageException(file + ": expected a line with the checkpoint, found none");
            }
            return walk(
                    trusted,
                    ExportHeader.parse(first),
                    walked -> lines.lines().skip(walked).iterator(),
                    List.of(earlier));
        }
    }

    private AuditReport walk(
            TrustFile trusted,
            SignedCheckpoint checkpoint,
            LongFunction<Iterator<String>> lines,
            List<RunningCheck> beside)
            throws IOException {
        List<PromiseFile> kept = promises.stream()
                .map(file -> InputFiles.parse(file, PromiseFile::parse))
                .toList();
        AuditProgress watch = new AuditProgress(
                progress || Ansi.AUTO.enabled() ? spec.commandLine().getErr() : null, state, trusted.origin());
        audited = checkpoint;
        LogAudit audit = new LogAudit(trusted, kept, beside, watch);
        if (state != null && Files.exists(state)) {
            if (!kept.isEmpty()) {
                throw new UsageException(
                        "expected no --promise with a --state to go on from: leaves would be left out");
            }
            AuditState.load(audit, trusted.origin(), state);
        }
        watch.of(audit);
        try (LeafExaminations leaves = new LeafExaminations(trusted.origin(), lines.apply(audit.walked()))) {
            return audit.walk(checkpoint, leaves);
        } finally {
            watch.end();
        }
    }
}
