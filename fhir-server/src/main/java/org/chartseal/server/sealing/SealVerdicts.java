package org.chartseal.server.sealing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import org.chartseal.server.keys.SlotId;

/**
 * What opening each loaded entity came to, for as long as the entity lives. An entity that was never loaded, because this
 * very transaction made it, has no verdict and needs none.
 */
public final class SealVerdicts {
    /** The outcome of opening one row. */
    public sealed interface Verdict {}

    /**
     * It opened.
     *
     * @param owners slots it is sealed to
     * @param claims its header block
     */
    public record Opened(List<SlotId> owners, SealClaims claims) implements Verdict {}

    /** A row of HFJ_RESOURCE that agrees with its seal. */
    public record Agrees() implements Verdict {}

    /**
     * It did not.
     *
     * @param failure why
     */
    public record Withheld(RuntimeException failure) implements Verdict {}

    private final Cache<Object, Verdict> verdicts =
            Caffeine.newBuilder().weakKeys().build();

    /** Remembers the verdict on an entity, by identity. */
    public void put(Object entity, Verdict verdict) {
        verdicts.put(entity, verdict);
    }

    /** The verdict on an entity, by identity. */
    public Optional<Verdict> of(Object entity) {
        return Optional.ofNullable(verdicts.getIfPresent(entity));
    }
}
