package org.chartseal.anchoring.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.chartseal.anchoring.evidence.TestAuthority.Fault;
import org.chartseal.anchoring.log.TestLog;
import org.junit.jupiter.api.Test;

/** Tokens of a time stamp authority of our own, right and wrong ones. */
class TimestampVerifierTest {
    private static final byte[] DIGEST = TestLog.sha("checkpoint");
    private static final Instant TIME = Instant.parse("2024-06-01T12:00:00Z");

    @Test
    void aTokenOfAPinnedAuthorityTellsItsTime() throws Exception {
        TestAuthority authority = new TestAuthority(Fault.NONE);
        TimestampToken token = authority.stamp(DIGEST, TIME);
        byte[] noCertificate = {1, 2, 3};
        assertThat(verify(token, noCertificate, authority.rootCertificate())).isEqualTo(TIME);
        assertThat(verify(token, authority.signerCertificate())).isEqualTo(TIME);
    }

    @Test
    void whatIsNotPinnedOrOfAnotherTextOrTimeDoesNotCount() throws Exception {
        TestAuthority authority = new TestAuthority(Fault.NONE);
        TestAuthority other = new TestAuthority(Fault.NONE);
        String unpinned = "the token's signer leads to no pinned authority at the token's time";
        refused(authority.stamp(DIGEST, TIME), unpinned, other.rootCertificate());
        refused(authority.stamp(DIGEST, TIME), unpinned);
        refused(
                authority.stamp(TestLog.sha("other"), TIME),
                "the token is of another text",
                authority.rootCertificate());
        refused(new TimestampToken(new byte[0]), "the token is no time stamp token", authority.rootCertificate());
        for (Instant time : List.of(TestAuthority.FROM.minusSeconds(1), TestAuthority.TO.plusSeconds(1))) {
            TimestampToken token = authority.stamp(DIGEST, time);
            assertThatThrownBy(() -> verify(token, authority.rootCertificate())).isInstanceOf(EvidenceException.class);
        }
    }

    @Test
    void faultyAuthoritiesDoNotCount() throws Exception {
        String weak = "the token is signed by an algorithm that does not count";
        for (Fault fault : List.of(Fault.SHA1_SIGNATURE, Fault.SHA1_SIGNER_ID)) {
            TestAuthority authority = new TestAuthority(fault);
            refused(authority.stamp(DIGEST, TIME), weak, authority.rootCertificate());
        }
        TestAuthority silent = new TestAuthority(Fault.NO_CERTIFICATE);
        refused(
                silent.stamp(DIGEST, TIME),
                "the token does not show its signer's certificate",
                silent.rootCertificate());
        for (Fault fault : List.of(Fault.PURPOSE_NOT_CRITICAL, Fault.OTHER_PURPOSE)) {
            TestAuthority authority = new TestAuthority(fault);
            refused(
                    authority.stamp(DIGEST, TIME),
                    "the token is not signed by a certificate for time stamps alone",
                    authority.rootCertificate());
        }
    }

    @Test
    void changedTokensAreNoToken() throws Exception {
        TestAuthority authority = new TestAuthority(Fault.NONE);
        byte[] der = authority.stamp(DIGEST, TIME).der();
        Random random = new Random(6);
        for (int i = 0; i < 300; i++) {
            byte[] changed = der.clone();
            changed[random.nextInt(der.length)] ^= (byte) (1 << random.nextInt(8));
            Instant found;
            try {
                found = verify(new TimestampToken(changed), authority.rootCertificate());
            } catch (EvidenceException refused) {
                continue;
            }
            // What a CMS message does not sign may differ, as long as the time and the text are the signed ones.
            assertThat(found).isEqualTo(TIME);
        }
        byte[] longer = Arrays.copyOf(der, der.length + 1);
        refused(new TimestampToken(longer), "the token is no time stamp token", authority.rootCertificate());
    }

    @Test
    void theClientAsksOverHttpAndChecksTheAnswer() throws Exception {
        TestAuthority authority = new TestAuthority(Fault.NONE);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[][] replay = new byte[1][];
        server.createContext("/tsa", exchange -> {
            byte[] query = exchange.getRequestBody().readAllBytes();
            assertThat(exchange.getRequestHeaders().getFirst("content-type")).isEqualTo("application/timestamp-query");
            byte[] answer;
            try {
                answer = replay[0] == null ? authority.answer(query, TIME) : replay[0];
            } catch (Exception e) {
                throw new IOException(e);
            }
            replay[0] = answer;
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();
            TimestampAuthority client = new HttpTimestampAuthority(URI.create(base + "/tsa"), Duration.ofSeconds(10));
            assertThat(verify(client.stamp(DIGEST), authority.rootCertificate()))
                    .isEqualTo(TIME);
            assertThatThrownBy(() -> client.stamp(DIGEST))
                    .as("an answer to an earlier request")
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> new HttpTimestampAuthority(URI.create(base + "/none"), Duration.ofSeconds(10))
                            .stamp(DIGEST))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("found 404");
        } finally {
            server.stop(0);
        }
    }

    private static Instant verify(TimestampToken token, byte[]... authorities) {
        return new TimestampVerifier(List.of(authorities)).verify(token, DIGEST);
    }

    private static void refused(TimestampToken token, String reason, byte[]... authorities) {
        assertThatThrownBy(() -> verify(token, authorities))
                .isInstanceOf(EvidenceException.class)
                .hasMessage(reason);
    }
}
