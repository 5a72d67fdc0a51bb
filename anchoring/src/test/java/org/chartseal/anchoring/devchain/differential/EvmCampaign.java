package org.chartseal.anchoring.devchain.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the machine in this process to a real anvil: each program, call and transaction must end alike on both, and each
 * of many faults put into the machine on purpose must show.
 */
class EvmCampaign {
    private static final int PROGRAMS = 3_000;
    private static final int HALTING = 3_000;
    private static final int NESTED = 1_500;
    private static final int TRANSACTIONS = 300;
    private static final int PRECOMPILES = 1_500;
    private static final int CONTRACTS = 160;
    private static final int LEAST = 20_000;
    /** Octets that the yellow paper of Paris defines, INVALID among them. */
    private static final int DEFINED = 143;

    private static final int LEAST_MUTANTS = 20;

    private final Findings findings = new Findings();

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void bothMachinesEndAlike() throws Exception {
        boolean small = isSmall();
        int part = small ? 20 : 1;
        String given = System.getProperty("campaign.seed", "");
        long seed = given.isBlank() ? new Random().nextInt(1_000_000_000) : Long.parseLong(given);
        Progress.line("seed " + seed + (small ? ", small" : ", full"));
        try (Comparisons run = new Comparisons(directory, seed)) {
            directed(run, small ? 4 : 1, seed);
            random(run, seed, part);
            refused();
            run.end();
            run.kinds.forEach((kind, count) -> findings.figure(kind, count));
            findings.figure("comparisons", run.total());
            findings.figure("differences", run.differences.size());
            findings.none("both machines end alike", run.differences, run.total() + " comparisons");
            findings.check("enough comparisons", run.total() >= LEAST / part, "at least " + LEAST / part);
            mutants(run);
        }
        findings.print("Campaign of the machine, seed " + seed);
        assertThat(findings.failed()).isZero();
    }

    private void directed(Comparisons run, int part, long seed) throws Exception {
        Map<Integer, List<Program>> byOctet = OpcodeVectors.all();
        List<String> missing = new ArrayList<>();
        int defined = 0;
        int at = (int) (seed % part);
        for (Map.Entry<Integer, List<Program>> entry : byOctet.entrySet()) {
            defined += OpcodeVectors.isDefined(entry.getKey()) ? 1 : 0;
            if (entry.getValue().size() < 4) {
                missing.add(Integer.toHexString(entry.getKey()));
            }
            for (Program program : entry.getValue()) {
                if (at++ % part == 0 || program.transacts()) {
                    run.compare(Case.of("directed vectors, by opcode", program));
                }
            }
        }
        findings.figure("opcodes of Paris with vectors", defined);
        findings.none("every octet has its vectors", missing, defined + " defined and " + (256 - defined) + " not");
        findings.check("every opcode of Paris is among them", defined == DEFINED, defined + " of " + DEFINED);
        int every = 0;
        for (Program program : Vectors.all()) {
            if (part == 1 || program.transacts() || every++ % part == 0) {
                run.compare(Case.of("directed vectors, by rule", program));
            }
        }
        exactGas(run, byOctet, part);
        Progress.line(run.total() + " compared, directed");
        // To the last frame there may be: only with gas that no ordinary block has.
        for (int opcode : new int[] {0xf1, 0xf2, 0xf4, 0xfa}) {
            String value = opcode < 0xf4 ? "6000" : "";
            byte[] deeper = new Assembler()
                    .raw("6000 6000 6000 6000" + value + "30 5a")
                    .op(opcode)
                    .raw("5a 01 6000 52 6020 6000 f3")
                    .bytes();
            byte[] code = SystemVectors.callOf(deeper, Long.MAX_VALUE, 0xf1, 0).bytes();
            long gas = 1_000_000_000_000L;
            List<Order> orders =
                    List.of(Order.call("", BigInteger.ZERO, code, gas), Order.send("", BigInteger.ZERO, code, gas));
            run.compare(new Case("call depth", "depth by " + Integer.toHexString(opcode), orders), gas);
        }
    }

    /** The least gas that is enough for us must be enough for both, and one unit less for neither. */
    private static void exactGas(Comparisons run, Map<Integer, List<Program>> byOctet, int part) throws Exception {
        try (LocalNode ours = Pair.local(
                EvmCampaign.class.getClassLoader(),
                java.nio.file.Files.createTempDirectory("gas").resolve("ledger"),
                Pair.GAS_LIMIT)) {
            for (Map.Entry<Integer, List<Program>> entry : byOctet.entrySet()) {
                List<Program> programs = entry.getValue();
                for (int i = 1; i < programs.size(); i += 3 * part) {
                    byte[] code = programs.get(i).code();
                    String call = "{\"from\":\"" + Wallet.address(0) + "\",\"value\":\"0x3e8\",\"data\":\"0x"
                            + HexFormat.of().formatHex(code) + "\"}";
                    long gas = ours.leastGas(call);
                    if (gas < 0 || gas > 5_000_000 || OpcodeVectors.isOfTheBlock(entry.getKey())) {
                        continue;
                    }
                    BigInteger value = BigInteger.valueOf(1000);
                    List<Order> orders =
                            List.of(Order.call("", value, code, gas), Order.call("", value, code, gas - 1));
                    run.compare(new Case("gas to the last unit", programs.get(i).name(), orders));
                }
            }
        }
    }

    private void random(Comparisons run, long seed, int part) throws Exception {
        // A twentieth of those that say most would be too few for the mutants.
        for (int i = 0; i < TRANSACTIONS / Math.min(part, 10); i++) {
            run.compare(TransactionCases.next(new Random(seed + i), "case " + i));
        }
        for (int i = 0; i < NESTED / part; i++) {
            run.compare(Case.of("nested calls", NestedPrograms.next(new Random(seed + i), "program " + i)));
        }
        Progress.line(run.total() + " compared, with nested calls");
        HaltingPrograms.Way[] ways = HaltingPrograms.Way.values();
        for (int i = 0; i < HALTING / part; i++) {
            HaltingPrograms.Way way = ways[i % ways.length];
            run.compare(Case.of("halting programs", HaltingPrograms.next(new Random(seed + i), way, "program " + i)));
        }
        for (int i = 0; i < PROGRAMS / part; i++) {
            run.compare(Case.of("random programs", RandomPrograms.next(new Random(seed + i), "program " + i)));
        }
        Progress.line(run.total() + " compared, with random programs");
        for (int i = 0; i < PRECOMPILES / part; i++) {
            run.compare(Case.of("precompiles 1 to 5", PrecompileCases.next(new Random(seed + i), "program " + i)));
        }
        ContractCases contracts = ContractCases.compile(directory);
        for (int i = 0; i < CONTRACTS / part; i++) {
            run.compare(contracts.next(new Random(seed + i), "case " + i));
        }
        Progress.line(run.total() + " compared, with compiled contracts");
    }

    /** Not compared: the machine says that it has no such precompile rather than answer anything. */
    private void refused() throws Exception {
        List<String> answered = new ArrayList<>();
        try (LocalNode ours = Pair.local(getClass().getClassLoader(), directory.resolve("refused"), Pair.GAS_LIMIT)) {
            for (int number = 6; number <= 9; number++) {
                String direct = ours.ask(EvmNode.request(
                                "eth_call", "{\"to\":\"0x" + "00".repeat(19) + "0" + number + "\"}", "\"latest\""))
                        .toString();
                String code = HexFormat.of()
                        .formatHex(new Assembler()
                                .raw("6000 6000 6000 6000 600" + number + " 5a fa")
                                .returnTop()
                                .bytes());
                String nested = ours.ask(EvmNode.request("eth_call", "{\"data\":\"0x" + code + "\"}", "\"latest\""))
                        .toString();
                if (!direct.contains("precompile: expected") || !nested.contains("precompile: expected")) {
                    answered.add(direct + nested);
                }
            }
        }
        findings.none("precompiles 6 to 9 are refused", answered, "directly and from code");
    }

    private void mutants(Comparisons run) throws Exception {
        MutantRun mutants = new MutantRun(run.recordings, directory);
        MutantClasses classes = MutantClasses.control();
        String control = mutants.caughtBy(classes);
        findings.check("the control is not caught", control.isEmpty(), control.isEmpty() ? "no difference" : control);
        List<String> missed = new ArrayList<>();
        for (Mutant mutant : Mutants.all()) {
            String by = mutants.caughtBy(classes.with(mutant));
            Progress.line((by.isEmpty() ? "MISSED: " : "caught: ") + mutant.name() + " (" + by + ")");
            if (by.isEmpty()) {
                missed.add(mutant.name());
            }
        }
        int all = Mutants.all().size();
        findings.figure("mutants caught", (all - missed.size()) + " of " + all);
        findings.none("every mutant is caught", missed, all + " mutants");
        findings.check("enough mutants", all >= LEAST_MUTANTS, all + " of at least " + LEAST_MUTANTS);
    }

    private static boolean isSmall() {
        String scale = System.getProperty("campaign.scale", "full");
        if (!scale.equals("small") && !scale.equals("full")) {
            throw new IllegalArgumentException("Expected campaign.scale small or full, found " + scale);
        }
        return scale.equals("small");
    }
}
