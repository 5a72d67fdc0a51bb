package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chartseal.anchoring.chain.AnvilLog.anchored;

import java.nio.file.Path;
import java.util.Optional;
import org.chartseal.anchoring.chain.Submission.Idle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong on the way to a real node, and that each anchor gets there exactly once all the same. */
class SubmitterOnAnvilTest {
    @TempDir
    Path directory;

    private AnvilLog log;

    @BeforeEach
    void start() throws Exception {
        log = AnvilLog.start(NodeFaults.keeping(directory.resolve("state")));
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void anchorsTheLargestOfferAndThenTheNext() throws Exception {
        Submitter submitter = log.submitter(0);
        assertThat(submitter.tick()).isEqualTo(new Idle(Optional.empty()));
        submitter.offer(5, log.tree.root(5));
        submitter.offer(9, log.tree.root(9));
        submitter.offer(7, log.tree.root(7));
        Anchor first = anchored(submitter);
        assertThat(first.treeSize()).isEqualTo(9);
        assertThat(submitter.tick()).isEqualTo(new Idle(Optional.of(first)));
        submitter.offer(9, log.tree.root(9));
        assertThat(submitter.tick()).isInstanceOf(Idle.class);
        submitter.offer(12, log.tree.root(12));
        assertThat(anchored(submitter).sequence()).isEqualTo(2);
        assertThat(submitter.reader().firstCovering(9)).contains(first);
        assertThat(submitter.reader().firstCovering(10))
                .contains(submitter.reader().head().orElseThrow());
        assertThat(submitter.reader().firstCovering(1)).contains(first);
        assertThat(submitter.reader().anchor(3)).isEmpty();
    }

    @Test
    void goesOnAfterAStopAtEachPoint() throws Exception {
        int size = 1;
        for (FaultyChain.Fault fault : FaultyChain.Fault.values()) {
            Submitter submitter = log.submitter(0);
            submitter.offer(size, log.tree.root(size));
            log.chain.fault = fault;
            submitter.tick();
            assertThat(log.chain.fault).isEqualTo(FaultyChain.Fault.NONE);
            assertThat(anchored(log.submitter(0)).treeSize()).isEqualTo(size);
            assertThat(log.outbox.attempts(size)).hasSize(1);
            size++;
        }
        assertThat(log.chain.nextNonce()).isEqualTo(2 + 4);
    }

    @Test
    void sendsTheSameBytesAgainWhenTheNodeForgotThem() throws Exception {
        PoolFaults.dropped(log);
    }

    @Test
    void raisesAFeeThatIsStuckUpToItsCap() throws Exception {
        PoolFaults.feeAtItsCap(log);
    }

    @Test
    void replacesWhatStillWaitsInThePool() throws Exception {
        PoolFaults.replacedWhileItWaits(log);
    }

    @Test
    void fillsANonceThatAReorganisationGaveBack() throws Exception {
        PoolFaults.nonceGap(log);
    }

    @Test
    void waitsForDepthAndSurvivesAReorganisation() throws Exception {
        ChainFaults.reorganisedAway(log);
    }

    @Test
    void followsAnAnchorIntoAnotherBlock() throws Exception {
        ChainFaults.reorganisedIntoAnotherBlock(log);
    }

    @Test
    void followsAFinalAnchorIntoAnotherBlock() throws Exception {
        ChainFaults.movedThoughItWasFinal(log);
    }

    @Test
    void takesANewNonceWhenAnotherTransactionHasTakenIts() throws Exception {
        PoolFaults.foreignNonce(log);
    }

    @Test
    void stopsAtAForeignHeadAndTakesAnIdenticalOneForItsOwn() throws Exception {
        ChainFaults.foreignHead(log);
    }

    @Test
    void oneOfTwoServersWithOneKeyStops() throws Exception {
        ChainFaults.splitBrain(log);
    }

    @Test
    void stopsWhereTheContractRefuses() throws Exception {
        ChainFaults.refused(log);
    }

    @Test
    void anchorsAgainWhatARestoredNodeHasLost() throws Exception {
        ChainFaults.lostByARestoredNode(log);
    }

    @Test
    void anchorsAgainWhatAKilledNodeHasLost() throws Exception {
        NodeFaults.killedAndBehindItself(log, directory);
    }

    @Test
    void goesOnAtANodeThatWasRestarted() throws Exception {
        NodeFaults.restartedFromItsState(log, directory);
    }

    @Test
    void waitsForANodeThatIsDownAndStopsAtAnotherChain() throws Exception {
        ChainFaults.downAndThenAnotherChain(log);
    }
}
