package org.chartseal.anchoring.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.proof.LogKey;
import org.chartseal.anchoring.proof.ProofFormatException;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.proof.TrustPins;
import org.chartseal.anchoring.proof.TrustSuccession;
import org.chartseal.anchoring.proof.Verdict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a trust file pins, for two people to compare. */
@Command(
        name = "trust",
        description = {
            "Shows what a trust file pins, and its fingerprint to be compared by telephone or on paper.",
            "With --after it tells how the file follows the edition before."
        },
        footer = {"", "Exit codes: 0, 14 if the file is not what was expected, 2 wrong usage or unreadable input."},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class TrustCommand implements Callable<Integer> {
    private static final int GROUP = 4;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TRUST", description = "the trust file")
    private Path file;

    @Option(
            names = "--fingerprint",
            paramLabel = "HEX",
            description = "what the other side read out: spaces and capitals do not matter")
    private @Nullable String expected;

    @Option(names = "--after", paramLabel = "FILE", description = "the edition before, which is trusted")
    private @Nullable Path before;

    @Override
    public Integer call() {
        byte[] bytes = InputFiles.bytes(file);
        TrustFile trust = InputFiles.parse(file, TrustFile::parse);
        String fingerprint = HexFormat.of().formatHex(Sha256.hash(bytes));
        PrintWriter out = spec.commandLine().getOut();
        print(trust, fingerprint, out);
        boolean good = matches(fingerprint, out);
        if (before != null) {
            good &= follows(InputFiles.bytes(before), bytes, out);
        }
        out.flush();
        return good ? ExitCode.OK : Verdict.INCONCLUSIVE.exitCode();
    }

    private static void print(TrustFile trust, String fingerprint, PrintWriter out) {
        out.println("log          " + Report.clean(trust.origin()));
        out.println("edition      " + trust.edition());
        for (LogKey key : trust.logKeys()) {
            out.println("key          " + Report.clean(key.key().vkey())
                    + (key.lastSize() == null ? "" : ", retired after " + key.lastSize() + " leaves"));
        }
        out.println("chain        " + trust.chain().chainId() + ", genesis "
                + trust.chain().genesisHash());
        out.println("contract     " + trust.chain().contract() + ", code "
                + trust.chain().codeHash());
        out.println("log id       " + trust.chain().logId());
        out.println("evidence     " + trust.evidence());
        if (trust.pins() != null) {
            pins(trust.pins(), out);
        }
        out.println("fingerprint  " + grouped(fingerprint));
    }

    private static void pins(TrustPins pins, PrintWriter out) {
        out.println("required     " + pins.required().stream().sorted().toList());
        pins.headers()
                .forEach(header -> out.println("block        " + header.blockNumber() + " 0x"
                        + HexFormat.of().formatHex(header.hash())));
        pins.validators()
                .forEach(set -> out.println("validators   from block " + set.fromBlock() + ": "
                        + set.addresses().stream()
                                .map(Address::toString)
                                .sorted()
                                .toList()));
        pins.witnesses()
                .forEach(witness -> out.println(
                        "witness      " + Report.clean(witness.key().vkey() + " of " + witness.institution())));
        if (pins.quorum() > 0) {
            out.println("quorum       " + pins.quorum());
        }
        pins.timestampAuthorities()
                .forEach(der ->
                        out.println("time stamps  SHA-256 " + HexFormat.of().formatHex(Sha256.hash(der))));
        pins.bitcoinHeaders()
                .forEach(header -> out.println("bitcoin      block " + header.height() + ", merkle root "
                        + HexFormat.of().formatHex(header.merkleRoot())));
    }

    private boolean matches(String fingerprint, PrintWriter out) {
        if (expected == null) {
            return true;
        }
        boolean same = expected.replaceAll("\\s", "").toLowerCase(Locale.ROOT).equals(fingerprint);
        out.println(same ? "The fingerprint is the one expected." : "NOT the fingerprint expected.");
        return same;
    }

    private boolean follows(byte[] older, byte[] newer, PrintWriter out) {
        TrustSuccession succession;
        try {
            succession = TrustSuccession.of(older, newer);
        } catch (ProofFormatException e) {
            throw new UsageException(before + ": " + e.getMessage());
        }
        succession.refusals().forEach(refusal -> out.println("NOT the next edition: " + Report.clean(refusal)));
        succession.changes().forEach(change -> out.println("changed: " + Report.clean(change)));
        if (succession.refusals().isEmpty()) {
            out.println("It is the next edition of the file before.");
        }
        return succession.refusals().isEmpty();
    }

    private static String grouped(String hex) {
        return hex.replaceAll("(.{" + GROUP + "})(?!$)", "$1 ");
    }
}
