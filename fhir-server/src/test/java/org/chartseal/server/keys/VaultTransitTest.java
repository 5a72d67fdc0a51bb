package org.chartseal.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Against exchanges as Vault's API documentation has them, no Vault: what is sent byte by byte, and what each kind of
 * answer comes to.
 */
final class VaultTransitTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NAME = "name".getBytes(StandardCharsets.US_ASCII);

    private record Reply(int status, String body) {}

    private final List<String> sent = new ArrayList<>();
    private final Deque<Reply> replies = new ArrayDeque<>();
    private HttpServer server;
    private VaultTransit vault;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                sent.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("X-Vault-Token") + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                Reply reply = replies.removeFirst();
                byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        server.start();
        vault = new VaultTransit(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/transit"),
                "chartseal",
                () -> Secret.of("the-token"));
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void wrapsWithTheAssociatedData() {
        replies.add(new Reply(200, "{\"data\":{\"ciphertext\":\"vault:v3:AbCd\",\"key_version\":3}}"));
        assertThat(vault.wrap(Secret.of(KEY), NAME)).isEqualTo("vault:v3:AbCd".getBytes(StandardCharsets.US_ASCII));
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0))
                .startsWith("POST /v1/transit/encrypt/chartseal the-token {")
                .contains("\"plaintext\":\"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\"")
                .contains("\"associated_data\":\"bmFtZQ==\"");
    }

    @Test
    void unwrapsWhatItWrapped() {
        replies.add(new Reply(200, "{\"data\":{\"plaintext\":\"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\"}}"));
        assertThat(vault.unwrap("vault:v3:AbCd".getBytes(StandardCharsets.US_ASCII), NAME)
                        .reveal())
                .isEqualTo(KEY);
        assertThat(sent.get(0))
                .startsWith("POST /v1/transit/decrypt/chartseal the-token {")
                .contains("\"ciphertext\":\"vault:v3:AbCd\"")
                .contains("\"associated_data\":\"bmFtZQ==\"");
    }

    @Test
    void rotatesAndDiscardsWhatIsOlderInThatOrder() {
        replies.add(new Reply(200, "{\"data\":{\"latest_version\":4}}"));
        replies.add(new Reply(200, "{\"data\":{\"latest_version\":4}}"));
        assertThat(vault.renew()).isEqualTo(4);
        // Another node has rotated meanwhile: its version 5 is not this one's to judge.
        replies.add(new Reply(200, "{\"data\":{\"latest_version\":5,\"min_decryption_version\":1}}"));
        replies.add(new Reply(204, ""));
        replies.add(new Reply(204, ""));
        vault.destroyOlder(4);
        assertThat(sent.get(0)).startsWith("POST /v1/transit/keys/chartseal/rotate the-token");
        assertThat(sent.get(1)).startsWith("GET /v1/transit/keys/chartseal the-token");
        assertThat(sent.get(2)).startsWith("GET /v1/transit/keys/chartseal the-token");
        assertThat(sent.get(3))
                .startsWith("POST /v1/transit/keys/chartseal/config the-token {")
                .contains("\"min_decryption_version\":4", "\"min_encryption_version\":4");
        assertThat(sent.get(4))
                .startsWith("POST /v1/transit/keys/chartseal/trim the-token {")
                .contains("\"min_available_version\":4");
    }

    @Test
    void lowersNoBoundThatAnotherNodeRaised() {
        replies.add(new Reply(200, "{\"data\":{\"latest_version\":5,\"min_available_version\":5}}"));
        vault.destroyOlder(4);
        assertThat(sent).hasSize(1);
    }

    @Test
    void discardsNothingInFavourOfAVersionThatIsNotThere() {
        replies.add(new Reply(200, "{\"data\":{\"latest_version\":3}}"));
        assertThatThrownBy(() -> vault.destroyOlder(4))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("version 4")
                .hasMessageContaining("found 3");
        assertThat(sent).hasSize(1);
    }

    @Test
    void aRefusalIsAnOutageThatRepeatsNothing() {
        replies.add(new Reply(403, "{\"errors\":[\"permission denied for MDEyMzQ1\"]}"));
        assertThatThrownBy(() -> vault.wrap(Secret.of(KEY), NAME))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessage("The key provider refused with HTTP 403");
        replies.add(new Reply(307, ""));
        assertThatThrownBy(() -> vault.wrap(Secret.of(KEY), NAME)).isInstanceOf(KeyUnavailableException.class);
        assertThat(sent).hasSize(2);
    }

    @Test
    void anAnswerThatIsNoneIsAnOutage() {
        for (String body :
                List.of("", "not json", "{}", "{\"data\":{\"ciphertext\":7}}", "{\"data\":{\"ciphertext\":\"x\"}}")) {
            replies.add(new Reply(200, body));
            assertThatThrownBy(() -> vault.wrap(Secret.of(KEY), NAME)).isInstanceOf(KeyUnavailableException.class);
        }
        replies.add(new Reply(200, "{\"data\":{}}"));
        assertThatThrownBy(() -> vault.destroyOlder(1)).isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void anUnreachableProviderIsAnOutage() {
        server.stop(0);
        assertThatThrownBy(() -> vault.unwrap("vault:v1:x".getBytes(StandardCharsets.US_ASCII), NAME))
                .isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void sendsItsTokenInTheClearToThisHostOnly() {
        for (String address : List.of(
                "http://vault.internal:8200/v1/transit",
                "HTTP://10.0.0.1/v1/transit",
                "http://127.0.0.1.example.org/v1/transit",
                "http://localhost.example.org/v1/transit",
                "http://user:secret@example.org/v1/transit",
                "ftp://127.0.0.1/v1/transit",
                "vault.internal/v1/transit")) {
            assertThatThrownBy(() -> at(address))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Expected the transit engine at https://")
                    .hasMessageContaining("; found ")
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> at("http://vault.internal:8200/v1/transit"))
                .hasMessageEndingWith("found http://vault.internal");
        for (String address : List.of(
                "https://vault.internal:8200/v1/transit",
                "http://127.0.0.1:8200/v1/transit/",
                "http://localhost:8200/v1/transit",
                "http://[::1]:8200/v1/transit")) {
            assertThat(at(address)).as(address).isNotNull();
        }
    }

    private static VaultTransit at(String address) {
        return new VaultTransit(URI.create(address), "chartseal", () -> Secret.of("the-token"));
    }
}
