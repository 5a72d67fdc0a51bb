package org.chartseal.server.systemrows;

import java.util.List;
import java.util.Map;
import org.chartseal.server.systemrows.SystemColumns.Column;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/** Registers the listener with Hibernate's session factory. */
final class SystemRowIntegrator implements Integrator {
    private final Map<Class<?>, List<Column>> columns;

    SystemRowIntegrator(Map<Class<?>, List<Column>> columns) {
        this.columns = columns;
    }

    /** @throws org.hibernate.MappingException if an entity of HAPI's no longer has a property that is treated here */
    @Override
    public void integrate(Metadata metadata, BootstrapContext bootstrap, SessionFactoryImplementor sessions) {
        columns.forEach((entity, treated) -> treated.forEach(
                column -> metadata.getEntityBinding(entity.getName()).getProperty(column.property())));
        SystemRowListener listener = new SystemRowListener(columns);
        EventListenerRegistry listeners = sessions.getServiceRegistry().requireService(EventListenerRegistry.class);
        listeners.appendListeners(EventType.PRE_INSERT, listener);
        listeners.appendListeners(EventType.PRE_UPDATE, listener);
        listeners.appendListeners(EventType.POST_INSERT, listener);
        listeners.appendListeners(EventType.POST_UPDATE, listener);
        listeners.appendListeners(EventType.PRE_LOAD, listener);
    }

    @Override
    public void disintegrate(SessionFactoryImplementor sessions, SessionFactoryServiceRegistry services) {
        // The listener holds nothing that outlives the factory.
    }
}
