package org.chartseal.anchoring.devchain.differential;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The ledger in this process, from the classes of any loader: the product's own or a mutant's. */
final class LocalNode implements EvmNode, AutoCloseable {
    /** Long past, so that each block's timestamp is its parent's and one. */
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private static final String PACKAGE = "org.chartseal.anchoring.devchain.";

    private final Closeable ledger;
    private final Object rpc;
    private final Method handle;

    private LocalNode(Closeable ledger, Object rpc, Method handle) {
        this.ledger = ledger;
        this.rpc = rpc;
        this.handle = handle;
    }

    /**
     * Begins a ledger.
     *
     * @param baseFee of block 0
     * @param balances wei by address
     */
    static LocalNode open(
            ClassLoader loader, Path file, long chainId, long gasLimit, long baseFee, Map<String, BigInteger> balances)
            throws Exception {
        Class<?> addresses = loader.loadClass(PACKAGE + "evm.Address");
        Method parse = addresses.getMethod("parse", String.class);
        @SuppressWarnings("unchecked")
        java.util.Comparator<Object> order = (one, other) -> one.toString().compareTo(other.toString());
        Map<Object, BigInteger> funded = new TreeMap<>(order);
        for (Map.Entry<String, BigInteger> balance : balances.entrySet()) {
            funded.put(parse.invoke(null, balance.getKey()), balance.getValue());
        }
        Object genesis = loader.loadClass(PACKAGE + "Genesis")
                .getConstructors()[0]
                .newInstance(chainId, Pair.GENESIS_TIME, gasLimit, BigInteger.valueOf(baseFee), new byte[32], funded);
        Class<?> ledgers = loader.loadClass(PACKAGE + "DevLedger");
        Supplier<Object> beginning = () -> genesis;
        Object ledger = ledgers.getMethod("open", Path.class, Supplier.class, Clock.class)
                .invoke(null, file, beginning, CLOCK);
        Class<?> rpcs = loader.loadClass(PACKAGE + "DevLedgerRpc");
        Object rpc = rpcs.getConstructor(ledgers).newInstance(ledger);
        return new LocalNode((Closeable) ledger, rpc, rpcs.getMethod("handle", String.class));
    }

    @Override
    public JsonNode ask(String request) throws Exception {
        try {
            return JSON.readTree((String) handle.invoke(rpc, request));
        } catch (InvocationTargetException e) {
            // A mutant may break the machine itself; that is an answer too.
            return JSON.createObjectNode().put("broken", String.valueOf(e.getCause()));
        }
    }

    @Override
    public JsonNode receipt(String transactionHash) throws Exception {
        return ask(EvmNode.request("eth_getTransactionReceipt", "\"" + transactionHash + "\""))
                .path("result");
    }

    /** The least gas with which a call succeeds, -1 if it never does. */
    long leastGas(String call) throws Exception {
        JsonNode answer = ask(EvmNode.request("eth_estimateGas", call, "\"latest\""));
        return answer.has("result")
                ? Long.parseLong(answer.get("result").asText().substring(2), 16)
                : -1;
    }

    @Override
    public void close() throws IOException {
        ledger.close();
    }
}
