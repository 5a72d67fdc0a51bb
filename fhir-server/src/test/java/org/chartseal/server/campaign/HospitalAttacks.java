package org.chartseal.server.campaign;

import static org.chartseal.server.campaign.Institution.await;
import static org.chartseal.server.campaign.Institution.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.Anvil;
import org.chartseal.anchoring.chain.EthereumAnchorReader;
import org.chartseal.server.campaign.OutsideTools.Said;

/** What a hospital that owns its server, its keys and a third of the signatures tries, and what the others see of it. */
final class HospitalAttacks {
    private static final int NAMED_WITHIN = 60;
    private static final int STILL = 10;

    private final List<Institution> hospitals;
    private final Anvil chain;
    private final Findings findings;
    private final Path jar;
    private final List<String> settings;
    private int attacks;
    private int written;

    HospitalAttacks(List<Institution> hospitals, Anvil chain, Findings findings, Path jar, List<String> settings) {
        this.hospitals = hospitals;
        this.chain = chain;
        this.findings = findings;
        this.jar = jar;
        this.settings = settings;
    }

    void figures() throws IOException {
        findings.figure("attacks", attacks);
        findings.figure("records of the others, anchored and verified meanwhile", written);
        for (Institution hospital : hospitals) {
            findings.figure("anchors of " + hospital.name, newest(hospital).sequence());
        }
    }

    /** Each of these writes a record that is anchored with two signatures, and verified by chain and server. */
    void goOn(List<Institution> those, String when) throws Exception {
        for (Institution hospital : those) {
            String record = hospital.write("while the others go on");
            boolean anchored = within(90, () -> hospital.anchored(record));
            Said said = anchored ? hospital.verify(hospital.proof(record), chain) : new Said(-1, "not anchored");
            written += said.exitCode() == 0 ? 1 : 0;
            findings.check(hospital.name + " goes on " + when, said.exitCode() == 0, said.verdict());
        }
    }

    private List<Institution> others(Institution than) {
        return hospitals.stream().filter(hospital -> hospital != than).toList();
    }

    private Anchor newest(Institution hospital) throws IOException {
        try (EthereumAnchorReader reader = EthereumAnchorReader.open(chain.uri(), hospital.chain())) {
            return reader.head().orElseThrow(() -> new IOException("Expected an anchor of " + hospital.name));
        }
    }

    /** A backup is put back, other records are written in the place of those that vanished, and all is signed anew. */
    void rewrite(Institution attacker) throws Exception {
        begin(attacker, "rewrites");
        ServerProcess server = attacker.server();
        Path backup = server.home().resolve("backup");
        Path honest = server.home().resolve("honest");
        server.stop();
        Institution.copy(server.home(), backup);
        restart(attacker, server);
        String victim = attacker.write("to vanish");
        await("an anchor", () -> attacker.anchored(victim));
        Path archived = attacker.proof(victim);
        check("its record is proven before", attacker.verify(archived, chain), 0);
        server.stop();
        Institution.copy(server.home(), honest);
        Outbox kept = Outbox.read(server.data());
        Institution.copy(backup, server.home());
        // With the outbox as the chain has it, the server tries to go on from there.
        kept.write(server.data());
        Anchor before = newest(attacker);
        restart(attacker, server);
        // Its own witness is made to forget, and signs whatever it is shown.
        attacker.forget(attacker);
        attacker.follow(attacker, server, server.address(), chain);
        for (int i = 0; i < 5; i++) {
            attacker.write("instead " + i);
        }
        for (Institution other : others(attacker)) {
            named(other.name + "'s witness names it", other.witness(attacker), "FORK", "ROLLBACK");
            named(other.name + "'s watch names it", other.watch(attacker), "FORK", "ROLLBACK");
        }
        named("its own witness signs it", attacker.witness(attacker), "; signed ");
        check("an archived proof names it", attacker.verify(archived, chain), 10);
        goOn(others(attacker), "while " + attacker.name + " rewrites");
        stopped(attacker, before);
        server.stop();
        Institution.copy(honest, server.home());
        attacker.forget(attacker);
        restart(attacker, server);
        heal(attacker, server);
        goOn(List.of(attacker), "when its history is back");
    }

    /** Neither the entries of the new part of its log nor a record are handed out any more. */
    void withhold(Institution attacker) throws Exception {
        begin(attacker, "withholds");
        String victim = attacker.write("to be withheld");
        await("an anchor", () -> attacker.anchored(victim));
        Path archived = attacker.proof(victim);
        check("its record is proven before", attacker.verify(archived, chain), 0);
        await("an end of what is in flight", () -> quiet(attacker));
        Anchor before = newest(attacker);
        attacker.gate()
                .hide(path -> path.contains("/entries/") || path.contains("/log/leaves") || path.contains(victim));
        attacker.write("that nobody sees the entry of");
        for (Institution other : others(attacker)) {
            named(other.name + "'s witness names it", other.witness(attacker), "REFUSED");
            named(other.name + "'s watch names it", other.watch(attacker), "STALL");
        }
        check("an archived proof names it", attacker.verify(archived, chain), 11);
        goOn(others(attacker), "while " + attacker.name + " withholds");
        stopped(attacker, before);
        int health = attacker.officer().get("/actuator/health").status();
        findings.check(attacker.name + "'s own health says so", health == 503, "status " + health);
        attacker.gate().hide(path -> false);
        goOn(List.of(attacker), "when it withholds no more");
    }

    /** Two servers go on from one copy of everything: each of the others is shown one of them. */
    void fork(Institution attacker) throws Exception {
        begin(attacker, "forks");
        ServerProcess first = attacker.server();
        Institution one = others(attacker).get(0);
        Institution two = others(attacker).get(1);
        first.stop();
        ServerProcess second = new ServerProcess(
                jar, first.home().resolveSibling(attacker.name + "-fork-" + System.nanoTime()), settings);
        Institution.copy(first.home(), second.home());
        relocate(second.secrets(), first, second);
        restart(attacker, first);
        second.launch();
        second.awaitReady();
        two.follow(attacker, second, second.address(), chain);
        // Its own witness signs both, each from a mirror of its own.
        try (ToolProcess twin = attacker.signs(second)) {
            await("the second signature", () -> twin.said("leaves"));
            List<String> records = new ArrayList<>();
            List<String> forked = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                records.add(attacker.write("shown to " + one.name + " " + i));
            }
            attacker.runs(second);
            for (int i = 0; i < 6; i++) {
                forked.add(attacker.write("shown to " + two.name + " " + i));
            }
            attacker.runs(first);
            boolean named = within(
                    NAMED_WITHIN,
                    () -> one.watch(attacker).said("FORK", "ROLLBACK")
                            || two.watch(attacker).said("FORK", "ROLLBACK"));
            boolean firstFooled = one.watch(attacker).said("FORK", "ROLLBACK");
            Institution fooled = firstFooled ? one : two;
            findings.check(
                    "the watch of one names the fork",
                    named,
                    fooled.name + ": " + fooled.watch(attacker).last());
            ServerProcess winner = firstFooled ? second : first;
            ServerProcess loser = firstFooled ? first : second;
            attacker.runs(loser);
            Said lost = attacker.verify(attacker.proof(firstFooled ? records.get(3) : forked.get(5)), chain);
            findings.check("a proof from the other history is not verified", lost.exitCode() != 0, lost.verdict());
            Path log = loser.home().resolve("server.log");
            findings.check(
                    "the server that lost says so",
                    within(NAMED_WITHIN, () -> Files.readString(log).contains("FOREIGN_HEAD")),
                    "FOREIGN_HEAD in its log");
            goOn(others(attacker), "while " + attacker.name + " forks");
            loser.close();
            attacker.runs(winner);
            fooled.forget(attacker);
            heal(attacker, winner);
        }
        goOn(List.of(attacker), "with the history that the chain has");
    }

    private void begin(Institution attacker, String what) {
        attacks++;
        Progress.line(attacker.name + " " + what);
        hospitals.forEach(Institution::listen);
    }

    private static void restart(Institution hospital, ServerProcess server) throws Exception {
        server.launch();
        server.awaitReady();
        hospital.runs(server);
    }

    /** The others have looked at the evidence, and follow the honest log again. */
    private void heal(Institution attacker, ServerProcess server) throws IOException {
        for (Institution other : others(attacker)) {
            other.forgive(attacker);
            other.follow(attacker, server, attacker.gate().address(), chain);
        }
        attacker.forget(attacker);
        attacker.follow(attacker, server, server.address(), chain);
    }

    private boolean quiet(Institution hospital) throws Exception {
        return hospital.officer().get("/actuator/health").status() == 200;
    }

    private void named(String check, ToolProcess tool, String... words) throws Exception {
        boolean said = within(NAMED_WITHIN, () -> tool.said(words));
        findings.check(check, said, tool.last());
    }

    private void check(String name, Said said, int exitCode) {
        findings.check(name, said.exitCode() == exitCode, said.verdict());
    }

    /** What the attacker wanted anchored is not, however long it waits. */
    private void stopped(Institution attacker, Anchor before) throws Exception {
        boolean moved = within(STILL, () -> newest(attacker).sequence() > before.sequence());
        findings.check(
                attacker.name + "'s attempt is not anchored",
                !moved && newest(attacker).root().equals(before.root()),
                "anchor " + newest(attacker).sequence() + " after " + before.sequence());
    }

    /** The copy's clients ask the copy for their tokens. */
    private static void relocate(Path secrets, ServerProcess from, ServerProcess to) throws IOException {
        try (Stream<Path> files = Files.list(secrets)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).toList()) {
                Files.writeString(
                        file,
                        Files.readString(file)
                                .replace(from.address().toString(), to.address().toString()));
            }
        }
    }
}
