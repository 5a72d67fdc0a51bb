package org.chartseal.server;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this server is for.
 *
 * @param mode evaluation (generated secrets, in-process chain; refuses to listen beyond loopback unless
 *     {@code chartseal.evaluation.allow-non-loopback}) or production (refuses to start where secrets or chain would be
 *     generated). Default evaluation, since 0.1
 */
@ConfigurationProperties("chartseal")
public record ModeProperties(@DefaultValue("evaluation") Mode mode) {
    /** The two modes. */
    public enum Mode {
        /** Generated secrets, in-process chain, loopback only. */
        EVALUATION,
        /** Everything given by the operator, nothing generated. */
        PRODUCTION
    }

    /** Whether secrets may be generated and the in-process chain used. */
    public boolean evaluation() {
        return mode == Mode.EVALUATION;
    }
}
