package org.chartseal.anchoring.proof;

import java.util.List;
import java.util.Set;
import org.chartseal.anchoring.evidence.ArchivedHeader;
import org.chartseal.anchoring.evidence.BitcoinHeader;
import org.chartseal.anchoring.evidence.ValidatorSet;
import org.chartseal.anchoring.proof.TrustFile.Evidence;

/**
 * What a trust file of format 2 pins beside format 1 (specification of format 2, section 3).
 *
 * @param required evidence that must be there, all of it
 * @param headers archived hashes of blocks
 * @param validators QBFT's validators, each set from its block on, ascending
 * @param witnesses who may cosign, each institution once
 * @param quorum how many of them must; 0 exactly without witnesses
 * @param timestampAuthorities X.509 certificates in DER
 * @param bitcoinHeaders archived blocks of Bitcoin
 */
public record TrustPins(
        Set<Evidence> required,
        List<ArchivedHeader> headers,
        List<ValidatorSet> validators,
        List<Witness> witnesses,
        int quorum,
        List<byte[]> timestampAuthorities,
        List<BitcoinHeader> bitcoinHeaders) {
    static final TrustPins NONE = new TrustPins(Set.of(), List.of(), List.of(), List.of(), 0, List.of(), List.of());

    public TrustPins {
        required = Set.copyOf(required);
        headers = List.copyOf(headers);
        validators = List.copyOf(validators);
        witnesses = List.copyOf(witnesses);
        timestampAuthorities = List.copyOf(timestampAuthorities);
        bitcoinHeaders = List.copyOf(bitcoinHeaders);
    }
}
