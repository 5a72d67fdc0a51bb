package org.chartseal.server.evidence;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.chartseal.anchoring.evidence.TestAuthority;

/** A time stamp authority by HTTP on this host, with its root's certificate in a file. */
public final class LocalAuthority implements AutoCloseable {
    private final HttpServer http;
    private final TestAuthority authority;
    private final AtomicInteger asked = new AtomicInteger();

    private LocalAuthority(HttpServer http, TestAuthority authority) {
        this.http = http;
        this.authority = authority;
    }

    /** Starts one on a free port. */
    public static LocalAuthority start() throws Exception {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        LocalAuthority local = new LocalAuthority(http, new TestAuthority(TestAuthority.Fault.NONE));
        http.createContext("/", exchange -> {
            local.asked.incrementAndGet();
            try (exchange) {
                byte[] answer = local.authority.answer(exchange.getRequestBody().readAllBytes(), Instant.now());
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        http.start();
        return local;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/tsa");
    }

    /** The root's certificate, in DER. */
    public byte[] certificate() throws Exception {
        return authority.rootCertificate();
    }

    /** A file with the root's certificate. */
    public Path certificateIn(Path directory) throws Exception {
        return Files.write(directory.resolve("authority.der"), certificate());
    }

    /** How many requests came. */
    int asked() {
        return asked.get();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
