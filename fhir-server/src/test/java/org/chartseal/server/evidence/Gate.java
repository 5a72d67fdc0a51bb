package org.chartseal.server.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a node that can be shut and opened: shut, nobody listens at its port. */
final class Gate implements AutoCloseable {
    private final URI node;
    private final int port;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private ServerSocket listening;

    private Gate(URI node, ServerSocket listening) {
        this.node = node;
        this.port = listening.getLocalPort();
        this.listening = listening;
    }

    /** An open one. */
    static Gate before(URI node) throws IOException {
        Gate gate = new Gate(node, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        gate.serve(gate.listening);
        return gate;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    void shut() throws IOException {
        listening.close();
        for (Socket connection : connections) {
            connection.close();
        }
        connections.clear();
    }

    void open() throws IOException {
        listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        serve(listening);
    }

    private void serve(ServerSocket server) {
        start(() -> {
            while (!server.isClosed()) {
                Socket near = server.accept();
                Socket far = new Socket(node.getHost(), node.getPort());
                connections.addAll(List.of(near, far));
                start(() -> near.getInputStream().transferTo(far.getOutputStream()));
                start(() -> far.getInputStream().transferTo(near.getOutputStream()));
            }
        });
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void start(Step step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        step.run();
                    } catch (IOException | UncheckedIOException shut) {
                        // As it is meant to end.
                    }
                },
                "gate");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        shut();
    }
}
