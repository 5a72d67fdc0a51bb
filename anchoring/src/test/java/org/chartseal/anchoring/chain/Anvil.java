package org.chartseal.anchoring.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A real Ethereum node, Foundry's anvil, at the Paris fork unless the options name another; ends with {@link #close}. */
public final class Anvil implements AutoCloseable {
    private static final String VERSION = "1.7.1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Thread hook;
    private final URI uri;
    private final HttpClient http = HttpClient.newHttpClient();

    private Anvil(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
        this.hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts a node whose blocks come one a transaction, unless the options say otherwise. */
    public static Anvil start(String... options) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        return startOn(port, options);
    }

    /** Starts a node on a given port. */
    public static Anvil startOn(int port, String... options) throws Exception {
        Path modules = Npm.install("@foundry-rs/anvil@" + VERSION);
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        Path binary = modules.resolve(
                "node_modules/@foundry-rs/anvil-" + platform() + "/bin/anvil" + (windows ? ".exe" : ""));
        if (!windows && !binary.toFile().setExecutable(true)) {
            throw new IllegalStateException("anvil: expected " + binary + " to be made executable, found it is not");
        }
        List<String> command = new ArrayList<>(
                List.of(binary.toString(), "--host", "127.0.0.1", "--port", Integer.toString(port), "--silent"));
        if (!List.of(options).contains("--hardfork")) {
            command.addAll(List.of("--hardfork", "paris"));
        }
        command.addAll(List.of(options));
        Path output = Files.createTempFile(modules, "anvil", ".txt");
        output.toFile().deleteOnExit();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Anvil anvil = new Anvil(process, URI.create("http://127.0.0.1:" + port));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                anvil.rpc("eth_chainId");
                return anvil;
            } catch (java.io.IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    anvil.close();
                    throw new IllegalStateException("anvil: expected an answer, found " + Files.readString(output), e);
                }
                Thread.sleep(20);
            }
        }
    }

    public URI uri() {
        return uri;
    }

    /** Sends one request; each parameter is JSON text. */
    public JsonNode rpc(String method, String... params) throws Exception {
        JsonNode answer = raw("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":["
                + String.join(",", params) + "]}");
        if (answer.has("error")) {
            throw new IllegalStateException(method + ": expected a result, found " + answer.get("error"));
        }
        return answer.get("result");
    }

    /** Sends any request text. */
    public JsonNode raw(String request) throws Exception {
        HttpRequest post = HttpRequest.newBuilder(uri)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request))
                .build();
        return JSON.readTree(
                http.send(post, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** The receipt of a transaction, once it is mined. */
    public JsonNode receipt(String transactionHash) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            JsonNode receipt = rpc("eth_getTransactionReceipt", "\"" + transactionHash + "\"");
            if (!receipt.isNull()) {
                return receipt;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("anvil: expected " + transactionHash + " to be mined, found it is not");
            }
            Thread.sleep(1);
        }
    }

    /** Gives an account 10^9 ether. */
    public void fund(String address) throws Exception {
        rpc("anvil_setBalance", "\"" + address + "\"", "\"0x33b2e3c9fd0803ce8000000\"");
    }

    /** Mines empty blocks. */
    public void mine(int blocks) throws Exception {
        rpc("anvil_mine", "\"0x" + Integer.toHexString(blocks) + "\"");
    }

    /** Ends it in good order: with {@code --state} it then writes its state. */
    public void stop() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        removeHook();
    }

    /** As by kill -9. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        removeHook();
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            System.getLogger("anvil").log(System.Logger.Level.DEBUG, "the virtual machine is ending", e);
        }
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch");
        String name = os.startsWith("win") ? "win32" : os.startsWith("mac") ? "darwin" : "linux";
        return name + "-" + (arch.equals("aarch64") || arch.equals("arm64") ? "arm64" : "amd64");
    }
}
