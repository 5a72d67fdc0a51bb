package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.chartseal.anchoring.chain.LogFollower;
import org.chartseal.anchoring.proof.LogServer;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.proof.Verdict;
import org.chartseal.anchoring.watch.Alarm;
import org.chartseal.anchoring.watch.Watch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Watches a log and its chain from outside. */
@Command(
        name = "watch",
        description = {
            "Follows a log on its chain, and at its server if one is named, and raises an alarm on a fork, a rollback,",
            "another chain or a stall. Tells as well what the log's members propose, while there is time to object.",
            "Prints a line whenever something is new. What shows a contradiction is kept in the directory, and the alarm",
            "stands until a person has taken it away."
        },
        footer = {
            "",
            "Exit codes: 0 all was well at the last look; 10 the log or its chain contradicts itself; 14 something stands",
            "still; 2 wrong usage or unreadable input."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class WatchCommand implements Callable<Integer> {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final long HOOK_SECONDS = 60;

    private final LogFollowers followers;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Option(names = "--trust", paramLabel = "FILE", required = true, description = "trust file, had out of band")
    private Path trust;

    @Option(
            names = "--rpc",
            paramLabel = "URL",
            required = true,
            description = "node of the chain; once for each of several, which are compared with each other")
    private List<String> rpc;

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            required = true,
            description = "where it keeps what it saw, and evidence")
    private Path directory;

    @Option(
            names = "--confirmations",
            paramLabel = "BLOCKS",
            defaultValue = "12",
            description = "blocks on top of one that must never change; 0 where blocks are final at once"
                    + " (default: ${DEFAULT-VALUE})")
    private long confirmations;

    @Option(
            names = "--late-after",
            paramLabel = "DURATION",
            defaultValue = "PT1H",
            description = "how long nodes and server may be silent, and leaves wait for their anchor, ISO 8601"
                    + " (default: ${DEFAULT-VALUE})")
    private Duration lateAfter;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "PT1M",
            description = "pause between two looks, ISO 8601 (default: ${DEFAULT-VALUE})")
    private Duration interval;

    @Option(
            names = "--on-alarm",
            paramLabel = "PROGRAM",
            description = "run once for each new alarm, with its line as standard input")
    private @Nullable Path onAlarm;

    @Option(names = "--once", description = "look once and end")
    private boolean once;

    private final Set<String> told = new HashSet<>();

    WatchCommand(LogFollowers followers) {
        this.followers = followers;
    }

    @Override
    public Integer call() throws IOException {
        if (confirmations < 0 || lateAfter.isNegative()) {
            throw new UsageException("watch: expected --confirmations and --late-after from 0");
        }
        TrustFile trusted = InputFiles.parse(trust, TrustFile::parse);
        Map<String, LogFollower> nodes = new LinkedHashMap<>();
        try {
            for (String address : rpc) {
                URI uri = InputFiles.address(address);
                nodes.put(name("node", uri, nodes), followers.open(uri, trusted.chain()));
            }
            LogServer log = server.open();
            Map.@Nullable Entry<String, LogServer> named = log == null || server.server == null
                    ? null
                    : Map.entry(name("server", InputFiles.address(server.server), Map.of()), log);
            PrintWriter out = spec.commandLine().getOut();
            out.println("watch " + Report.clean(trusted.origin()) + " through " + nodes.keySet());
            return watch(new Watch(trusted, nodes, named, directory, confirmations, lateAfter, Clock.systemUTC()), out);
        } finally {
            nodes.values().forEach(LogFollower::close);
        }
    }

    /** Host and port alone: the rest of an address may hold the key of an account. */
    private static String name(String what, URI uri, Map<String, ?> taken) {
        String name = what + " " + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        return taken.containsKey(name) ? name + " (" + (taken.size() + 1) + ")" : name;
    }

    private int watch(Watch watch, PrintWriter out) throws IOException {
        Duration pause = interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval;
        String printed = "";
        List<String> before = List.of();
        while (true) {
            Watch.Look seen = watch.look();
            seen.news().stream().filter(told::add).forEach(news -> line(out, "NEWS " + news));
            List<String> now = new ArrayList<>();
            for (Alarm alarm : seen.alarms()) {
                now.add(alarm.text());
                if (!before.contains(alarm.text())) {
                    line(out, alarm.text());
                    run(alarm.text());
                }
            }
            String summary = now.isEmpty() ? "OK " + seen.summary() : now.size() + " alarms; " + seen.summary();
            if (!summary.equals(printed)) {
                printed = summary;
                line(out, summary);
            }
            before = now;
            if (once || !sleep(pause)) {
                return exitCode(seen);
            }
        }
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void line(PrintWriter out, String text) {
        out.println(Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS) + " " + Report.clean(text));
        out.flush();
    }

    /** A program that fails takes nothing from the watch: the alarm was printed. */
    private void run(String alarm) {
        if (onAlarm == null) {
            return;
        }
        try {
            Process program = new ProcessBuilder(onAlarm.toAbsolutePath().toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream in = program.getOutputStream()) {
                in.write((Report.clean(alarm) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            if (!program.waitFor(HOOK_SECONDS, TimeUnit.SECONDS)) {
                program.destroyForcibly();
            } else if (program.exitValue() == 0) {
                return;
            }
        } catch (IOException e) {
            spec.commandLine().getErr().println(onAlarm + ": " + e.getMessage());
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        spec.commandLine().getErr().println(onAlarm + ": expected it to end well within " + HOOK_SECONDS + " s");
    }

    private static int exitCode(Watch.Look seen) {
        if (seen.alarms().isEmpty()) {
            return ExitCode.OK;
        }
        return seen.contradicted() ? Verdict.TAMPERED.exitCode() : Verdict.INCONCLUSIVE.exitCode();
    }
}
