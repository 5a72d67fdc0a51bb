package org.chartseal.server.keys;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.chartseal.server.DirectoryProperties;
import org.chartseal.server.MigratedSchema;
import org.chartseal.server.ModeProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Opens the keystore and the key store database. */
@Configuration(proxyBeanMethods = false)
class KeysConfiguration {

    @Bean
    KeyProvider keyProvider(DirectoryProperties directories, KeysProperties properties, ModeProperties mode)
            throws IOException {
        OwnerOnlyFiles.directory(directories.keys());
        OwnerOnlyFiles.directory(directories.secrets());
        URI vault = properties.vaultUrl();
        if (vault != null) {
            Path token = properties.vaultTokenFile() == null
                    ? directories.secrets().resolve("vault-token")
                    : Path.of(properties.vaultTokenFile());
            return new VaultTransit(vault, properties.vaultKey(), () -> secret(token));
        }
        String google = properties.googleKmsKey();
        if (google != null) {
            String credentials = properties.googleKmsCredentialsFile();
            return new GoogleKms(
                    GoogleKmsAccess.open(
                            properties.googleKmsEndpoint(), credentials == null ? null : Path.of(credentials)),
                    google,
                    Duration.ofMillis(200));
        }
        Path file = properties.passphraseFile() == null
                ? directories.secrets().resolve("keystore-passphrase")
                : Path.of(properties.passphraseFile());
        if (!Files.exists(file)) {
            if (!mode.evaluation()) {
                throw new KeyUnavailableException(
                        "Expected the keystore's passphrase in the file chartseal.keys.passphrase-file, found no file");
            }
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            OwnerOnlyFiles.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
        }
        Secret<char[]> passphrase = Secret.of(Files.readString(file).strip().toCharArray());
        return KeystoreFile.openOrCreate(directories.keys().resolve("keystore.bcfks"), passphrase);
    }

    private static Secret<String> secret(Path file) {
        try {
            return Secret.of(Files.readString(file).strip());
        } catch (IOException unreadable) {
            throw new KeyUnavailableException(
                    "Expected the key provider's token in the file " + file.getFileName() + ", found none readable");
        }
    }

    @Bean(destroyMethod = "close")
    KeyDatabase keyDatabase(DirectoryProperties directories, KeysProperties properties) {
        HikariDataSource dataSource = new HikariDataSource();
        String url = properties.storeUrl();
        dataSource.setJdbcUrl(
                url == null
                        ? "jdbc:h2:file:"
                                + directories
                                        .keys()
                                        .toAbsolutePath()
                                        .normalize()
                                        .resolve("slots") + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE"
                        : url);
        dataSource.setUsername(properties.storeUsername());
        dataSource.setPassword(properties.storePassword());
        dataSource.setMaximumPoolSize(4);
        // Each request asks: while the key store is down, its callers are told so before they pile up.
        dataSource.setConnectionTimeout(5_000);
        dataSource.setPoolName("keys");
        return new KeyDatabase(dataSource);
    }

    @Bean
    KeyMaterialStore keyMaterialStore(KeyDatabase database) {
        return new JdbcKeyMaterialStore(
                database.dataSource(),
                database.dataSource().getJdbcUrl().startsWith("jdbc:postgresql:") ? "bytea" : "varbinary(16384)");
    }

    @Bean
    SystemKeys systemKeys(KeyProvider provider, KeyMaterialStore store) {
        return new SystemKeys(provider, store);
    }

    @Bean(destroyMethod = "shutdown")
    ExecutorService keySlotRefiller() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "key-slots");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Bean
    KeySlots keySlots(
            KeyProvider provider, KeyMaterialStore store, KeysProperties properties, ExecutorService keySlotRefiller) {
        return new KeySlots(provider, store, properties.poolSize(), keySlotRefiller);
    }

    @Bean
    KeyEncryptionKeyRotation keyEncryptionKeyRotation(KeyProvider provider, KeyMaterialStore store) {
        return new KeyEncryptionKeyRotation(provider, store);
    }

    @Bean
    SubjectSlots subjectSlots(JdbcTemplate jdbc, MigratedSchema schema, KeySlots slots, SystemKeys systemKeys) {
        return new SubjectSlots(jdbc, schema.postgres(), slots, systemKeys);
    }

    @Bean
    SlotMoves slotMoves(SubjectSlots subjects) {
        return new SlotMoves(subjects);
    }

    @Bean
    OpenTransactions openTransactions(JdbcTemplate jdbc, MigratedSchema schema, SubjectSlots subjects) {
        return new OpenTransactions(jdbc, schema.postgres(), subjects);
    }
}
