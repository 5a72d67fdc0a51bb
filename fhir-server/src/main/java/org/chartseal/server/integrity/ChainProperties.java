package org.chartseal.server.integrity;

import java.time.Duration;
import org.chartseal.anchoring.chain.Finality;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The chain that checkpoints are anchored on.
 *
 * @param rpcUrl JSON-RPC address of an EVM node, or several of one chain separated by commas: the next is asked where one
 *     cannot be reached; required in production. Default: the in-process development ledger, since 0.1
 * @param contract address of a deployed ChartSealAnchors contract. Default: one is deployed with the publisher's first
 *     transaction, since 0.1
 * @param finality when an anchor is final: by {@code depth}, or when the chain itself calls its block
 *     {@code finalized}. Default depth, since 0.2
 * @param confirmations blocks on top of an anchor before it is final by depth. Default 12 blocks, since 0.1
 * @param timeout how long to wait for the node. Default 20s, since 0.1
 */
@ConfigurationProperties("chartseal.chain")
public record ChainProperties(
        @Nullable String rpcUrl,
        @Nullable String contract,
        @DefaultValue("depth") Finality finality,
        @DefaultValue("12") long confirmations,
        @DefaultValue("20s") Duration timeout) {}
