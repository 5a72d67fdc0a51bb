package org.chartseal.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an imitation of Cloud KMS's REST interface, tokens included; never yet against Google's. */
final class GoogleKmsTest extends KeyProviderContract {
    private static final byte[] NAME = "name".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private ImitatedCloudKms service;

    @BeforeEach
    void open() throws IOException, GeneralSecurityException {
        service = new ImitatedCloudKms();
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Override
    KeyProvider node() {
        try {
            return new GoogleKms(
                    GoogleKmsAccess.open(service.address(), service.credentials(directory)),
                    ImitatedCloudKms.KEY,
                    Duration.ofMillis(1));
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    @Test
    void wrapsUnderTheNewestVersionByNameWhicheverIsPrimary() {
        KeyProvider node = node();
        assertThat(node.renew()).isEqualTo(2);
        service.asked.clear();
        node.wrap(KEY, NAME);
        assertThat(service.asked)
                .contains("POST /v1/" + ImitatedCloudKms.KEY + "/cryptoKeyVersions/2:encrypt")
                .noneMatch(each -> each.endsWith("/cryptoKeyVersions/1:encrypt") || each.endsWith("chartseal:encrypt"));
    }

    @Test
    void destroysEachOlderVersionOnceAndNoNewerOne() {
        KeyProvider node = node();
        long second = node.renew();
        node.renew();
        node.destroyOlder(second);
        node.destroyOlder(second);
        assertThat(service.states()).hasToString("{1=DESTROY_SCHEDULED, 2=ENABLED, 3=ENABLED}");
        assertThat(service.asked).filteredOn(each -> each.endsWith(":destroy")).hasSize(1);
    }

    @Test
    void givesAwayNothingThatItCannotOpenAgain() {
        service.spoil = true;
        assertThatThrownBy(() -> node().wrap(KEY, NAME)).isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void aRefusalIsAnOutageThatRepeatsNothing() {
        KeyProvider node = node();
        for (int status : new int[] {307, 400, 403, 404, 429, 500, 503}) {
            service.failWith = status;
            assertThatThrownBy(() -> node.unwrap(KEY.reveal(), NAME))
                    .isInstanceOf(KeyUnavailableException.class)
                    .hasMessage("The key provider refused with HTTP " + status)
                    .hasNoCause();
        }
    }

    @Test
    void anUnreachableProviderIsAnOutage() {
        KeyProvider node = node();
        service.close();
        assertThatThrownBy(() -> node.wrap(KEY, NAME))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void noTokenCrossesANetworkInTheClear() throws IOException {
        Path credentials = service.credentials(directory);
        for (String address : new String[] {"http://kms.internal", "http://10.0.0.1:80", "ftp://127.0.0.1"}) {
            assertThatThrownBy(() -> GoogleKmsAccess.open(URI.create(address), credentials))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void credentialsThatAreNoneAreAnOutage() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.json"), "{\"type\":\"none\"}");
        assertThatThrownBy(() -> GoogleKmsAccess.open(service.address(), broken))
                .isInstanceOf(KeyUnavailableException.class);
        assertThatThrownBy(() -> GoogleKmsAccess.open(service.address(), directory.resolve("absent.json")))
                .isInstanceOf(KeyUnavailableException.class);
    }
}
