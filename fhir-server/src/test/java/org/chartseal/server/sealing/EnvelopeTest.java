package org.chartseal.server.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chartseal.server.keys.DataKey;
import org.chartseal.server.keys.KeyUnavailableException;
import org.chartseal.server.keys.Secret;
import org.chartseal.server.keys.SlotId;
import org.junit.jupiter.api.Test;

final class EnvelopeTest {
    private static final byte[] CONTEXT = "row 1".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CLAIMS = "claims".getBytes(StandardCharsets.UTF_8);
    private static final byte[] VALUE = "a body".getBytes(StandardCharsets.UTF_8);

    private final Map<SlotId, DataKey> keys = new HashMap<>();
    private final DataKey mother = key(1);
    private final DataKey newborn = key(2);

    @Test
    void opensForItsOwnerInItsPlace() {
        String sealed = Envelope.seal(CONTEXT, CLAIMS, VALUE, List.of(mother));
        Envelope.Opened opened = open(sealed, CONTEXT);
        assertThat(opened.value()).isEqualTo(VALUE);
        assertThat(opened.claims()).isEqualTo(CLAIMS);
        assertThat(opened.owners()).containsExactly(mother.slotId());
    }

    @Test
    void opensForAnyOfSeveralOwners() {
        String sealed = Envelope.seal(CONTEXT, CLAIMS, VALUE, List.of(mother, newborn));
        keys.remove(mother.slotId());
        assertThat(open(sealed, CONTEXT).value()).isEqualTo(VALUE);
        keys.remove(newborn.slotId());
        assertThatThrownBy(() -> open(sealed, CONTEXT)).isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void everyChangedByteIsFound() {
        for (List<DataKey> owners : List.of(List.of(mother), List.of(mother, newborn))) {
            String sealed = Envelope.seal(CONTEXT, CLAIMS, VALUE, owners);
            byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(4));
            for (int i = 0; i < bytes.length; i++) {
                byte[] changed = bytes.clone();
                changed[i] ^= 1;
                String text = "cs1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
                // Not one of several owners' wrapped keys need be whole: only the first that opens is used.
                if (owners.size() > 1 && i >= secondWrap(owners.size()) && i < secondWrap(owners.size()) + 48) {
                    continue;
                }
                assertThatThrownBy(() -> open(text, CONTEXT))
                        .as("byte " + i)
                        .isInstanceOfAny(SealBrokenException.class, KeyUnavailableException.class);
            }
        }
    }

    @Test
    void everyTruncationIsFound() {
        String sealed = Envelope.seal(CONTEXT, CLAIMS, VALUE, List.of(mother, newborn));
        for (int length = 0; length < sealed.length(); length++) {
            String cut = sealed.substring(0, length);
            assertThatThrownBy(() -> open(cut, CONTEXT))
                    .isInstanceOfAny(SealBrokenException.class, KeyUnavailableException.class);
        }
    }

    @Test
    void opensNowhereElse() {
        RowContext here = new RowContext("HFJ_RES_VER", "RES_TEXT_VC", null, "Patient", 7, 1, null, 1000, 2000);
        String sealed = Envelope.seal(here.associatedData(), CLAIMS, VALUE, List.of(mother));
        List<RowContext> elsewhere = new ArrayList<>(List.of(
                new RowContext("HFJ_RES_VEX", "RES_TEXT_VC", null, "Patient", 7, 1, null, 1000, 2000),
                new RowContext("HFJ_RES_VER", "RES_TEXT", null, "Patient", 7, 1, null, 1000, 2000),
                new RowContext("HFJ_RES_VER", "RES_TEXT_VC", 0, "Patient", 7, 1, null, 1000, 2000),
                new RowContext("HFJ_RES_VER", "RES_TEXT_VC", null, "Person", 7, 1, null, 1000, 2000),
                new RowContext("HFJ_RES_VER", "RES_TEXT_VC", null, "Patient", 8, 1, null, 1000, 2000),
                new RowContext("HFJ_RES_VER", "RES_TEXT_VC", null, "Patient", 7, 2, null, 1000, 2000),
                new RowContext("HFJ_RES_VER", "RES_TEXT_VC", null, "Patient", 7, 1, 0L, 1000, 2000),
                new RowContext("HFJ_RES_VER", "RES_TEXT_VC", null, "Patient", 7, 1, null, 1001, 2000),
                new RowContext("HFJ_RES_VER", "RES_TEXT_VC", null, "Patient", 7, 1, null, 1000, 2001)));
        for (RowContext other : elsewhere) {
            assertThatThrownBy(() -> open(sealed, other.associatedData())).isInstanceOf(SealBrokenException.class);
        }
        assertThat(open(sealed, here.associatedData()).value()).isEqualTo(VALUE);
    }

    @Test
    void paddingHidesTheLength() {
        assertThat(Padme.paddedLength(1, 512)).isEqualTo(512);
        assertThat(Padme.paddedLength(512, 512)).isEqualTo(512);
        assertThat(Padme.paddedLength(513, 512)).isEqualTo(544);
        for (int length = 513; length < 100_000; length += 7) {
            int padded = Padme.paddedLength(length, 512);
            assertThat(padded).isGreaterThanOrEqualTo(length).isLessThanOrEqualTo((int) (length * 1.12) + 1);
        }
    }

    @Test
    void aHeadRowIsBoundToAllItSays() {
        byte[] key = new byte[64];
        new Random(3).nextBytes(key);
        HeadSeal seal = new HeadSeal(Secret.of(key));
        RowContext row = new RowContext("HFJ_RESOURCE", "HASH_SHA256", null, "Patient", 7, 2, null, 1000, 2000);
        RowContext rolledBack = new RowContext("HFJ_RESOURCE", "HASH_SHA256", null, "Patient", 7, 1, null, 1000, 2000);
        String hash = "ab".repeat(32);
        String column = seal.seal(hash, "p1", row);
        assertThat(column).hasSize(64);
        assertThat(seal.open(column, "p1", row)).isEqualTo(hash);
        assertThat(seal.open(seal.seal(null, "p1", row), "p1", row)).isNull();
        assertThatThrownBy(() -> seal.open(column, "p2", row)).isInstanceOf(SealBrokenException.class);
        assertThatThrownBy(() -> seal.open(column, "p1", rolledBack)).isInstanceOf(SealBrokenException.class);
        assertThatThrownBy(() -> seal.open(hash, "p1", row)).isInstanceOf(SealBrokenException.class);
        assertThatThrownBy(() -> seal.open(null, "p1", row)).isInstanceOf(SealBrokenException.class);
    }

    @Test
    void aSecretPrintsNothingOfItself() {
        assertThat(mother.toString()).contains("[REDACTED]");
        assertThat(Secret.of("hush").toString()).isEqualTo("[REDACTED]");
    }

    private static int secondWrap(int owners) {
        return 3 + 16 * owners + 32 + 32 + 48;
    }

    private Envelope.Opened open(String sealed, byte[] context) {
        return Envelope.open(sealed, context, ids -> {
            Map<SlotId, DataKey> found = new HashMap<>(keys);
            found.keySet().retainAll(ids);
            return found;
        });
    }

    private DataKey key(long seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        DataKey key = new DataKey(new SlotId(seed, seed), Secret.of(bytes));
        keys.put(key.slotId(), key);
        return key;
    }
}
