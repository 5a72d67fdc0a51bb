package org.chartseal.server.evidence;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.chartseal.anchoring.proof.TrustFile;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What officers judge anchors by without a node, beside it or instead of it: it goes into the trust file that the server
 * writes, which is of format 2 as soon as anything here is set, and into proofs.
 *
 * @param accepted what may stand for an anchor, of the words rpc, header, qbft, witnesses, rfc3161, opentimestamps and
 *     development. Default: rpc, and development where the chain is in
 *     process, since 0.2
 * @param required what must be there, all of it, by the same words. Default none, since 0.2
 * @param headers blocks whose hashes a node of your own confirmed, each with {@code block-number} and
 *     {@code block-hash}. Default none, since 0.2
 * @param validators sets of QBFT validators, each with {@code from-block}, {@code from-time} (of that block, seconds
 *     since 1970) and {@code addresses}. Default none, since 0.2
 * @param quorum how many of the {@code chartseal.witnesses.members} that have a {@code vkey} must have cosigned; 0 pins no
 *     cosignatures. Default 0, since 0.2
 * @param timestampAuthorities time stamp authorities (RFC 3161), each with {@code name}, {@code uri} and
 *     {@code certificate}, a file in PEM or DER with the certificate that is pinned, the authority's own or one that
 *     leads to it. Default none, since 0.2
 * @param timestampInterval shortest time between two time stamps of one authority. Default 10m, since 0.2
 * @param timestampTimeout how long to wait for an authority. Default 20s, since 0.2
 */
@ConfigurationProperties("chartseal.evidence")
public record EvidenceProperties(
        @DefaultValue List<TrustFile.Evidence> accepted,
        @DefaultValue List<TrustFile.Evidence> required,
        @DefaultValue List<Header> headers,
        @DefaultValue List<Validators> validators,
        @DefaultValue("0") int quorum,
        @DefaultValue List<Authority> timestampAuthorities,
        @DefaultValue("10m") Duration timestampInterval,
        @DefaultValue("20s") Duration timestampTimeout) {

    /** A block whose hash is archived: 0x and 64 hex digits. */
    public record Header(long blockNumber, String blockHash) {}

    /** Who seals blocks from one on: 0x and 40 hex digits each. */
    public record Validators(long fromBlock, long fromTime, List<String> addresses) {}

    /** A time stamp authority. */
    public record Authority(String name, URI uri, Path certificate) {
        /** @throws IllegalArgumentException if the name is none or the address is not of HTTP */
        public Authority {
            if (!name.matches("[\\x21-\\x7e ]{1,100}")) {
                throw new IllegalArgumentException(
                        "Expected chartseal.evidence.timestamp-authorities.name of 1 to 100 printable characters");
            }
            if (uri.getHost() == null
                    || uri.getUserInfo() != null
                    || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                throw new IllegalArgumentException("Expected chartseal.evidence.timestamp-authorities.uri of http or"
                        + " https with a host and without a user, found another address for " + name);
            }
        }
    }

    public EvidenceProperties {
        accepted = List.copyOf(accepted);
        required = List.copyOf(required);
        headers = List.copyOf(headers);
        validators = List.copyOf(validators);
        timestampAuthorities = List.copyOf(timestampAuthorities);
        if (timestampAuthorities.stream().map(Authority::name).distinct().count() < timestampAuthorities.size()) {
            throw new IllegalArgumentException(
                    "Expected each name once in chartseal.evidence.timestamp-authorities, found one twice");
        }
    }
}
