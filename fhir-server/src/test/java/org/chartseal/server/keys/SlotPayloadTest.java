package org.chartseal.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What stands in a slot: the old form for good, and the form of slots that took another's place. */
class SlotPayloadTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final SlotId SLOT = new SlotId(1, 2);
    private static final byte[] KEY = HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final String CARRYING = "01" + "20".repeat(32)
            + "d6bc28b93b00e54cddd58b5041c6fa4ea8bfbff4aa0d2f1ab4e9cf1c7e3d9b10" + "30".repeat(32);

    @Test
    void theOldFormIsTheKeyAndNothingElse() {
        DataKey key = SlotPayload.decode(SLOT, KEY);
        assertThat(key.key().reveal()).isEqualTo(KEY);
        assertThat(SlotPayload.encode(key)).isEqualTo(KEY);
        assertThat(key.leafKey())
                .isEqualTo(Hkdf.derive(
                        KEY,
                        new byte[0],
                        "chartseal/leaf-key/v1".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                        32));
    }

    @Test
    void aSuccessorCarriesTheLogsKeys() {
        DataKey before = SlotPayload.decode(SLOT, KEY);
        byte[] fresh = new byte[32];
        Arrays.fill(fresh, (byte) 0x20);
        DataKey next = before.succeededBy(new SlotId(3, 4), Secret.of(fresh));
        byte[] payload = SlotPayload.encode(next);
        assertThat(payload).hasSize(97);
        assertThat(HEX.formatHex(payload))
                .startsWith("01" + "20".repeat(32))
                .endsWith(HEX.formatHex(before.leafKey()) + HEX.formatHex(before.subjectKey()));
        DataKey read = SlotPayload.decode(next.slotId(), payload);
        assertThat(read.key().reveal()).isEqualTo(fresh);
        assertThat(read.leafKey()).isEqualTo(before.leafKey());
        assertThat(read.subjectKey()).isEqualTo(before.subjectKey());
        // And so does its own successor.
        DataKey third = read.succeededBy(new SlotId(5, 6), Secret.of(KEY));
        assertThat(third.leafKey()).isEqualTo(before.leafKey());
        assertThat(third.subjectKey()).isEqualTo(before.subjectKey());
    }

    @Test
    void goldenBytesStayReadable() {
        DataKey key = SlotPayload.decode(SLOT, HEX.parseHex(CARRYING));
        assertThat(HEX.formatHex(key.key().reveal())).isEqualTo("20".repeat(32));
        assertThat(HEX.formatHex(key.leafKey())).isEqualTo(CARRYING.substring(66, 130));
        assertThat(HEX.formatHex(key.subjectKey())).isEqualTo("30".repeat(32));
        assertThat(HEX.formatHex(SlotPayload.encode(key))).isEqualTo(CARRYING);
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        Random random = new Random(97);
        for (int i = 0; i < 1_000; i++) {
            byte[] payload = new byte[random.nextBoolean() ? 32 : 97];
            random.nextBytes(payload);
            if (payload.length == 97) {
                payload[0] = 1;
            }
            assertThat(SlotPayload.encode(SlotPayload.decode(SLOT, payload))).isEqualTo(payload);
        }
    }

    @Test
    void noOtherFormIsRead() {
        for (int length : new int[] {0, 1, 31, 33, 64, 96, 98, 129}) {
            assertThatThrownBy(() -> SlotPayload.decode(SLOT, new byte[length]))
                    .isInstanceOf(KeyUnavailableException.class);
        }
        byte[] unknown = new byte[97];
        for (int version : new int[] {0, 2, 255}) {
            unknown[0] = (byte) version;
            assertThatThrownBy(() -> SlotPayload.decode(SLOT, unknown)).isInstanceOf(KeyUnavailableException.class);
        }
    }
}
