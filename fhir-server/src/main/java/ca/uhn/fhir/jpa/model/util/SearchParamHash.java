package ca.uhn.fhir.jpa.model.util;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import org.chartseal.server.blindindex.KeyedHash;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of HAPI's class of this name, the one place where every hash column of the index and every reader of
 * one is computed: an unkeyed hash there opens to a dictionary. The only class of ours in a package of HAPI's; a test
 * holds the original's digest, and the server checks at its start that this one was loaded.
 */
@NullMarked
@SuppressWarnings("unused") // HAPI's own classes call it
public final class SearchParamHash {
    private SearchParamHash() {}

    /** The keyed hash of the values, which differs with every value, null among them, and with their number. */
    public static long hashSearchParam(
            @Nullable PartitionSettings settings, @Nullable RequestPartitionId partition, @Nullable String... values) {
        return KeyedHash.hash(settings, partition, values);
    }

    /** The keyed hash of values that belong to no partition. */
    public static long hashSearchParam(@Nullable String... values) {
        return KeyedHash.hash(null, null, values);
    }
}
