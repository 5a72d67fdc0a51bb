package org.chartseal.server.integrity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The chain that checkpoints are anchored on.
 *
 * @param rpcUrl JSON-RPC address of an EVM node; required in production. Default: the in-process development ledger,
 *     since 0.1
 * @param contract address of a deployed ChartSealAnchors contract. Default: one is deployed with the publisher's first
 *     transaction, since 0.1
 * @param confirmations blocks on top of an anchor before it is final. Default 12 blocks, since 0.1
 * @param timeout how long to wait for the node. Default 20s, since 0.1
 */
@ConfigurationProperties("chartseal.chain")
public record ChainProperties(
        @Nullable String rpcUrl,
        @Nullable String contract,
        @DefaultValue("12") long confirmations,
        @DefaultValue("20s") Duration timeout) {}
