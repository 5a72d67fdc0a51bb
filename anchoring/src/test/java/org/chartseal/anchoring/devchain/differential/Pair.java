package org.chartseal.anchoring.devchain.differential;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.chain.Anvil;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.devchain.evm.Keccak;

/** A fresh anvil and a fresh ledger that begin alike, and what was asked of both. */
final class Pair implements AutoCloseable {
    static final long CHAIN_ID = 31339;
    static final long GENESIS_TIME = 1_700_000_000;
    static final long GAS_LIMIT = 30_000_000;
    private static final BigInteger PLENTY = BigInteger.TEN.pow(27);
    /** Falls by an eighth to the fee that anvil gives to its first block. */
    private static final long BASE_FEE = 1_142_857_142;

    /** An inquiry and what anvil answered. */
    record Recorded(Inquiry inquiry, String expected) {}

    final List<Recorded> recorded = new ArrayList<>();
    final Wallet wallet = new Wallet(CHAIN_ID);
    final LocalNode ours;
    private final Anvil anvil;
    private final EvmNode theirs;

    private Pair(Anvil anvil, LocalNode ours) {
        this.anvil = anvil;
        this.theirs = EvmNode.of(anvil);
        this.ours = ours;
    }

    static Pair start(ClassLoader loader, Path file, long gasLimit) throws Exception {
        Anvil anvil = Anvil.start(
                "--chain-id",
                Long.toString(CHAIN_ID),
                "--gas-limit",
                Long.toString(gasLimit),
                "--block-base-fee-per-gas",
                "1000000000",
                "--timestamp",
                Long.toString(GENESIS_TIME),
                "--accounts",
                "0",
                "--disable-default-create2-deployer",
                "--disable-min-priority-fee",
                "--prune-history",
                "10");
        anvil.rpc("anvil_setBlockTimestampInterval", "1");
        for (String rich : rich().keySet()) {
            anvil.fund(rich);
        }
        return new Pair(anvil, local(loader, file, gasLimit));
    }

    /** A ledger that begins as the pair's. */
    static LocalNode local(ClassLoader loader, Path file, long gasLimit) throws Exception {
        return LocalNode.open(loader, file, CHAIN_ID, gasLimit, BASE_FEE, rich());
    }

    /** What differs; at most one difference, as all that follows one may differ too. */
    List<String> compare(Case wanted) throws Exception {
        List<String> created = new ArrayList<>();
        for (Order order : wanted.orders()) {
            Inquiry inquiry = inquiry(wanted, order, created);
            String expected;
            try {
                expected = inquiry.observe(theirs);
            } catch (IllegalStateException e) {
                throw new IllegalStateException(wanted.kind() + ", " + wanted.name() + ", " + order, e);
            }
            String found = inquiry.observe(ours);
            recorded.add(new Recorded(inquiry, expected));
            if (!order.call() && !expected.equals("refused")) {
                if (order.to().isEmpty()) {
                    created.add(Address.created(Address.parse(Wallet.address(order.key())), wallet.nonce(order.key()))
                            .toString());
                }
                wallet.taken(order.key());
            }
            if (!found.equals(expected)) {
                return List.of(differing(expected, found));
            }
        }
        return List.of();
    }

    private Inquiry inquiry(Case wanted, Order order, List<String> created) {
        String to = resolve(order.to(), created);
        if (order.call()) {
            String call = "{\"from\":\"" + Wallet.address(order.key()) + "\","
                    + (to.isEmpty() ? "" : "\"to\":\"" + to + "\",")
                    + "\"data\":\"0x" + HexFormat.of().formatHex(order.data()) + "\",\"gas\":\"0x"
                    + Long.toHexString(order.gas()) + "\",\"value\":\"0x"
                    + order.value().toString(16) + "\"}";
            return new Inquiry(wanted.kind(), wanted.name(), call, "", List.of());
        }
        String raw = wallet.sign(order, to);
        String hash = "0x" + HexFormat.of().formatHex(Keccak.hash(HexFormat.of().parseHex(raw.substring(2))));
        List<String> watched = new ArrayList<>();
        order.watched().forEach(address -> watched.add(resolve(address, created)));
        if (!to.isEmpty()) {
            watched.add(to);
        }
        return new Inquiry(wanted.kind(), wanted.name(), raw, hash, watched);
    }

    private static String resolve(String to, List<String> created) {
        if (!to.startsWith("#")) {
            return to;
        }
        int index = Integer.parseInt(to.substring(1));
        return index < created.size() ? created.get(index) : "0x" + "00".repeat(19) + "ff";
    }

    private static String differing(String expected, String found) {
        List<String> lines = new ArrayList<>();
        String[] theirs = expected.split("\n", -1);
        String[] ours = found.split("\n", -1);
        for (int i = 0; i < Math.max(theirs.length, ours.length) && lines.size() < 4; i++) {
            String one = i < theirs.length ? theirs[i] : "nothing";
            String other = i < ours.length ? ours[i] : "nothing";
            if (!one.equals(other)) {
                int at = 0;
                while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
                    at++;
                }
                lines.add("expected " + part(one, at) + ", found " + part(other, at) + " at " + at);
            }
        }
        return String.join("; ", lines);
    }

    /** The line's name and what stands where it begins to differ. */
    private static String part(String line, int at) {
        String name = line.substring(0, Math.min(at, 40));
        return name + ".." + line.substring(at, Math.min(line.length(), at + 64));
    }

    private static Map<String, BigInteger> rich() {
        return Map.of(Wallet.address(0), PLENTY, Wallet.address(1), PLENTY);
    }

    @Override
    public void close() throws IOException {
        ours.close();
        anvil.close();
    }
}
