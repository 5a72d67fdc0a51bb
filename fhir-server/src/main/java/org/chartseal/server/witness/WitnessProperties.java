package org.chartseal.server.witness;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.LogRules;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.log.Cosigner;
import org.chartseal.anchoring.proof.Witness;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The institutions without which the log does not grow on its chain. They go into the log's id when it is created there;
 * afterwards only they themselves change them.
 *
 * @param members institutions, each with {@code name}, {@code address} (0x and 40 hex digits), and {@code vkey} if it
 *     cosigns checkpoints, all as its {@code witness init} shows them. Default none, since 0.2
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

    /** An institution and the keys it signs with: for the chain, and where it has one for checkpoints. */
    public record Member(String name, String address, @Nullable String vkey) {
        /** @throws IllegalArgumentException if the verifier key is none of a cosigner */
        public Member {
            address = address.toLowerCase(java.util.Locale.ROOT);
            try {
                var unused = vkey == null ? null : Cosigner.parse(vkey);
            } catch (CheckpointFormatException e) {
                throw new IllegalArgumentException(
                        "Expected the verifier key of a cosigner in chartseal.witnesses.members.vkey of " + name
                                + ", found another text: " + e.getMessage(),
                        e);
            }
        }

        Optional<Cosigner> cosigner() {
            return Optional.ofNullable(vkey).map(Cosigner::parse);
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

    /** The key by which the institution with this address cosigns, empty if none is configured. */
    Optional<Cosigner> cosigner(String address) {
        return members.stream()
                .filter(member -> member.address().equals(address))
                .findFirst()
                .flatMap(Member::cosigner);
    }

    /** All who may cosign, as a trust file pins them. */
    public List<Witness> cosigners() {
        return members.stream()
                .flatMap(member -> member.cosigner().stream().map(key -> new Witness(key, member.name())))
                .toList();
    }
}
