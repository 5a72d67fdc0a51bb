package org.chartseal.anchoring.proof;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.canonical.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * How one edition of a trust file follows another. That it does says nothing of whether it should be trusted: each new key
 * has to be confirmed out of band, as the first edition had to be.
 *
 * @param refusals why the newer file is not the next edition of the older; none if it is
 * @param changes what is different, to be confirmed
 */
public record TrustSuccession(List<String> refusals, List<String> changes) {
    public TrustSuccession {
        refusals = List.copyOf(refusals);
        changes = List.copyOf(changes);
    }

    /**
     * Compares two files.
     *
     * @throws ProofFormatException if one of them is malformed
     */
    public static TrustSuccession of(byte[] older, byte[] newer) {
        TrustFile before = TrustFile.parse(older);
        TrustFile after = TrustFile.parse(newer);
        List<String> refusals = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        if (after.edition() != before.edition() + 1) {
            refusals.add("expected edition " + (before.edition() + 1) + ", found " + after.edition());
        }
        if (!Hex.of(Sha256.hash(older)).equals(after.previous())) {
            refusals.add("it names another file as the edition before");
        }
        if (!after.origin().equals(before.origin())) {
            refusals.add("it is of another log");
        }
        Map<String, LogKey> keys = after.logKeys().stream()
                .collect(Collectors.toMap(key -> key.key().vkey(), key -> key));
        for (LogKey old : before.logKeys()) {
            LogKey now = keys.remove(old.key().vkey());
            if (now == null) {
                refusals.add("it drops the key " + old.key().vkey() + ", so that older proofs would not verify");
            } else if (old.lastSize() == null && now.lastSize() != null) {
                changes.add("retired after " + now.lastSize() + " leaves: "
                        + old.key().vkey());
            } else if (!Objects.equals(old.lastSize(), now.lastSize())) {
                refusals.add("it changes when a retired key ended: " + old.key().vkey());
            }
        }
        keys.values()
                .forEach(key ->
                        changes.add("NEW KEY, to be confirmed: " + key.key().vkey()));
        if (!after.chain().equals(before.chain())) {
            changes.add("NEW CHAIN OR CONTRACT, to be confirmed: " + after.chain());
        }
        if (!after.evidence().equals(before.evidence())) {
            changes.add("other evidence counts now: " + after.evidence());
        }
        pins(before.pins(), after.pins(), changes);
        return new TrustSuccession(refusals, changes);
    }

    private static void pins(@Nullable TrustPins before, @Nullable TrustPins after, List<String> changes) {
        Map<String, Object> old = TrustPinsText.json(before == null ? TrustPins.NONE : before);
        Map<String, Object> now = TrustPinsText.json(after == null ? TrustPins.NONE : after);
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            if (!now.containsKey(name)) {
                changes.add("it pins no " + name + " any more");
            } else if (!now.get(name).equals(old.get(name))) {
                changes.add("NEW OR OTHER " + name + ", to be confirmed: " + JsonText.of(Map.of(name, now.get(name))));
            }
        }
    }
}
