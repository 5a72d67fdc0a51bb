package org.chartseal.server.erasure;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.server.integrity.ResourceNames;
import org.chartseal.server.keys.SlotId;
import org.chartseal.server.sealing.Envelope;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds the erasure that a record or a slot fell under, if the signed log authorises it. */
final class Erasures {
    private final ErasureStore store;
    private final ErasureTombstones tombstones;
    private final ResourceNames names;
    private final JdbcTemplate jdbc;

    Erasures(ErasureStore store, ErasureTombstones tombstones, ResourceNames names, JdbcTemplate jdbc) {
        this.store = store;
        this.tombstones = tombstones;
        this.names = names;
        this.jdbc = jdbc;
    }

    /** The authorised erasure of one of these slots. */
    Optional<Erasure> authorised(Set<SlotId> slots) {
        return store.destroying(slots).filter(this::isAuthorised);
    }

    /** The authorised erasure of a resource. */
    Optional<Erasure> authorised(String type, String fhirId) {
        List<String> sealed = jdbc.queryForList(
                "select p.sealed from cs_resource_head h join cs_pending p on p.pending_id = h.pending_id"
                        + " where h.name = ?",
                String.class,
                names.of(type + "/" + fhirId));
        return sealed.stream().findFirst().flatMap(text -> authorised(Set.copyOf(Envelope.ownersOf(text))));
    }

    private boolean isAuthorised(Erasure erasure) {
        return erasure.state().compareTo(Erasure.State.LOGGED) >= 0 && tombstones.authorise(erasure);
    }
}
