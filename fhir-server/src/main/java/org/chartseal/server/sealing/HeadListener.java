package org.chartseal.server.sealing;

import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PreInsertEvent;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreLoadEvent;
import org.hibernate.event.spi.PreLoadEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** Seals each row of HFJ_RESOURCE on its way out and checks it on its way in. */
final class HeadListener
        implements PreInsertEventListener,
                PreUpdateEventListener,
                PostInsertEventListener,
                PostUpdateEventListener,
                PreLoadEventListener {
    private static final long serialVersionUID = 1L;

    private final transient HeadSeal seal;
    private final transient SealVerdicts verdicts;

    HeadListener(HeadSeal seal, SealVerdicts verdicts) {
        this.seal = seal;
        this.verdicts = verdicts;
    }

    @Override
    public boolean onPreInsert(PreInsertEvent event) {
        if (event.getEntity() instanceof ResourceTable) {
            sealRow(columns(event.getPersister()), event.getState(), event.getId());
        }
        return false;
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        if (event.getEntity() instanceof ResourceTable) {
            sealRow(columns(event.getPersister()), event.getState(), event.getId());
        }
        return false;
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        if (event.getEntity() instanceof ResourceTable resource) {
            event.getState()[columns(event.getPersister()).hash] = resource.getHashSha256();
        }
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        if (event.getEntity() instanceof ResourceTable resource) {
            event.getState()[columns(event.getPersister()).hash] = resource.getHashSha256();
        }
    }

    @Override
    public void onPreLoad(PreLoadEvent event) {
        if (!(event.getEntity() instanceof ResourceTable)) {
            return;
        }
        Columns columns = columns(event.getPersister());
        Object[] state = event.getState();
        try {
            state[columns.hash] = seal.open(
                    (String) state[columns.hash],
                    String.valueOf(state[columns.fhirId]),
                    columns.context(state, event.getId()));
            verdicts.put(event.getEntity(), new SealVerdicts.Agrees());
        } catch (SealBrokenException altered) {
            state[columns.hash] = null;
            verdicts.put(event.getEntity(), new SealVerdicts.Withheld(altered));
        }
    }

    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }

    private void sealRow(Columns columns, Object[] state, Object id) {
        state[columns.hash] = seal.seal(
                (String) state[columns.hash], String.valueOf(state[columns.fhirId]), columns.context(state, id));
    }

    private transient volatile @Nullable Columns known;

    private Columns columns(EntityPersister persister) {
        Columns found = known;
        if (found == null) {
            found = new Columns(Arrays.asList(persister.getPropertyNames()));
            known = found;
        }
        return found;
    }

    /** Where the columns lie in Hibernate's state arrays. */
    private static final class Columns {
        private final int hash;
        private final int fhirId;
        private final int type;
        private final int version;
        private final int partition;
        private final int deleted;
        private final int published;
        private final int updated;

        Columns(List<String> names) {
            this.hash = index(names, "myHashSha256");
            this.fhirId = index(names, "myFhirId");
            this.type = index(names, "myResourceType");
            this.version = index(names, "myVersion");
            this.partition = index(names, "myPartitionIdValue");
            this.deleted = index(names, "myDeleted");
            this.published = index(names, "myPublished");
            this.updated = index(names, "myUpdated");
        }

        private static int index(List<String> names, String property) {
            int index = names.indexOf(property);
            if (index < 0) {
                throw new IllegalStateException("Expected HAPI's resource entity to have a property " + property
                        + ", found " + names + ": sealing does not know this HAPI");
            }
            return index;
        }

        RowContext context(Object[] state, Object id) {
            return new RowContext(
                    "HFJ_RESOURCE",
                    "HASH_SHA256",
                    (Integer) state[partition],
                    (String) state[type],
                    ((JpaPid) id).getId(),
                    (Long) state[version],
                    RowContext.millis((Date) state[deleted]),
                    ((Date) state[published]).getTime(),
                    ((Date) state[updated]).getTime());
        }
    }
}
