package org.chartseal.server.sealing;

import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTable;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
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
        RowListeners.register(sessions, bodies);
        if (enabled) {
            RowListeners.register(sessions, heads);
        }
    }

    @Override
    public void disintegrate(SessionFactoryImplementor sessions, SessionFactoryServiceRegistry services) {
        // The listeners hold nothing that outlives the factory.
    }
}
