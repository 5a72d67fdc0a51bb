package org.chartseal.anchoring.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.chartseal.anchoring.devchain.DevLedger;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.Web3jService;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthEstimateGas;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.protocol.http.HttpService;

/** The JSON-RPC of a node, with errors as exceptions. Safe for use by several threads. */
public final class EthereumNode implements AutoCloseable {
    private static final DefaultBlockParameter LATEST = DefaultBlockParameterName.LATEST;
    private static final BigInteger DEFAULT_PRIORITY_FEE = BigInteger.valueOf(1_000_000_000);

    private final Web3jService service;
    private final Web3j web3j;

    EthereumNode(Web3jService service) {
        this.service = service;
        this.web3j = Web3j.build(service);
    }

    /**
     * A node by HTTP.
     *
     * @param timeout for connecting and for each answer
     */
    public static EthereumNode http(URI rpc, Duration timeout) {
        return http(List.of(rpc), timeout);
    }

    /**
     * A node by HTTP at one of several endpoints: the next is asked where one cannot be reached or is out of order.
     *
     * @param endpoints at least one
     * @param timeout for connecting to each and for each answer
     */
    public static EthereumNode http(List<URI> endpoints, Duration timeout) {
        List<HttpUrl> addresses = endpoints.stream()
                .map(endpoint -> HttpUrl.get(endpoint.toString()))
                .toList();
        return http(new Failover(addresses), addresses, timeout);
    }

    static EthereumNode http(Failover failover, List<HttpUrl> endpoints, Duration timeout) {
        OkHttpClient client = new OkHttpClient.Builder()
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .callTimeout(timeout.multipliedBy(endpoints.size()))
                .addInterceptor(failover)
                .build();
        return new EthereumNode(new HttpService(endpoints.get(0).toString(), client));
    }

    /** The ledger in this process; closing the node leaves the ledger open. */
    public static EthereumNode development(DevLedger ledger) {
        return new EthereumNode(new DevLedgerService(ledger));
    }

    @Override
    public void close() {
        web3j.shutdown();
    }

    /** What the node says it is. */
    public String clientVersion() throws IOException {
        return send(web3j.web3ClientVersion()).getWeb3ClientVersion();
    }

    /** EIP-155 chain id. */
    public long chainId() throws IOException {
        return send(web3j.ethChainId()).getChainId().longValueExact();
    }

    /** Balance of an account in wei. */
    public BigInteger balance(String address) throws IOException {
        return send(web3j.ethGetBalance(address, LATEST)).getBalance();
    }

    long blockNumber() throws IOException {
        return send(web3j.ethBlockNumber()).getBlockNumber().longValueExact();
    }

    Optional<EthBlock.Block> block(long number) throws IOException {
        DefaultBlockParameter parameter = DefaultBlockParameter.valueOf(BigInteger.valueOf(number));
        return Optional.ofNullable(
                send(web3j.ethGetBlockByNumber(parameter, false)).getBlock());
    }

    /** Height of the newest block that the chain itself calls final, -1 if there is none yet. */
    long finalizedNumber() throws IOException {
        EthBlock.@Nullable Block block = send(web3j.ethGetBlockByNumber(DefaultBlockParameterName.FINALIZED, false))
                .getBlock();
        return block == null ? -1 : block.getNumber().longValueExact();
    }

    /** Run-time code, 0x and hex; 0x alone if there is none. */
    String code(String address) throws IOException {
        return send(web3j.ethGetCode(address, LATEST)).getCode();
    }

    long nonce(String address) throws IOException {
        return send(web3j.ethGetTransactionCount(address, LATEST))
                .getTransactionCount()
                .longValueExact();
    }

    /** Return data, 0x and hex. */
    String call(String to, String data) throws IOException {
        return call(to, data, LATEST);
    }

    /** Return data as of the end of a block, 0x and hex. */
    String callAt(String to, String data, long blockNumber) throws IOException {
        return call(to, data, DefaultBlockParameter.valueOf(BigInteger.valueOf(blockNumber)));
    }

    private String call(String to, String data, DefaultBlockParameter block) throws IOException {
        return send(web3j.ethCall(Transaction.createEthCallTransaction(null, to, data), block))
                .getValue();
    }

    /** By what is mined: with what waits in a pool counted in, the replacement of an anchor would be refused. */
    long estimateGas(String from, @Nullable String to, String data) throws IOException {
        Transaction transaction = new Transaction(from, null, null, null, to, null, data);
        return send(new Request<>(
                        "eth_estimateGas", List.of(transaction, LATEST.getValue()), service, EthEstimateGas.class))
                .getAmountUsed()
                .longValueExact();
    }

    void sendRaw(String raw) throws IOException {
        send(web3j.ethSendRawTransaction(raw));
    }

    Optional<TransactionReceipt> receipt(String transactionHash) throws IOException {
        return send(web3j.ethGetTransactionReceipt(transactionHash)).getTransactionReceipt();
    }

    /** A block with the hashes of its transactions, with all fields the node has. */
    JsonNode rawBlock(String hash) throws IOException {
        return raw("eth_getBlockByHash", hash, false);
    }

    /** The receipts of a block in their order: all at once, or one by one where the node cannot. */
    List<JsonNode> rawReceipts(String blockHash, List<String> transactions) throws IOException {
        List<JsonNode> receipts = new ArrayList<>();
        try {
            raw("eth_getBlockReceipts", blockHash).forEach(receipts::add);
        } catch (NodeRefusal unknownMethod) {
            for (String transaction : transactions) {
                receipts.add(raw("eth_getTransactionReceipt", transaction));
            }
        }
        return receipts;
    }

    private JsonNode raw(String method, Object... params) throws IOException {
        JsonNode result = send(new Request<>(method, List.of(params), service, RawAnswer.class))
                .getResult();
        if (result == null || result.isNull()) {
            throw new IOException(method + ": expected a result, found none");
        }
        return result;
    }

    /** Logs of a contract by indexed topics, over all blocks. */
    List<Log> logs(String contract, String... topics) throws IOException {
        EthFilter filter = new EthFilter(DefaultBlockParameterName.EARLIEST, LATEST, contract);
        for (String topic : topics) {
            filter.addSingleTopic(topic);
        }
        return send(web3j.ethGetLogs(filter)).getLogs().stream()
                .map(result -> ((EthLog.LogObject) result).get())
                .toList();
    }

    /** Logs of a contract in some blocks, with one of several first topics and a second one. */
    List<Log> logs(String contract, long from, long to, List<String> first, String second) throws IOException {
        EthFilter filter = new EthFilter(
                DefaultBlockParameter.valueOf(BigInteger.valueOf(from)),
                DefaultBlockParameter.valueOf(BigInteger.valueOf(to)),
                contract);
        filter.addOptionalTopics(first.toArray(String[]::new));
        filter.addSingleTopic(second);
        return send(web3j.ethGetLogs(filter)).getLogs().stream()
                .map(result -> ((EthLog.LogObject) result).get())
                .toList();
    }

    /** The newest block. */
    ChainTip tip() throws IOException {
        EthBlock.@Nullable Block block =
                send(web3j.ethGetBlockByNumber(LATEST, false)).getBlock();
        if (block == null) {
            throw new IOException("newest block: expected one, found none");
        }
        return new ChainTip(
                block.getNumber().longValueExact(),
                lower(block.getHash()),
                block.getTimestamp().longValueExact());
    }

    /** A priority fee the node thinks good, and room for the base fee to double. */
    Fees marketFees() throws IOException {
        BigInteger priority = priorityFee();
        EthBlock.@Nullable Block newest =
                send(web3j.ethGetBlockByNumber(LATEST, false)).getBlock();
        if (newest == null || newest.getBaseFeePerGas() == null) {
            throw new IOException("newest block: expected a base fee (EIP-1559), found none");
        }
        return new Fees(priority, newest.getBaseFeePerGas().shiftLeft(1).add(priority));
    }

    private BigInteger priorityFee() throws IOException {
        try {
            return send(web3j.ethMaxPriorityFeePerGas()).getMaxPriorityFeePerGas();
        } catch (NodeRefusal e) {
            return DEFAULT_PRIORITY_FEE;
        }
    }

    static String lower(String hex) {
        return hex.toLowerCase(Locale.ROOT);
    }

    private static <T extends Response<?>> T send(Request<?, T> request) throws IOException {
        T response;
        try {
            response = request.send();
        } catch (RuntimeException e) {
            throw new IOException(request.getMethod() + ": expected an answer in JSON-RPC, found " + e.getMessage(), e);
        }
        if (response.hasError()) {
            throw new NodeRefusal(request.getMethod(), response.getError());
        }
        return response;
    }
}
