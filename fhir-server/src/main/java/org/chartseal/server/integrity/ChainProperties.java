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
 * @param confirmingEndpoints how many of the addresses in {@code rpc-url} must say the same before an anchor is final, from
 *     1 to all of them; with 2 or more, two that contradict each other are an incident. Default 1, since 0.2
 * @param timeout how long to wait for the node. Default 20s, since 0.1
 */
@ConfigurationProperties("chartseal.chain")
public record ChainProperties(
        @Nullable String rpcUrl,
        @Nullable String contract,
        @DefaultValue("depth") Finality finality,
        @DefaultValue("12") long confirmations,
        @DefaultValue("1") int confirmingEndpoints,
        @DefaultValue("20s") Duration timeout) {

    /** @throws IllegalArgumentException if more endpoints are to confirm than there are; no URL is shown */
    public ChainProperties {
        int endpoints = rpcUrl == null ? 1 : rpcUrl.split(",", -1).length;
        if (confirmingEndpoints < 1 || confirmingEndpoints > endpoints) {
            throw new IllegalArgumentException("Expected chartseal.chain.confirming-endpoints from 1 to " + endpoints
                    + ", as many as chartseal.chain.rpc-url has, found " + confirmingEndpoints);
        }
    }
}
