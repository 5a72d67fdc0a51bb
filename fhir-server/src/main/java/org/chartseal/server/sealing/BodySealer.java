package org.chartseal.server.sealing;

import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTable;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.server.keys.DataKey;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.KeyUnavailableException;
import org.chartseal.server.keys.Secret;
import org.chartseal.server.keys.SlotId;
import org.chartseal.server.keys.SubjectSlots;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.EventSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Seals and opens the bodies of one session's versions, and hands what was made to the {@link VersionSink}. */
final class BodySealer {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final boolean enabled;
    private final KeySlots slots;
    private final SubjectSlots subjects;
    private final SealVerdicts verdicts;
    private final VersionSink sink;
    private final JdbcTemplate jdbc;
    private final Cache<SharedSessionContractImplementor, SealingSession> sessions =
            Caffeine.newBuilder().weakKeys().build();

    /**
     * @param enabled false leaves bodies in the clear (for comparison only) and still logs them
     * @param jdbc the clinical database, taking part in the current transaction
     */
    BodySealer(
            boolean enabled,
            KeySlots slots,
            SubjectSlots subjects,
            SealVerdicts verdicts,
            VersionSink sink,
            JdbcTemplate jdbc) {
        this.enabled = enabled;
        this.slots = slots;
        this.subjects = subjects;
        this.verdicts = verdicts;
        this.sink = sink;
        this.jdbc = jdbc;
    }

    boolean madeHere(SharedSessionContractImplementor session, ResourceHistoryTable version) {
        return session(session).made().containsKey(version);
    }

    /** Seals a version that this transaction makes, into Hibernate's state array. */
    void sealNew(EventSource session, ResourceHistoryTable version, VersionColumns columns, Object[] state) {
        SealingSession known = session(session);
        hook(session, known);
        RowContext context = columns.context(state);
        // HAPI changes the body between persist and flush; the array still holds the older one.
        String text = columns.deletion(state) ? null : version.getResourceTextVc();
        SealingSession.Made made = known.made().computeIfAbsent(version, v -> new SealingSession.Made());
        String fhirId = version.getIdDt().getIdPart();
        if (text == null) {
            made.body = null;
            made.owners = deletionOwners(known, context, fhirId);
            made.provisional = false;
        } else if (made.body == null || !made.body.text().equals(text) || made.provisional) {
            VersionBody body = parse(text, fhirId);
            made.body = body;
            made.provisional = body.unresolved();
            // Unresolved, it names nobody yet: sealed to a key that nobody keeps, and again before the commit.
            made.owners = made.provisional ? List.of(throwaway()) : owners(context.type(), fhirId, body);
        }
        if (enabled) {
            columns.setText(state, seal(context, fhirId, made));
        }
    }

    /** Opens a loaded version in Hibernate's state array; where it does not open, leaves no body and a verdict. */
    void open(EventSource session, ResourceHistoryTable version, VersionColumns columns, Object[] state) {
        if (!enabled) {
            return;
        }
        String text = columns.text(state);
        columns.setText(state, null);
        try {
            if (text == null) {
                throw new SealBrokenException("expected a sealed value, found none");
            }
            Envelope.Opened opened = Envelope.open(text, columns.context(state).associatedData(), slots::open);
            session(session).readOwners().put(columns.resourceId(state), opened.owners());
            verdicts.put(version, new SealVerdicts.Opened(opened.owners(), SealClaims.decode(opened.claims())));
            if (!columns.deletion(state)) {
                columns.setText(state, new String(opened.value(), StandardCharsets.UTF_8));
            }
        } catch (SealBrokenException | KeyUnavailableException failure) {
            verdicts.put(version, new SealVerdicts.Withheld(failure));
        }
    }

    private SealingSession session(SharedSessionContractImplementor session) {
        return sessions.get(session, s -> new SealingSession());
    }

    private void hook(EventSource session, SealingSession known) {
        if (!known.hookOnce()) {
            return;
        }
        session.getActionQueue().registerProcess(beforeCommit -> beforeCommit(known));
        session.getActionQueue().registerProcess((success, ended) -> known.transactionEnded());
    }

    private void beforeCommit(SealingSession known) {
        List<VersionSink.Version> versions = new ArrayList<>(known.made().size());
        known.made().forEach((version, made) -> {
            if (made.provisional) {
                resolve(version, made);
            }
            versions.add(new VersionSink.Version(
                    version.getResourceId().getId(),
                    version.getResourceType(),
                    version.getIdDt().getIdPart(),
                    version.getVersion(),
                    version.getUpdatedDate().getTime(),
                    made.body,
                    made.owners));
        });
        if (!versions.isEmpty()) {
            sink.accept(versions);
        }
    }

    /** The references stay unresolved: what looks like a transaction's own is really in the body. */
    private void resolve(ResourceHistoryTable version, SealingSession.Made made) {
        VersionBody body = made.body;
        if (body == null) {
            throw new IllegalStateException("A deletion has no references to resolve");
        }
        String fhirId = version.getIdDt().getIdPart();
        made.owners = owners(version.getResourceType(), fhirId, body);
        made.provisional = false;
        if (enabled) {
            RowContext context = new RowContext(
                    "HFJ_RES_VER",
                    "RES_TEXT_VC",
                    Optional.ofNullable(version.getPartitionId())
                            .map(partition -> partition.getPartitionId())
                            .orElse(null),
                    version.getResourceType(),
                    version.getResourceId().getId(),
                    version.getVersion(),
                    RowContext.millis(version.getDeleted()),
                    version.getPublishedDate().getTime(),
                    version.getUpdatedDate().getTime());
            jdbc.update(
                    "update HFJ_RES_VER set RES_TEXT_VC = ? where RES_ID = ? and RES_VER = ?",
                    seal(context, fhirId, made),
                    context.resourceId(),
                    context.version());
        }
    }

    private static String seal(RowContext context, String fhirId, SealingSession.Made made) {
        VersionBody body = made.body;
        SealClaims claims = new SealClaims(fhirId, OwnerRule.ID, body == null ? List.of() : body.labels());
        byte[] value = body == null ? new byte[0] : body.text().getBytes(StandardCharsets.UTF_8);
        return Envelope.seal(context.associatedData(), claims.encode(), value, made.owners);
    }

    private List<DataKey> owners(String type, String fhirId, VersionBody body) {
        return subjects.keysOf(OwnerRule.owners(type, fhirId, body.subjects()));
    }

    private List<DataKey> deletionOwners(SealingSession known, RowContext context, String fhirId) {
        List<SlotId> previous = known.readOwners().get(context.resourceId());
        if (previous == null) {
            previous = known.made().entrySet().stream()
                    .filter(entry -> entry.getKey().getResourceId().getId() == context.resourceId()
                            && entry.getValue().body != null)
                    .map(entry -> entry.getValue().owners.stream()
                            .map(DataKey::slotId)
                            .toList())
                    .findFirst()
                    .orElse(null);
        }
        if (previous != null) {
            Map<SlotId, DataKey> opened = slots.open(subjects.current(previous));
            if (!opened.isEmpty()) {
                return List.copyOf(opened.values());
            }
        }
        return subjects.keysOf(OwnerRule.owners(context.type(), fhirId, List.of()));
    }

    private static VersionBody parse(String text, String fhirId) {
        try {
            return VersionBody.parse(text, fhirId);
        } catch (CanonicalizationException refused) {
            throw new UnprocessableEntityException(
                    "The resource has no canonical form, so it cannot be logged: " + refused.getMessage());
        }
    }

    private static DataKey throwaway() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return new DataKey(SlotId.random(), Secret.of(key));
    }
}
