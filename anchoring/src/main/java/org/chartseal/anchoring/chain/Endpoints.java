package org.chartseal.anchoring.chain;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The addresses at which one chain is reached: as one node that goes on where an endpoint is out of order, and each by
 * itself, so that one endpoint's word can be held against another's. No message shows more of a URL than host and port.
 */
public final class Endpoints implements AutoCloseable {
    private final List<HttpUrl> addresses;
    private final Duration timeout;
    private final Failover failover;
    private final EthereumNode node;
    private final List<EthereumNode> each = new ArrayList<>();

    /**
     * Endpoints by HTTP; nothing is asked yet.
     *
     * @param urls at least one, all different, separated by commas
     * @param timeout for connecting to each and for each answer
     * @throws IllegalArgumentException if one is no URL of http or https, or is named twice
     */
    public Endpoints(String urls, Duration timeout) {
        this.addresses = parse(urls);
        this.timeout = timeout;
        this.failover = new Failover(addresses);
        this.node = EthereumNode.http(failover, addresses, timeout);
    }

    /** Endpoints by HTTP, from URLs. */
    public Endpoints(List<URI> urls, Duration timeout) {
        this(String.join(",", urls.stream().map(URI::toString).toList()), timeout);
    }

    private static List<HttpUrl> parse(String urls) {
        List<HttpUrl> found = new ArrayList<>();
        for (String text : Arrays.stream(urls.split(",", -1)).map(String::strip).toList()) {
            @Nullable HttpUrl url = HttpUrl.parse(text);
            if (url == null) {
                throw new IllegalArgumentException(
                        "endpoint " + (found.size() + 1) + ": expected a URL of http or https, found something else");
            }
            if (found.contains(url)) {
                throw new IllegalArgumentException("endpoint " + (found.size() + 1)
                        + ": expected another than the ones before, found the same again");
            }
            found.add(url);
        }
        return List.copyOf(found);
    }

    /** All of them as one node: the next is asked where one cannot be reached. It is closed with this. */
    public EthereumNode node() {
        return node;
    }

    /** How many there are. */
    public int count() {
        return addresses.size();
    }

    /**
     * A quorum of these about one log.
     *
     * @param needed endpoints that must say the same, from 1
     * @throws IllegalArgumentException if there are not as many
     */
    public synchronized Quorum quorum(int needed, ChainIdentity pinned, SubmitterSettings settings) {
        if (needed < 1 || needed > addresses.size()) {
            throw new IllegalArgumentException(
                    "quorum: expected from 1 to " + addresses.size() + " confirming endpoints, found " + needed);
        }
        while (needed > 1 && each.size() < addresses.size()) {
            List<HttpUrl> alone = List.of(addresses.get(each.size()));
            each.add(EthereumNode.http(new Failover(alone), alone, timeout));
        }
        List<Endpoint> endpoints = IntStream.range(0, each.size())
                .mapToObj(i -> new Endpoint(name(i), new EthereumView(each.get(i), pinned)))
                .toList();
        return new Quorum(endpoints, needed, failover::current, pinned, settings);
    }

    private String name(int index) {
        HttpUrl address = addresses.get(index);
        return "endpoint " + (index + 1) + " (" + address.host() + ":" + address.port() + ")";
    }

    @Override
    public synchronized void close() {
        node.close();
        each.forEach(EthereumNode::close);
    }
}
