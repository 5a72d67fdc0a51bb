package org.chartseal.anchoring.chain;

import java.nio.file.Path;
import java.util.List;

/** Every fault that anchoring is known to meet on its way to a real node, by name. */
final class FaultScenarios {
    private static final String[] FINAL_TWO_BELOW = {"--slots-in-an-epoch", "1"};

    private FaultScenarios() {}

    /**
     * One of them.
     *
     * @param goesOn whether what follows is anchored: otherwise somebody must look first
     * @param options of the node
     */
    record Scenario(String name, boolean goesOn, Body body, String... options) {}

    interface Body {
        void run(AnvilLog log, Path directory) throws Exception;
    }

    interface Simple {
        void run(AnvilLog log) throws Exception;
    }

    static List<Scenario> all(Path state) {
        String[] withState = NodeFaults.keeping(state);
        return List.of(
                goesOn("stop before the signature is stored", PoolFaults::stoppedBeforeTheSignatureIsStored),
                goesOn("stop before it is sent", PoolFaults::stoppedBeforeItIsSent),
                goesOn("stop before it is mined", PoolFaults::stoppedBeforeItIsMined),
                goesOn("reply to sending lost", PoolFaults::replyLost),
                goesOn("dropped from the pool", PoolFaults::dropped),
                goesOn("stuck fee", PoolFaults::stuckFee),
                goesOn("fee at its cap", PoolFaults::feeAtItsCap),
                goesOn("replaced while it waits in the pool", PoolFaults::replacedWhileItWaits),
                goesOn("reorganisation that loses it", ChainFaults::reorganisedAway),
                goesOn("reorganisation that moves it", ChainFaults::reorganisedIntoAnotherBlock),
                goesOn("reorganisation that moves a final one", ChainFaults::movedThoughItWasFinal),
                goesOn("foreign nonce", PoolFaults::foreignNonce),
                goesOn("nonce gap", PoolFaults::nonceGap),
                goesOn("node down", NodeFaults::down),
                goesOn("lagging endpoint", NodeFaults::lagging),
                goesOn("all endpoints down", NodeFaults::allDown),
                new Scenario("node restarted with its state", true, NodeFaults::restartedFromItsState, withState),
                new Scenario("node killed, blocks lost", true, NodeFaults::killedAndBehindItself, withState),
                goesOn("node restored from an old copy", ChainFaults::lostByARestoredNode),
                stops("replaced chain", ChainFaults::downAndThenAnotherChain),
                goesOn("split brain", ChainFaults::splitBrain),
                stops("foreign head", ChainFaults::foreignHead),
                goesOn("refused by the contract", ChainFaults::refused),
                new Scenario("finalized tag", true, (log, path) -> NodeFaults.finalByItsOwnWord(log), FINAL_TWO_BELOW),
                goesOn("interval mining", NodeFaults::blocksByTheClock),
                goesOn("lying endpoint: forges an anchor", LyingEndpoints::forgesAnAnchor),
                goesOn("lying endpoint: at the last moment", LyingEndpoints::forgesAtTheLastMoment),
                goesOn("lying endpoint: hides an anchor", LyingEndpoints::hidesAnAnchor),
                goesOn("lying endpoint: other hashes and code", LyingEndpoints::saysOtherHashes),
                goesOn("lying endpoint: moves a final anchor", LyingEndpoints::movesAFinalAnchor),
                goesOn("second endpoint silent or behind", LyingEndpoints::waitsForTheSecond));
    }

    private static Scenario goesOn(String name, Simple body) {
        return new Scenario(name, true, (log, directory) -> body.run(log));
    }

    private static Scenario stops(String name, Simple body) {
        return new Scenario(name, false, (log, directory) -> body.run(log));
    }
}
