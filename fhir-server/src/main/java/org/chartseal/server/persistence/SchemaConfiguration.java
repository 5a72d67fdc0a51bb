package org.chartseal.server.persistence;

import ca.uhn.fhir.jpa.migrate.DriverTypeEnum;
import ca.uhn.fhir.jpa.migrate.HapiMigrationStorageSvc;
import ca.uhn.fhir.jpa.migrate.MigrationTaskList;
import ca.uhn.fhir.jpa.migrate.SchemaMigrator;
import ca.uhn.fhir.jpa.migrate.dao.HapiMigrationDao;
import ca.uhn.fhir.jpa.migrate.tasks.HapiFhirJpaMigrationTasks;
import ca.uhn.fhir.util.VersionEnum;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.chartseal.server.DirectoryProperties;
import org.chartseal.server.MigratedSchema;
import org.chartseal.server.keys.OwnerOnlyFiles;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Brings the database to this version's schema: HAPI's tables by HAPI's own migrations, ours by Flyway. */
@Configuration(proxyBeanMethods = false)
class SchemaConfiguration {

    @Bean
    MigratedSchema migratedSchema(DataSource dataSource, DirectoryProperties directories)
            throws SQLException, IOException {
        // Before H2 makes it, readable by all: the search index in it is not sealed.
        OwnerOnlyFiles.directory(directories.data());
        DriverTypeEnum driver = driver(dataSource);
        migrateHapi(dataSource, driver);
        Flyway.configure()
                .dataSource(dataSource)
                .table("chartseal_schema")
                .locations("classpath:db/chartseal", "classpath:db/hapi")
                .placeholders(
                        driver == DriverTypeEnum.POSTGRES_9_4
                                ? Map.of("bytes", "bytea", "stored", " stored")
                                : Map.of("bytes", "varbinary(65536)", "stored", ""))
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        return new MigratedSchema(driver == DriverTypeEnum.POSTGRES_9_4);
    }

    private static DriverTypeEnum driver(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
            return switch (product) {
                case "h2" -> DriverTypeEnum.H2_EMBEDDED;
                case "postgresql" -> DriverTypeEnum.POSTGRES_9_4;
                default -> throw new IllegalStateException("Expected the database H2 or PostgreSQL, found " + product);
            };
        }
    }

    private static void migrateHapi(DataSource dataSource, DriverTypeEnum driver) {
        HapiMigrationStorageSvc storage = new HapiMigrationStorageSvc(
                new HapiMigrationDao(dataSource, driver, SchemaMigrator.HAPI_FHIR_MIGRATION_TABLENAME));
        storage.createMigrationTableIfRequired();
        MigrationTaskList tasks = new HapiFhirJpaMigrationTasks(Set.of()).getAllTasks(VersionEnum.values());
        if (storage.diff(tasks).size() == 0) {
            return;
        }
        SchemaMigrator migrator = new SchemaMigrator(
                "HAPI FHIR",
                SchemaMigrator.HAPI_FHIR_MIGRATION_TABLENAME,
                dataSource,
                new Properties(),
                tasks,
                storage);
        migrator.setDriverType(driver);
        migrator.migrate();
    }
}
