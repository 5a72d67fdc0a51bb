package org.chartseal.server.persistence;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.util.concurrent.FutureTask;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Parses FHIR's own structure definitions while the rest of the server starts, on a thread of its own: some seconds of
 * work that HAPI otherwise does where the start waits for it. HAPI keeps the outcome once a process.
 */
public final class StandardProfiles implements BeanPostProcessor {
    private static final FutureTask<Integer> PARSED = new FutureTask<>(() -> {
        FhirContext context = FhirContext.forR4Cached();
        return new DefaultProfileValidationSupport(context)
                .fetchAllStructureDefinitions()
                .size();
    });

    /** Begins, unless it was begun before. Returns at once. */
    public static void begin() {
        Thread thread = new Thread(PARSED, "standard-profiles");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits for the parse before anybody asks for its outcome: HAPI's own cache is not made for two at a time.
     *
     * @throws IllegalStateException if the definitions could not be read
     */
    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof DefaultProfileValidationSupport) {
            PARSED.run();
            try {
                PARSED.get();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Stopped while FHIR's structure definitions were read", stopped);
            } catch (java.util.concurrent.ExecutionException failure) {
                throw new IllegalStateException("FHIR's structure definitions could not be read", failure.getCause());
            }
        }
        return bean;
    }
}
