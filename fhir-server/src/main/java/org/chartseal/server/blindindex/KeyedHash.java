package org.chartseal.server.blindindex;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The hash of HAPI's index, keyed: HMAC-SHA-256 over the values, each with its length, cut to 64 bits. HAPI asks for it
 * from static methods, so the key stands in a static field, one a server; servers of one process (tests) are told apart
 * by their partition settings, which HAPI hands to every hash it makes.
 */
public final class KeyedHash {
    private static final ThreadLocal<@Nullable IndexGeneration> BOUND = new ThreadLocal<>();

    private static volatile Map<PartitionSettings, Supplier<Prf>> functions = Map.of();

    /** What HASH_IDENTITY is the hash of. */
    record Identity(int partition, @Nullable String type, @Nullable String parameter) {}

    private KeyedHash() {}

    /**
     * Keys the hashes of the server whose partition settings these are.
     *
     * @param function what hashes, asked for each hash
     */
    static synchronized void use(PartitionSettings settings, Supplier<Prf> function) {
        Map<PartitionSettings, Supplier<Prf>> more = new HashMap<>(functions);
        more.put(settings, function);
        functions = more;
    }

    /**
     * The hash.
     *
     * @throws IllegalStateException if no key was set, or none that these settings tell
     */
    public static long hash(
            @Nullable PartitionSettings settings, @Nullable RequestPartitionId partition, @Nullable String[] values) {
        Prf function = function(settings);
        // Type and parameter, the same few thousand again and again: two hashes in five.
        return values.length == 2
                ? function.remembered(
                        new Identity(partitionId(settings, partition), values[0], values[1]),
                        () -> message(settings, partition, values))
                : function.first64(message(settings, partition, values));
    }

    /** The generation that this thread hashes for, or null if none was named. */
    static @Nullable IndexGeneration bound() {
        return BOUND.get();
    }

    /** Does something with every hash of this thread made for one generation. */
    static <T> T under(IndexGeneration generation, Supplier<T> work) {
        IndexGeneration before = BOUND.get();
        BOUND.set(generation);
        try {
            return work.get();
        } finally {
            if (before == null) {
                BOUND.remove();
            } else {
                BOUND.set(before);
            }
        }
    }

    private static Prf function(@Nullable PartitionSettings settings) {
        IndexGeneration bound = BOUND.get();
        if (bound != null) {
            return bound.hash();
        }
        Map<PartitionSettings, Supplier<Prf>> known = functions;
        Supplier<Prf> function = settings == null ? null : known.get(settings);
        if (function == null && known.size() == 1) {
            function = known.values().iterator().next();
        }
        if (function == null) {
            throw new IllegalStateException("Expected the key of the search index to be set before the first hash");
        }
        return function.get();
    }

    static byte[] message(
            @Nullable PartitionSettings settings, @Nullable RequestPartitionId partition, @Nullable String[] values) {
        byte[][] parts = new byte[values.length][];
        int size = Integer.BYTES;
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            parts[i] = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
            size += Integer.BYTES + parts[i].length;
        }
        ByteBuffer message = ByteBuffer.allocate(size).putInt(partitionId(settings, partition));
        for (int i = 0; i < values.length; i++) {
            message.putInt(values[i] == null ? -1 : parts[i].length).put(parts[i]);
        }
        return message.array();
    }

    private static int partitionId(@Nullable PartitionSettings settings, @Nullable RequestPartitionId partition) {
        if (settings == null
                || partition == null
                || !settings.isPartitioningEnabled()
                || !settings.isIncludePartitionInSearchHashes()) {
            return 0;
        }
        if (partition.getPartitionIds().size() > 1) {
            throw new IllegalStateException("Expected a search in one partition, found several");
        }
        Integer id = partition.getFirstPartitionIdOrNull();
        return id == null ? 0 : id;
    }
}
