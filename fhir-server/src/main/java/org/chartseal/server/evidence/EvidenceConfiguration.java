package org.chartseal.server.evidence;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.chartseal.anchoring.chain.AnchorOutbox;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.evidence.HttpTimestampAuthority;
import org.chartseal.anchoring.evidence.TimestampVerifier;
import org.chartseal.anchoring.log.CheckpointVerifier;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.server.integrity.Anchoring;
import org.chartseal.server.integrity.CollectedEvidence;
import org.chartseal.server.integrity.Lease;
import org.chartseal.server.witness.Cosignatures;
import org.chartseal.server.witness.WitnessProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Wires evidence: where it comes from, where it lies, who is shown it. */
@Configuration(proxyBeanMethods = false)
class EvidenceConfiguration {
    private static final String HASH = "0x" + "00".repeat(32);
    private static final CheckpointVerifier SOME_KEY = new CheckpointVerifier("log", new byte[32]);
    private static final ChainIdentity SOME_CHAIN = new ChainIdentity(1, HASH, "0x" + "00".repeat(20), HASH, HASH);

    @Bean
    EvidenceTable evidenceTable(JdbcTemplate jdbc) {
        return new EvidenceTable(jdbc);
    }

    /** Tried at once, so that a server with pins that make no trust file does not start. */
    @Bean
    Pins evidencePins(EvidenceProperties properties, WitnessProperties witnesses) {
        Pins pins = Pins.of(properties, witnesses.cosigners(), witnesses.threshold());
        var unused = pins.in(new TrustFile("log", List.of(SOME_KEY), SOME_CHAIN, Set.of(TrustFile.Evidence.RPC)));
        return pins;
    }

    @Bean
    CollectedEvidence collectedEvidence(
            EvidenceTable table,
            AnchorOutbox outbox,
            Cosignatures cosignatures,
            Pins pins,
            EvidenceProperties properties) {
        return new ServedEvidence(
                table,
                outbox,
                cosignatures,
                pins,
                properties.timestampAuthorities().stream()
                        .map(EvidenceProperties.Authority::name)
                        .toList());
    }

    @Bean
    EvidenceSchedule evidenceSchedule(
            EvidenceTable table,
            AnchorOutbox outbox,
            Anchoring anchoring,
            LogStore store,
            EvidenceProperties properties,
            Lease lease) {
        Clock clock = Clock.systemUTC();
        List<Stamps.Stamper> stampers = properties.timestampAuthorities().stream()
                .map(one -> new Stamps.Stamper(
                        one.name(),
                        new HttpTimestampAuthority(one.uri(), properties.timestampTimeout()),
                        new TimestampVerifier(List.of(Pins.certificate(one.certificate())))))
                .toList();
        return new EvidenceSchedule(
                new Receipts(table, outbox, anchoring::receipt, clock),
                new Stamps(table, outbox, store, stampers, properties.timestampInterval(), clock),
                lease);
    }
}
