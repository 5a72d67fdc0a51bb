package org.chartseal.server.integrity;

import java.time.Clock;
import org.chartseal.anchoring.chain.Endorsements;
import org.chartseal.anchoring.chain.LocalSigner;
import org.chartseal.anchoring.chain.LogRules;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.server.DirectoryProperties;
import org.chartseal.server.ModeProperties;
import org.chartseal.server.keys.SystemKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the submitter to its outbox and its chain. */
@Configuration(proxyBeanMethods = false)
class AnchoringConfiguration {

    @Bean
    JdbcAnchorOutbox anchorOutbox(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new JdbcAnchorOutbox(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    ChainAnchoring anchoring(
            ChainProperties properties,
            ModeProperties mode,
            DirectoryProperties directories,
            LogOrigin origin,
            LogStore store,
            JdbcAnchorOutbox outbox,
            JdbcTemplate jdbc,
            SystemKeys systemKeys,
            LogRules newLogRules,
            Endorsements endorsements,
            LogIncidents incidents) {
        if (properties.rpcUrl() == null && !mode.evaluation()) {
            throw new IllegalStateException(
                    "Expected chartseal.chain.rpc-url in production mode, found none: the in-process ledger is no"
                            + " evidence against its operator");
        }
        return new ChainAnchoring(
                properties,
                directories,
                origin,
                store,
                outbox,
                new PinnedChain(jdbc),
                LocalSigner.of(systemKeys.key("anchor-publisher/v1", 32).reveal()),
                newLogRules,
                endorsements,
                incidents,
                Clock.systemUTC());
    }
}
