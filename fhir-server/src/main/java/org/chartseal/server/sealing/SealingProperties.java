package org.chartseal.server.sealing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sealing of stored bodies.
 *
 * @param enabled false stores bodies in the clear, to measure what sealing costs; refused in production. Default true,
 *     since 0.1
 */
@ConfigurationProperties("chartseal.sealing")
public record SealingProperties(@DefaultValue("true") boolean enabled) {}
