package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An endpoint that answers what nobody can read: no step throws, nothing is believed, and it goes on with the truth. */
class NonsenseOnAnvilTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NONSENSE = Stream.of(
                    "null",
                    "''",
                    "'0x'",
                    "'0xzz'",
                    "'0x-1'",
                    "'0x" + "f".repeat(70) + "'",
                    "5",
                    "{}",
                    "[]",
                    "[{}]",
                    "[null]",
                    "true",
                    "{'number':'0xzz'}",
                    "{'hash':null}")
            .map(text -> text.replace('\'', '"'))
            .toList();

    private AnvilLog log;

    @BeforeEach
    void start() throws Exception {
        log = AnvilLog.start();
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void noStepThrowsWhateverIsAnswered() throws Exception {
        try (RpcProxy proxy = new RpcProxy(log.anvil().uri());
                Endpoints endpoints = AnvilLog.endpoints(proxy.uri())) {
            Submitter submitter = log.submitter(endpoints, 1, AnvilLog.settings(0));
            submitter.offer(5, log.tree.root(5));
            Anchor first = AnvilLog.anchored(submitter);
            Set<String> methods = methods(proxy, submitter);
            assertThat(methods).hasSizeGreaterThan(6);
            int size = 9;
            for (String method : methods) {
                submitter.offer(++size, log.tree.root(size));
                for (String nonsense : NONSENSE) {
                    JsonNode result = JSON.readTree(nonsense);
                    proxy.lie(
                            (request, answer) -> request.path("method").asText().equals(method)
                                    ? ((ObjectNode) answer.deepCopy()).set("result", result)
                                    : answer);
                    for (int tick = 0; tick < 2; tick++) {
                        // That it returns is what is asked for: what it says depends on which word was not to be read.
                        assertThat(submitter.tick()).as(method + " " + nonsense).isNotNull();
                    }
                }
                proxy.lie(RpcProxy.Lie.NONE);
                goOn(submitter, size);
                assertThat(log.outbox.newest().orElseThrow().pending().treeSize())
                        .as("after " + method)
                        .isEqualTo(size);
                try (EthereumLogFollower truth = new EthereumLogFollower(
                        EthereumNode.http(log.anvil().uri(), java.time.Duration.ofSeconds(10)), log.identity)) {
                    assertThat(truth.head().treeSize()).isEqualTo(size);
                }
            }
            assertThat(log.outbox.finished(1).orElseThrow().anchor()).isEqualTo(first);
        }
    }

    /** What was signed with a number that a node made up is replaced when it is stuck. */
    private void goOn(Submitter submitter, long size) throws Exception {
        for (int i = 0; i < 200 && log.outbox.newest().orElseThrow().pending().treeSize() < size; i++) {
            assertThat(submitter.tick()).isNotInstanceOf(Submission.Incident.class);
            log.clock.advance(AnvilLog.STUCK.dividedBy(20));
            Thread.sleep(5);
        }
    }

    /** All that the submitter asks for on an anchor's way. */
    private Set<String> methods(RpcProxy proxy, Submitter submitter) throws Exception {
        Set<String> seen = new LinkedHashSet<>();
        proxy.lie((request, answer) -> {
            seen.add(request.path("method").asText());
            return answer;
        });
        submitter.offer(9, log.tree.root(9));
        AnvilLog.anchored(submitter);
        proxy.lie(RpcProxy.Lie.NONE);
        return Set.copyOf(seen);
    }
}
