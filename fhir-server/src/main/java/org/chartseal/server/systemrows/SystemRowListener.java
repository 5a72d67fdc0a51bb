package org.chartseal.server.systemrows;

import ca.uhn.fhir.jpa.model.entity.BinaryStorageEntity;
import ca.uhn.fhir.jpa.model.entity.ResourceHistoryProvenanceEntity;
import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTag;
import ca.uhn.fhir.jpa.model.entity.ResourceTag;
import ca.uhn.fhir.jpa.model.entity.TagDefinition;
import ca.uhn.fhir.rest.server.exceptions.MethodNotAllowedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chartseal.server.sealing.ColumnSeal.Cell;
import org.chartseal.server.systemrows.SystemColumns.Column;
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
 * Treats the columns of {@link SystemColumns} on their way to the database and back, so that HAPI sees its own values.
 * After a write they return to the same array, which is Hibernate's dirty-check snapshot too.
 */
final class SystemRowListener
        implements PreInsertEventListener,
                PreUpdateEventListener,
                PostInsertEventListener,
                PostUpdateEventListener,
                PreLoadEventListener {
    private static final long serialVersionUID = 1L;

    /** Rows in the clear beside the sealed body: no setting of ours makes any, and no operation may. */
    private static final Set<Class<?>> REFUSED = Set.of(
            TagDefinition.class,
            ResourceTag.class,
            ResourceHistoryTag.class,
            ResourceHistoryProvenanceEntity.class,
            BinaryStorageEntity.class);

    private final transient Map<Class<?>, List<Column>> columns;

    SystemRowListener(Map<Class<?>, List<Column>> columns) {
        this.columns = columns;
    }

    @Override
    public boolean onPreInsert(PreInsertEvent event) {
        if (REFUSED.contains(event.getEntity().getClass())) {
            throw new MethodNotAllowedException("Tags, sources and attachments are stored in the resource's sealed body"
                    + " only: an operation that keeps them beside it is not supported");
        }
        store(event.getEntity(), event.getPersister(), event.getId(), event.getState());
        return false;
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        store(event.getEntity(), event.getPersister(), event.getId(), event.getState());
        return false;
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        restore(event.getEntity(), event.getPersister(), event.getState());
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        restore(event.getEntity(), event.getPersister(), event.getState());
    }

    @Override
    public void onPreLoad(PreLoadEvent event) {
        Object[] state = event.getState();
        for (Column column : of(event.getEntity())) {
            int index = event.getPersister().getPropertyIndex(column.property());
            if (state[index] != null) {
                state[index] = column.treatment()
                        .loaded(state[index], cell(column, event.getId(), event.getPersister(), state));
            }
        }
    }

    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }

    private void store(Object entity, EntityPersister persister, Object id, Object[] state) {
        for (Column column : of(entity)) {
            int index = persister.getPropertyIndex(column.property());
            if (state[index] != null) {
                state[index] = column.treatment().stored(state[index], cell(column, id, persister, state));
            }
        }
    }

    private void restore(Object entity, EntityPersister persister, Object[] state) {
        for (Column column : of(entity)) {
            int index = persister.getPropertyIndex(column.property());
            state[index] = persister.getValue(entity, index);
        }
    }

    private List<Column> of(Object entity) {
        return columns.getOrDefault(entity.getClass(), List.of());
    }

    private static Cell cell(Column column, Object id, EntityPersister persister, Object[] state) {
        StringBuilder row = new StringBuilder(String.valueOf(id));
        column.bound().forEach(property -> row.append('/').append(state[persister.getPropertyIndex(property)]));
        return new Cell(column.table(), column.column(), row.toString());
    }
}
