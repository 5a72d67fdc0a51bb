package org.chartseal.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every holder of the key-encryption key guarantees, asked of two nodes. */
abstract class KeyProviderContract {
    static final Secret<byte[]> KEY = Secret.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final byte[] NAME = "slots/v1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER_NAME = "slots/v2".getBytes(StandardCharsets.US_ASCII);

    /** A node of its own, on the same key. */
    abstract KeyProvider node();

    @Test
    void anyNodeOpensWhatOneWrapped() {
        byte[] wrapped = node().wrap(KEY, NAME);
        assertThat(new String(wrapped, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(KEY.reveal(), StandardCharsets.ISO_8859_1));
        assertThat(node().unwrap(wrapped, NAME).reveal()).isEqualTo(KEY.reveal());
        assertThat(node().wrap(KEY, NAME)).as("wrapped randomly").isNotEqualTo(wrapped);
    }

    @Test
    void opensUnderNoOtherNameAndNothingAltered() {
        KeyProvider node = node();
        byte[] wrapped = node.wrap(KEY, NAME);
        assertThatThrownBy(() -> node.unwrap(wrapped, OTHER_NAME)).isInstanceOf(KeyUnavailableException.class);
        for (int at = 0; at < wrapped.length; at += 1 + wrapped.length / 12) {
            byte[] altered = wrapped.clone();
            altered[at] ^= 1;
            assertThatThrownBy(() -> node.unwrap(altered, NAME))
                    .as("byte " + at)
                    .isInstanceOf(KeyUnavailableException.class);
        }
        assertThatThrownBy(() -> node.unwrap(new byte[0], NAME)).isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void opensWhatIsOlderUntilThatIsDestroyed() {
        KeyProvider node = node();
        byte[] first = node.wrap(KEY, NAME);
        long second = node.renew();
        byte[] wrappedSecond = node().wrap(KEY, NAME);
        long third = node().renew();
        assertThat(third).isGreaterThan(second);
        byte[] wrappedThird = node.wrap(KEY, NAME);
        assertThat(node.unwrap(first, NAME).reveal()).isEqualTo(KEY.reveal());
        node.destroyOlder(second);
        for (KeyProvider each : List.of(node, node())) {
            assertThatThrownBy(() -> each.unwrap(first, NAME)).isInstanceOf(KeyUnavailableException.class);
            assertThat(each.unwrap(wrappedSecond, NAME).reveal()).isEqualTo(KEY.reveal());
            assertThat(each.unwrap(wrappedThird, NAME).reveal()).isEqualTo(KEY.reveal());
        }
        node.destroyOlder(third);
        node.destroyOlder(second);
        assertThatThrownBy(() -> node.unwrap(wrappedSecond, NAME)).isInstanceOf(KeyUnavailableException.class);
        assertThat(node().unwrap(wrappedThird, NAME).reveal()).isEqualTo(KEY.reveal());
    }

    @Test
    void destroysNothingInFavourOfAKeyThatIsNotThere() {
        KeyProvider node = node();
        byte[] wrapped = node.wrap(KEY, NAME);
        assertThatThrownBy(() -> node.destroyOlder(1_000)).isInstanceOf(KeyUnavailableException.class);
        assertThat(node.unwrap(wrapped, NAME).reveal()).isEqualTo(KEY.reveal());
    }
}
