package org.chartseal.server;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the server keeps what it keeps. Three directories, so that a copy of one gives nothing away of another.
 *
 * @param data the clinical database and the development ledger: sealed, back it up. Default ./chartseal/data, since 0.1
 * @param keys the keystore and the wrapped data keys: back it up elsewhere. Default ./chartseal/keys, since 0.1
 * @param secrets passphrase and generated client secrets. Default ./chartseal/secrets, since 0.1
 */
@ConfigurationProperties("chartseal.directories")
public record DirectoryProperties(
        @DefaultValue("./chartseal/data") Path data,
        @DefaultValue("./chartseal/keys") Path keys,
        @DefaultValue("./chartseal/secrets") Path secrets) {}
