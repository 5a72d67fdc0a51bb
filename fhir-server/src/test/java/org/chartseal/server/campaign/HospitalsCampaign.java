package org.chartseal.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;
import org.chartseal.anchoring.chain.Anvil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;

/**
 * Three hospitals, each with its own server, data, witness and watch, on one chain, two of three signing each anchor. In
 * turn one rewrites its history, one withholds and one forks, with all that an operator has: the database, the keys, the
 * backups and its own witness. Each attempt must be stopped and named by the others, who go on.
 */
class HospitalsCampaign {
    private static final List<String> NAMES = List.of("north", "south", "west");

    private final boolean small = "small".equals(System.getProperty("campaign.scale", "full"));
    private final Findings findings = new Findings();
    private final List<Institution> hospitals = new ArrayList<>();

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void eachAttackIsStoppedAndNamedAndTheOthersGoOn() throws Exception {
        Path jar = ServerProcess.required("chartseal.jar");
        Path cli = ServerProcess.required("chartseal.cli");
        Path home = Path.of(System.getProperty("campaign.directory"), "run-" + System.nanoTime());
        // Each hospital is each kind of attacker once; CI sees each kind once.
        int rounds = small ? 1 : NAMES.size();
        try (Anvil chain = Anvil.start("--block-time", "1", "--chain-id", "20265")) {
            try {
                open(jar, cli, home, chain);
                HospitalAttacks attacks = new HospitalAttacks(hospitals, chain, findings, jar, settings(chain));
                attacks.goOn(hospitals, "before any attack");
                for (int round = 0; round < rounds; round++) {
                    attacks.rewrite(hospitals.get(round % 3));
                    attacks.withhold(hospitals.get((round + 1) % 3));
                    attacks.fork(hospitals.get((round + 2) % 3));
                }
                attacks.figures();
            } finally {
                hospitals.forEach(Institution::close);
            }
        } finally {
            findings.print("Hospitals campaign");
        }
        assertThat(findings.failed()).isZero();
        assertThat(findings.passed()).isPositive();
        FileSystemUtils.deleteRecursively(home);
    }

    private void open(Path jar, Path cli, Path home, Anvil chain) throws Exception {
        for (String name : NAMES) {
            hospitals.add(new Institution(name, cli, Files.createDirectories(home.resolve(name))));
        }
        for (Institution hospital : hospitals) {
            ServerProcess server = new ServerProcess(jar, home.resolve(hospital.name + "-server"), settings(chain));
            server.launch();
            server.awaitReady();
            hospital.runs(server);
            hospital.fund(chain);
            Progress.line(hospital.name + " serves at " + server.address());
        }
        for (Institution witness : hospitals) {
            for (Institution other : hospitals) {
                witness.follow(other, other.server(), other.gate().address(), chain);
            }
        }
    }

    private List<String> settings(Anvil chain) {
        List<String> settings = new ArrayList<>(List.of(
                "--chartseal.chain.rpc-url=" + chain.uri(),
                "--chartseal.chain.confirmations=1",
                "--chartseal.log.interval=300ms",
                "--chartseal.witnesses.threshold=2",
                "--chartseal.witnesses.late-after=4s"));
        for (int i = 0; i < hospitals.size(); i++) {
            String member = "--chartseal.witnesses.members[" + i + "].";
            settings.add(member + "name=" + hospitals.get(i).name);
            settings.add(member + "address=" + hospitals.get(i).address);
        }
        return settings;
    }
}
