package org.chartseal.server.sealing;

import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTable;
import ca.uhn.fhir.rest.server.exceptions.MethodNotAllowedException;
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

/**
 * Seals each body on its way to HFJ_RES_VER and opens it on its way back, so that HAPI sees plain text and the database
 * never does. After a write the plain text returns to the same array: it is Hibernate's dirty-check snapshot too, and
 * would otherwise make every flush write again.
 */
final class BodyListener
        implements PreInsertEventListener,
                PreUpdateEventListener,
                PostInsertEventListener,
                PostUpdateEventListener,
                PreLoadEventListener {
    private static final long serialVersionUID = 1L;

    private final transient BodySealer sealer;

    BodyListener(BodySealer sealer) {
        this.sealer = sealer;
    }

    @Override
    public boolean onPreInsert(PreInsertEvent event) {
        if (event.getEntity() instanceof ResourceHistoryTable version) {
            sealer.sealNew(event.getSession(), version, VersionColumns.of(event.getPersister()), event.getState());
        }
        return false;
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        if (event.getEntity() instanceof ResourceHistoryTable version) {
            VersionColumns columns = VersionColumns.of(event.getPersister());
            if (!sealer.madeHere(event.getSession(), version)) {
                throw new MethodNotAllowedException(
                        "A stored version is never changed, since it is logged: write a new version instead");
            }
            sealer.sealNew(event.getSession(), version, columns, event.getState());
        }
        return false;
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        if (event.getEntity() instanceof ResourceHistoryTable version) {
            VersionColumns.of(event.getPersister()).setText(event.getState(), version.getResourceTextVc());
        }
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        if (event.getEntity() instanceof ResourceHistoryTable version) {
            VersionColumns.of(event.getPersister()).setText(event.getState(), version.getResourceTextVc());
        }
    }

    @Override
    public void onPreLoad(PreLoadEvent event) {
        if (event.getEntity() instanceof ResourceHistoryTable version) {
            sealer.open(event.getSession(), version, VersionColumns.of(event.getPersister()), event.getState());
        }
    }

    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }
}
