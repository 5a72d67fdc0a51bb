package org.chartseal.server.systemrows;

import java.util.List;
import java.util.Map;
import org.chartseal.server.sealing.RowListeners;
import org.chartseal.server.systemrows.SystemColumns.Column;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.mapping.PersistentClass;
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
        columns.forEach((entity, treated) -> treated.forEach(column -> {
            PersistentClass known = metadata.getEntityBinding(entity.getName());
            known.getProperty(column.property());
            column.bound().forEach(known::getProperty);
        }));
        RowListeners.register(sessions, new SystemRowListener(columns));
    }

    @Override
    public void disintegrate(SessionFactoryImplementor sessions, SessionFactoryServiceRegistry services) {
        // The listener holds nothing that outlives the factory.
    }
}
