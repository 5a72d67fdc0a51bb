package org.chartseal.server.evaluation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What evaluation mode may do beyond its bounds.
 *
 * @param allowNonLoopback whether an evaluation server may listen on {@code server.address} other than loopback; for
 *     containers that publish the port on the host's loopback only. Default false, since 0.1
 */
@ConfigurationProperties("chartseal.evaluation")
public record EvaluationProperties(@DefaultValue("false") boolean allowNonLoopback) {}
