package org.chartseal.server.sealing;

import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreLoadEventListener;
import org.hibernate.event.spi.PreUpdateEventListener;

/** Puts a listener on every way by which a row's columns come into the database or out of it. */
public final class RowListeners {
    private RowListeners() {}

    /** Registers a listener, after those that are there. */
    public static <
                    L extends
                            PreInsertEventListener & PreUpdateEventListener & PostInsertEventListener
                                    & PostUpdateEventListener & PreLoadEventListener>
            void register(SessionFactoryImplementor sessions, L listener) {
        EventListenerRegistry listeners = sessions.getServiceRegistry().requireService(EventListenerRegistry.class);
        listeners.appendListeners(EventType.PRE_INSERT, listener);
        listeners.appendListeners(EventType.PRE_UPDATE, listener);
        listeners.appendListeners(EventType.POST_INSERT, listener);
        listeners.appendListeners(EventType.POST_UPDATE, listener);
        listeners.appendListeners(EventType.PRE_LOAD, listener);
    }
}
