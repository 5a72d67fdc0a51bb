package org.chartseal.server.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.evidence.TestAuthority;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.CosignatureSigner;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.chartseal.anchoring.proof.Witness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration makes of a trust file. */
class PinsTest {
    private static final String HASH = "0x" + "1f".repeat(32);
    private static final String ADDRESS = "0x" + "2e".repeat(20);
    private static final List<Witness> WITNESSES = List.of(new Witness(
            CosignatureSigner.fromSeed("witness.north", new byte[32]).cosigner(), "North"));
    private static final TrustFile FIRST = new TrustFile(
            "log.example",
            List.of(CheckpointSigner.fromSeed("log.example", new byte[32]).verifier()),
            new ChainIdentity(1, HASH, ADDRESS, HASH, HASH),
            Set.of(Evidence.RPC));

    @TempDir
    Path directory;

    @Test
    void withoutAnySettingTheFileStaysAsItWas() {
        Pins none = Pins.of(properties(List.of(), List.of(), List.of(), 0, List.of()), WITNESSES, 1);
        assertThat(none.any()).isFalse();
        assertThat(none.in(FIRST)).isSameAs(FIRST);
    }

    @Test
    void allThatIsSetIsPinned() throws Exception {
        byte[] der = new TestAuthority(TestAuthority.Fault.NONE).rootCertificate();
        Path pem = Files.writeString(
                directory.resolve("tsa.pem"),
                "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(der)
                        + "\n-----END CERTIFICATE-----\n");
        EvidenceProperties properties = properties(
                List.of(Evidence.HEADER, Evidence.QBFT),
                List.of(new EvidenceProperties.Header(
                        7, HASH.toUpperCase(java.util.Locale.ROOT).replace("0X", "0x"))),
                List.of(new EvidenceProperties.Validators(5, 1_700_000_000, List.of(ADDRESS))),
                1,
                List.of(new EvidenceProperties.Authority("local", URI.create("https://tsa.example/"), pem)));
        Pins pins = Pins.of(properties, WITNESSES, 1);
        assertThat(pins.in(FIRST).json())
                .startsWith("{\"format\":\"2\"")
                .contains(
                        "\"evidence\":[\"header\",\"qbft\"]",
                        "\"headers\":[{\"blockNumber\":\"7\",\"blockHash\":\"" + HASH + "\"}]",
                        "\"validators\":[{\"fromBlock\":\"5\",\"fromTime\":\"1700000000\",\"addresses\":[\"" + ADDRESS,
                        "\"institution\":\"North\"",
                        "\"quorum\":\"1\"",
                        "\"timestampAuthorities\":[\"" + Base64.getEncoder().encodeToString(der));
    }

    @Test
    void whatIsNotSaidOtherwiseStaysAccepted() {
        Pins pins = Pins.of(properties(List.of(), List.of(), List.of(), 1, List.of()), WITNESSES, 1);
        assertThat(pins.in(FIRST).evidence()).containsExactly(Evidence.RPC);
    }

    @Test
    void whatMakesNoTrustFileIsRefused() {
        assertThatThrownBy(() -> Pins.of(properties(List.of(), List.of(), List.of(), 2, List.of()), WITNESSES, 1))
                .hasMessageStartingWith("Expected chartseal.evidence.quorum from 0 to 1");
        // Nobody who does not sign for the chain is asked to cosign.
        assertThatThrownBy(() -> Pins.of(properties(List.of(), List.of(), List.of(), 1, List.of()), WITNESSES, 0))
                .hasMessageStartingWith("Expected chartseal.evidence.quorum from 0 to 0");
        assertThatThrownBy(() -> Pins.of(
                        properties(
                                List.of(), List.of(new EvidenceProperties.Header(7, "0x12")), List.of(), 0, List.of()),
                        WITNESSES,
                        1))
                .hasMessageStartingWith("Expected 0x and 64 hex digits in chartseal.evidence.headers");
        Path none = directory.resolve("none");
        assertThatThrownBy(() -> Pins.of(
                        properties(
                                List.of(),
                                List.of(),
                                List.of(),
                                0,
                                List.of(new EvidenceProperties.Authority("a", URI.create("http://a.example"), none))),
                        WITNESSES,
                        1))
                .hasMessageStartingWith("Expected an X.509 certificate");
        EvidenceProperties.Validators late = new EvidenceProperties.Validators(9, 9, List.of(ADDRESS));
        EvidenceProperties.Validators early = new EvidenceProperties.Validators(5, 5, List.of(ADDRESS));
        Pins unordered = Pins.of(properties(List.of(), List.of(), List.of(late, early), 0, List.of()), WITNESSES, 1);
        assertThatThrownBy(() -> unordered.in(FIRST)).hasMessageContaining("sets in ascending order");
    }

    private static EvidenceProperties properties(
            List<Evidence> accepted,
            List<EvidenceProperties.Header> headers,
            List<EvidenceProperties.Validators> validators,
            int quorum,
            List<EvidenceProperties.Authority> authorities) {
        return new EvidenceProperties(
                accepted,
                List.of(),
                headers,
                validators,
                quorum,
                authorities,
                Duration.ofMinutes(10),
                Duration.ofSeconds(20));
    }
}
