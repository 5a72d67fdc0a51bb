package org.chartseal.server.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.evidence.ArchivedHeader;
import org.chartseal.anchoring.evidence.ValidatorSet;
import org.chartseal.anchoring.proof.ProofFormatException;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.proof.TrustPins;
import org.chartseal.anchoring.proof.Witness;

/** What the configuration pins, as a trust file has it (format 2, section 3). */
final class Pins {
    private final Set<TrustFile.Evidence> accepted;
    private final TrustPins pins;

    private Pins(Set<TrustFile.Evidence> accepted, TrustPins pins) {
        this.accepted = accepted;
        this.pins = pins;
    }

    /**
     * Reads what is configured.
     *
     * @param witnesses who may cosign
     * @param signing how many of them sign each anchor, and so cosign it at least
     * @throws IllegalArgumentException if a value is malformed or a certificate cannot be read
     */
    static Pins of(EvidenceProperties properties, List<Witness> witnesses, int signing) {
        int most = Math.min(witnesses.size(), signing);
        if (properties.quorum() < 0 || properties.quorum() > most) {
            throw new IllegalArgumentException("Expected chartseal.evidence.quorum from 0 to " + most
                    + ", as many chartseal.witnesses.members with a vkey as sign an anchor, found "
                    + properties.quorum());
        }
        TrustPins pins = new TrustPins(
                set(properties.required()),
                properties.headers().stream()
                        .map(one -> new ArchivedHeader(one.blockNumber(), bytes("headers", one.blockHash(), 32)))
                        .toList(),
                properties.validators().stream().map(Pins::validators).toList(),
                properties.quorum() == 0 ? List.of() : witnesses,
                properties.quorum(),
                properties.timestampAuthorities().stream()
                        .map(one -> certificate(one.certificate()))
                        .toList(),
                List.of());
        return new Pins(set(properties.accepted()), pins);
    }

    /** Whether anything is pinned that format 1 does not know. */
    boolean any() {
        return !accepted.isEmpty()
                || !pins.required().isEmpty()
                || !pins.headers().isEmpty()
                || !pins.validators().isEmpty()
                || pins.quorum() > 0
                || !pins.timestampAuthorities().isEmpty();
    }

    /**
     * A trust file with these pins, the same if there are none.
     *
     * @throws IllegalArgumentException if the values do not make a trust file
     */
    TrustFile in(TrustFile first) {
        if (!any()) {
            return first;
        }
        TrustFile second = first.withPins(accepted.isEmpty() ? first.evidence() : accepted, pins);
        try {
            return TrustFile.parse(second.json().getBytes(UTF_8));
        } catch (ProofFormatException e) {
            throw new IllegalArgumentException(
                    "Expected chartseal.evidence to make a trust file, found: " + e.getMessage(), e);
        }
    }

    /** How many cosignatures are expected. */
    int quorum() {
        return pins.quorum();
    }

    /** The certificate in a file of PEM or DER, in DER. */
    static byte[] certificate(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getEncoded();
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException(
                    "Expected an X.509 certificate in chartseal.evidence.timestamp-authorities.certificate " + file
                            + ", found none",
                    e);
        }
    }

    private static Set<TrustFile.Evidence> set(Collection<TrustFile.Evidence> words) {
        Set<TrustFile.Evidence> set = EnumSet.noneOf(TrustFile.Evidence.class);
        set.addAll(words);
        return set;
    }

    private static ValidatorSet validators(EvidenceProperties.Validators set) {
        Set<Address> addresses = new HashSet<>();
        for (String address : set.addresses()) {
            addresses.add(Address.parse("0x" + HexFormat.of().formatHex(bytes("validators.addresses", address, 20))));
        }
        return new ValidatorSet(set.fromBlock(), set.fromTime(), addresses);
    }

    private static byte[] bytes(String what, String hex, int length) {
        String digits = hex.toLowerCase(Locale.ROOT);
        if (!digits.matches("0x[0-9a-f]{" + 2 * length + "}")) {
            throw new IllegalArgumentException(
                    "Expected 0x and " + 2 * length + " hex digits in chartseal.evidence." + what + ", found " + hex);
        }
        return HexFormat.of().parseHex(digits, 2, digits.length());
    }
}
