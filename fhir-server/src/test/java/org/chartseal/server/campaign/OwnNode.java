package org.chartseal.server.campaign;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.chartseal.anchoring.devchain.DevLedger;
import org.chartseal.anchoring.devchain.DevLedgerRpc;

/** An officer's own node: the chain as a copy of the ledger has it, by JSON-RPC over HTTP on the loopback address. */
final class OwnNode implements AutoCloseable {
    private final DevLedger ledger;
    private final DevLedgerRpc rpc;
    private final HttpServer http;

    OwnNode(Path copy) throws IOException {
        this.ledger = DevLedger.open(
                copy,
                () -> {
                    throw new IllegalStateException("Expected a ledger, found none");
                },
                Clock.systemUTC());
        this.rpc = new DevLedgerRpc(ledger);
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        byte[] answer = rpc.handle(request).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() throws IOException {
        http.stop(0);
        ledger.close();
    }
}
