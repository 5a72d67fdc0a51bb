package org.chartseal.anchoring.devchain;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.chartseal.anchoring.chain.LocalSigner;
import org.chartseal.anchoring.chain.Sender;
import org.chartseal.anchoring.chain.TestKeys;
import org.chartseal.anchoring.devchain.evm.Address;

/** A ledger with one rich account and some blocks. */
public final class LedgerFixture {
    public static final LocalSigner RICH = LocalSigner.of(TestKeys.key(5));
    private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000);

    private LedgerFixture() {}

    /** Opens the ledger at a path, or begins one that is the same each time. */
    public static DevLedger open(Path path) throws Exception {
        return open(path, Clock.systemUTC());
    }

    /** The same, with the time of its blocks from this clock. */
    public static DevLedger open(Path path, Clock clock) throws Exception {
        return DevLedger.open(path, LedgerFixture::genesis, clock);
    }

    static Genesis genesis() {
        return new Genesis(
                Genesis.DEFAULT_CHAIN_ID,
                1_700_000_000,
                30_000_000,
                GWEI,
                new byte[32],
                Map.of(Address.parse(RICH.address()), BigInteger.TEN.pow(27)));
    }

    /** Seals blocks that each send a wei. */
    static void seal(DevLedger ledger, int blocks) throws Exception {
        Sender sender = new Sender(RICH, Genesis.DEFAULT_CHAIN_ID, ledger.nonce(Address.parse(RICH.address())));
        for (int i = 0; i < blocks; i++) {
            String raw = sender.sign("0x" + "ab".repeat(20), BigInteger.ONE, "0x", 21_000);
            ledger.submit(java.util.HexFormat.of().parseHex(raw.substring(2)));
        }
    }
}
