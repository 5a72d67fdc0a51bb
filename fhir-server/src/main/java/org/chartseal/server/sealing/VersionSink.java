package org.chartseal.server.sealing;

import java.util.List;
import org.chartseal.server.keys.DataKey;
import org.jspecify.annotations.Nullable;

/** Takes note of the versions a transaction made, inside that transaction, after its last flush. */
public interface VersionSink {
    /**
     * One version as it will commit.
     *
     * @param resourceId HAPI's RES_ID
     * @param type resource type
     * @param fhirId resource id
     * @param version version number
     * @param updatedMs lastUpdated, ms since 1970
     * @param body its body, null for a deletion
     * @param owners keys of its owners
     */
    record Version(
            long resourceId,
            String type,
            String fhirId,
            long version,
            long updatedMs,
            @Nullable VersionBody body,
            List<DataKey> owners) {}

    /** Records all versions of the transaction; an exception rolls it back. */
    void accept(List<Version> versions);

    /** One sink that hands the versions to each of these in turn. */
    static VersionSink all(List<VersionSink> sinks) {
        return versions -> sinks.forEach(sink -> sink.accept(versions));
    }
}
