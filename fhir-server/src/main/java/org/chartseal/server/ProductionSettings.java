package org.chartseal.server;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Refuses to start in production mode on anything that an evaluation would generate or take for granted: before a key, a
 * table or a token is made, and naming all that is missing at once.
 */
@Component
class ProductionSettings implements BeanFactoryPostProcessor, EnvironmentAware {
    private final List<String> missing = new ArrayList<>();

    @Override
    public void setEnvironment(Environment environment) {
        if (!environment
                .getProperty("chartseal.mode", "")
                .toLowerCase(Locale.ROOT)
                .equals("production")) {
            return;
        }
        expect(environment, "chartseal.log.origin", "the log's name", value -> true);
        expect(environment, "chartseal.chain.rpc-url", "an EVM node of your own", value -> true);
        expect(
                environment,
                "chartseal.witnesses.threshold",
                "at least 2 of several institutions",
                value -> value.matches("0*([2-9]|[12][0-9]|3[0-2])"));
        expect(environment, "chartseal.security.public-url", "an https address", ProductionSettings::https);
        expect(environment, "chartseal.security.clients-file", "a file of clients", value -> true);
        expect(environment, "spring.datasource.url", "a PostgreSQL database", ProductionSettings::postgresql);
        String clinical = environment.getProperty("spring.datasource.url", "");
        expect(
                environment,
                "chartseal.keys.store-url",
                "another PostgreSQL database than the clinical one",
                value -> postgresql(value) && !value.equals(clinical));
        if (environment.getProperty("chartseal.keys.vault-url", "").isBlank()
                && environment.getProperty("chartseal.keys.google-kms-key", "").isBlank()) {
            expect(
                    environment,
                    "chartseal.keys.passphrase-file",
                    "a file, or keys.vault-url, or keys.google-kms-key",
                    value -> true);
        }
    }

    private void expect(Environment environment, String key, String what, Predicate<String> good) {
        String value = environment.getProperty(key, "");
        if (value.isBlank() || !good.test(value)) {
            missing.add(key + " (" + what + ")");
        }
    }

    private static boolean https(String value) {
        try {
            URI address = new URI(value);
            return "https".equals(address.getScheme()) && address.getHost() != null;
        } catch (java.net.URISyntaxException none) {
            return false;
        }
    }

    private static boolean postgresql(String value) {
        return value.startsWith("jdbc:postgresql:");
    }

    /** @throws IllegalStateException if anything is missing */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "Expected in production mode, and found missing or of another kind: " + String.join(", ", missing));
        }
    }
}
