package org.chartseal.anchoring.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.chain.LogFollower;
import org.chartseal.anchoring.chain.PendingAnchor;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.proof.LogServer;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.watch.Alarm.Kind;
import org.chartseal.anchoring.witness.DurableFile;
import org.jspecify.annotations.Nullable;

/**
 * Watches one log: at its server, on its chain, and the one against the other. What it took over is on disk before it is
 * told; a contradiction is kept there as a file, and told at every look until a person has taken the file away. Nothing that
 * contradicts is taken over.
 */
public final class Watch {
    private static final String PREFIX = "alarm-";

    private final ChainWatch chain;
    private final @Nullable LogWatch log;
    private final Path directory;
    private final Duration lateAfter;
    private final Clock clock;
    private WatchState state;

    /**
     * A watch that goes on from where one in this directory stopped.
     *
     * @param nodes at least one, by what they are called in alarms
     * @param server and what it is called; null to follow the chain alone
     * @param confirmations blocks on top of one that must never change
     * @param lateAfter how long nodes and server may be silent, and leaves wait for their anchor
     * @throws IOException if the directory cannot be used, or holds something else
     */
    public Watch(
            TrustFile trust,
            Map<String, LogFollower> nodes,
            Map.@Nullable Entry<String, LogServer> server,
            Path directory,
            long confirmations,
            Duration lateAfter,
            Clock clock)
            throws IOException {
        Files.createDirectories(directory);
        this.chain = new ChainWatch(trust.chain(), nodes, confirmations, lateAfter);
        this.log = server == null ? null : new LogWatch(trust, server.getKey(), server.getValue());
        this.directory = directory;
        this.lateAfter = lateAfter;
        this.clock = clock;
        this.state = WatchState.read(directory);
        Optional<SignedCheckpoint> known = state.newest();
        if (known.isPresent() && !trust.signed(known.get())) {
            throw new IOException("watch: expected the log " + trust.origin() + ", found "
                    + known.get().checkpoint().origin());
        }
    }

    /**
     * What a look came to.
     *
     * @param alarms what a person must look at, those of earlier looks that are kept included
     * @param news what members of the log propose and do, told again until its block is settled
     * @param summary in one line
     */
    public record Look(List<Alarm> alarms, List<String> news, String summary) {
        /** Whether the log or its chain contradicts itself, now or in evidence that is kept. */
        public boolean contradicted() {
            return alarms.stream().anyMatch(alarm -> alarm.kind().isContradiction());
        }
    }

    /** Looks once. Throws only for what its own disk does. */
    public Look look() throws IOException {
        long now = clock.instant().getEpochSecond();
        List<Alarm> alarms = new ArrayList<>();
        ChainWatch.Look seen = chain.look(state.settled());
        alarms.addAll(seen.alarms());
        WatchState next = state.with(seen.settled());
        for (String source : seen.answered()) {
            next = next.heard(source, now);
        }
        Map<String, String> silent = new TreeMap<>(seen.silent());
        if (log != null) {
            next = lookAtLog(log, next, seen.newest(), now, silent, alarms);
        }
        for (Map.Entry<String, String> source : silent.entrySet()) {
            next = next.heard().containsKey(source.getKey()) ? next : next.heard(source.getKey(), now);
            stalled(next.heard().getOrDefault(source.getKey(), now), now)
                    .ifPresent(since -> alarms.add(new Alarm(
                            Kind.STALL, source.getKey(), "no good answer since " + since + ": " + source.getValue())));
        }
        for (Alarm alarm : alarms) {
            if (alarm.kind().isContradiction()) {
                keep(alarm);
            }
        }
        if (!next.equals(state)) {
            next.write(directory);
            state = next;
        }
        alarms.addAll(kept(alarms));
        return new Look(alarms, seen.news(), summary(seen.newest()));
    }

    private WatchState lookAtLog(
            LogWatch watched,
            WatchState before,
            Optional<PendingAnchor> anchor,
            long now,
            Map<String, String> silent,
            List<Alarm> alarms) {
        try {
            LogWatch.Look shown = watched.look(before.newest(), anchor);
            WatchState next = before.heard(watched.source(), now);
            if (shown.alarm().isPresent()) {
                alarms.add(shown.alarm().get());
                return next;
            }
            next = next.with(shown.checkpoint());
            long anchored = anchor.map(PendingAnchor::treeSize).orElse(0L);
            long size = shown.checkpoint().checkpoint().size();
            if (next.waiting() == 0 || anchored >= next.waiting()) {
                next = size > anchored ? next.waiting(size, now) : next.waiting(0, 0);
            }
            long waiting = next.waiting();
            if (waiting > 0) {
                stalled(next.waitingSince(), now)
                        .ifPresent(since -> alarms.add(new Alarm(
                                Kind.STALL,
                                watched.source(),
                                "expected an anchor of at least " + waiting + " leaves, which wait since " + since
                                        + ", found the newest of " + anchored)));
            }
            return next;
        } catch (IOException e) {
            silent.put(watched.source(), String.valueOf(e.getMessage()));
            return before;
        }
    }

    private Optional<Instant> stalled(long since, long now) {
        return now - since > lateAfter.toSeconds() ? Optional.of(Instant.ofEpochSecond(since)) : Optional.empty();
    }

    private String summary(Optional<PendingAnchor> anchor) {
        String anchors = anchor.map(newest -> "anchor " + newest.sequence() + " of " + newest.treeSize() + " leaves")
                .orElse("no anchor");
        return (log == null
                        ? ""
                        : state.newest().map(known -> known.checkpoint().size()).orElse(0L) + " leaves, ") + anchors
                + ", settled to block " + state.settled().block();
    }

    private void keep(Alarm alarm) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", alarm.kind().name());
        json.put("source", alarm.source());
        json.put("detail", alarm.detail());
        json.put("evidence", new TreeMap<>(alarm.evidence()));
        byte[] bytes = (JsonText.of(json) + "\n").getBytes(UTF_8);
        Path file = directory.resolve(PREFIX + alarm.kind().name().toLowerCase(Locale.ROOT) + "-"
                + HexFormat.of().formatHex(Sha256.hash(bytes), 0, 8) + ".json");
        if (!Files.exists(file)) {
            DurableFile.write(file, bytes);
        }
    }

    /** Contradictions of earlier looks that are not seen now: they do not go away by themselves. */
    private List<Alarm> kept(List<Alarm> now) throws IOException {
        if (now.stream().anyMatch(alarm -> alarm.kind().isContradiction())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .sorted()
                    .map(Watch::keptAs)
                    .toList();
        }
    }

    private static Alarm keptAs(Path file) {
        String name = file.getFileName().toString();
        for (Kind kind : Kind.values()) {
            if (name.startsWith(PREFIX + kind.name().toLowerCase(Locale.ROOT) + "-")) {
                return new Alarm(kind, "an earlier look", "see " + file);
            }
        }
        return new Alarm(Kind.FORK, "an earlier look", "see " + file);
    }
}
