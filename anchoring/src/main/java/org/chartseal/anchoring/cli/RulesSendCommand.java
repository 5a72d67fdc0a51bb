package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.chartseal.anchoring.chain.Governance;
import org.chartseal.anchoring.chain.Proposal;
import org.chartseal.anchoring.chain.Signer;
import org.chartseal.anchoring.chain.Statement;
import org.chartseal.anchoring.proof.Verdict;
import org.chartseal.anchoring.rules.Decision;
import org.chartseal.anchoring.witness.WitnessKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a decision one step on at the contract. */
@Command(
        name = "send",
        description = {
            "Brings a signed decision to the contract: proposes it, or makes it where it is proposed and its delay over.",
            "The account of --key pays and decides nothing."
        },
        footer = {
            "",
            "Exit codes: 0 it was sent, or is done already; 14 its delay is not over; 2 wrong usage, too few signatures, or",
            "the contract refuses."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class RulesSendCommand implements Callable<Integer> {
    private final Governances governances;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RulesOptions options;

    @Mixin
    private WitnessKeyOptions key;

    @Parameters(paramLabel = "DECISION", description = "the file that was drafted and signed")
    private Path file;

    RulesSendCommand(Governances governances) {
        this.governances = governances;
    }

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        Decision decision = RulesSignCommand.read(file);
        String missing = RulesSignCommand.missing(decision);
        if (missing != null) {
            throw new UsageException(file + ": " + missing);
        }
        if (!decision.statement().log().equals(options.log())) {
            throw new UsageException(file + ": expected a decision about the log that the trust file pins");
        }
        Signer payer = WitnessKey.open(key.key, key.passphrase()).payer();
        try (Governance governance = options.open(governances)) {
            Proposal proposal = RulesOptions.standing(governance).proposal();
            return step(
                    governance, decision, proposal, payer, spec.commandLine().getOut());
        } catch (IOException refused) {
            throw new UsageException(String.valueOf(refused.getMessage()));
        }
    }

    private static int step(Governance governance, Decision decision, Proposal proposal, Signer payer, PrintWriter out)
            throws IOException {
        Statement statement = decision.statement();
        boolean proposed = proposal.isPending() && proposal.digest().equals(statement.structHash());
        Instant ready = Instant.ofEpochSecond(proposal.readyAt());
        if (proposed && Clock.systemUTC().instant().isBefore(ready)) {
            out.println("proposed; can be made from " + ready);
            out.flush();
            return Verdict.INCONCLUSIVE.exitCode();
        }
        String transaction = proposed
                ? governance.enact(statement, decision.rules(), payer)
                : governance.propose(statement, decision.rules(), decision.enough(), payer);
        String done = proposed ? "made" : statement instanceof Statement.Withdrawal ? "taken back" : "proposed";
        out.println(done + " by transaction " + transaction);
        out.flush();
        return ExitCode.OK;
    }
}
