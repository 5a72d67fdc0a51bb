package org.chartseal.server.sealing;

import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTable;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/** Registers the listeners with Hibernate's session factory. */
final class SealingIntegrator implements Integrator {
    private final boolean enabled;
    private final BodyListener bodies;
    private final HeadListener heads;

    SealingIntegrator(boolean enabled, BodyListener bodies, HeadListener heads) {
        this.enabled = enabled;
        this.bodies = bodies;
        this.heads = heads;
    }

    /** @throws org.hibernate.MappingException if HAPI's entity no longer has the column that is sealed */
    @Override
    public void integrate(Metadata metadata, BootstrapContext bootstrap, SessionFactoryImplementor sessions) {
        metadata.getEntityBinding(ResourceHistoryTable.class.getName()).getProperty("myResourceTextVc");
        EventListenerRegistry listeners = sessions.getServiceRegistry().requireService(EventListenerRegistry.class);
        listeners.appendListeners(EventType.PRE_INSERT, bodies);
        listeners.appendListeners(EventType.PRE_UPDATE, bodies);
        listeners.appendListeners(EventType.POST_INSERT, bodies);
        listeners.appendListeners(EventType.POST_UPDATE, bodies);
        listeners.appendListeners(EventType.PRE_LOAD, bodies);
        if (enabled) {
            listeners.appendListeners(EventType.PRE_INSERT, heads);
            listeners.appendListeners(EventType.PRE_UPDATE, heads);
            listeners.appendListeners(EventType.POST_INSERT, heads);
            listeners.appendListeners(EventType.POST_UPDATE, heads);
            listeners.appendListeners(EventType.PRE_LOAD, heads);
        }
    }

    @Override
    public void disintegrate(SessionFactoryImplementor sessions, SessionFactoryServiceRegistry services) {
        // The listeners hold nothing that outlives the factory.
    }
}
