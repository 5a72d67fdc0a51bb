package org.chartseal.server.witness;

import java.time.Duration;
import java.util.List;
import org.chartseal.anchoring.chain.LogRules;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The institutions without which the log does not grow on its chain. They go into the log's id when it is created there;
 * afterwards only they themselves change them.
 *
 * @param members institutions, each with {@code name} and {@code address} (0x and 40 hex digits). Default none, since
 *     0.2
 * @param threshold how many of them must sign each anchor; at least 2 in production. Default 0, since 0.2
 * @param changeDelay time between the proposal of other members or another publisher and the change. Default 7d, since
 *     0.2
 * @param lateAfter how long a checkpoint waits for signatures before the server's health says so. Default 1h, since 0.2
 */
@ConfigurationProperties("chartseal.witnesses")
public record WitnessProperties(
        @DefaultValue List<Member> members,
        @DefaultValue("0") int threshold,
        @DefaultValue("7d") Duration changeDelay,
        @DefaultValue("1h") Duration lateAfter) {

    /** An institution and the key it signs with. */
    public record Member(String name, String address) {
        public Member {
            address = address.toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException if the members and the threshold make no rules */
    public WitnessProperties {
        members = List.copyOf(members);
        if (threshold < 0 || threshold > members.size() || (threshold == 0 && !members.isEmpty())) {
            throw new IllegalArgumentException("Expected chartseal.witnesses.threshold from "
                    + Math.min(1, members.size()) + " to " + members.size() + ", the number of"
                    + " chartseal.witnesses.members, found " + threshold);
        }
    }

    /** The rules of a log that is created with these members. */
    LogRules rules() {
        return members.isEmpty()
                ? LogRules.publisherAlone()
                : LogRules.of(
                        threshold,
                        changeDelay.toSeconds(),
                        members.stream().map(Member::address).toList());
    }

    /** The institution with this address, or the address itself. */
    String nameOf(String address) {
        return members.stream()
                .filter(member -> member.address().equals(address))
                .map(Member::name)
                .findFirst()
                .orElse(address);
    }
}
