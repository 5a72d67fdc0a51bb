package org.chartseal.server.sealing;

import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.server.keys.DataKey;
import org.chartseal.server.keys.SlotId;
import org.jspecify.annotations.Nullable;

/** What sealing knows of one Hibernate session: the versions it made, and whose the versions were that it read. */
final class SealingSession {
    /** A version made in this session, as last sealed. */
    static final class Made {
        @Nullable
        VersionBody body;

        List<DataKey> owners = List.of();
        boolean provisional;
    }

    private final Map<ResourceHistoryTable, Made> made = new LinkedHashMap<>();
    private final Map<Long, List<SlotId>> readOwners = new HashMap<>();
    private boolean hooked;

    Map<ResourceHistoryTable, Made> made() {
        return made;
    }

    Map<Long, List<SlotId>> readOwners() {
        return readOwners;
    }

    /** True once a session: the caller then hooks into the transaction's completion. */
    boolean hookOnce() {
        boolean first = !hooked;
        hooked = true;
        return first;
    }

    void transactionEnded() {
        made.clear();
        readOwners.clear();
        hooked = false;
    }
}
