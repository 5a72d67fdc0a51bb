package org.chartseal.server;

import java.util.TimeZone;
import org.chartseal.server.persistence.StandardProfiles;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.elasticsearch.ElasticsearchClientAutoConfiguration;
import org.springframework.boot.autoconfigure.elasticsearch.ElasticsearchRestClientAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.quartz.QuartzAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the server. */
@SpringBootApplication(
        exclude = {
            QuartzAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            ThymeleafAutoConfiguration.class,
            ElasticsearchRestClientAutoConfiguration.class,
            ElasticsearchClientAutoConfiguration.class
        },
        proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class ChartSealServer {

    /**
     * Runs until stopped.
     *
     * @param args Spring Boot arguments, for example {@code --server.port=8081}
     */
    public static void main(String[] args) {
        // Row times are part of what a seal authenticates: they must not move with a host's time zone.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        // A data directory may be given relative to the working directory, as any other path.
        System.setProperty("h2.implicitRelativePath", "true");
        StandardProfiles.begin();
        SpringApplication.run(ChartSealServer.class, args);
    }
}
