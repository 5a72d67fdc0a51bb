package org.chartseal.anchoring.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * Judges time stamp tokens against pinned authorities, each at the token's own time: what was revoked since is for the
 * next edition of the trust file.
 */
public final class TimestampVerifier {
    private static final Set<String> DIGESTS = Set.of(
            NISTObjectIdentifiers.id_sha256.getId(),
            NISTObjectIdentifiers.id_sha384.getId(),
            NISTObjectIdentifiers.id_sha512.getId());
    private static final String MALFORMED = "the token is no time stamp token";
    private static final Set<String> WEAK = Set.of("MD2", "MD4", "MD5", "SHA1");

    private final List<X509Certificate> anchors = new ArrayList<>();

    /**
     * A verifier of these authorities' tokens.
     *
     * @param authorities DER of X.509 certificates; what is none anchors nothing
     */
    public TimestampVerifier(List<byte[]> authorities) {
        for (byte[] der : authorities) {
            try {
                anchors.add(certificate(der));
            } catch (CertificateException anchorsNothing) {
                // As the specification says: a trust file is not refused for it.
            }
        }
    }

    /**
     * The time at which a pinned authority saw a digest.
     *
     * @param digest SHA-256, 32 bytes
     * @throws EvidenceException if the token does not show that
     */
    public Instant verify(TimestampToken evidence, byte[] digest) {
        try {
            return time(evidence, digest);
        } catch (EvidenceException e) {
            throw e;
        } catch (RuntimeException malformedWithin) {
            throw new EvidenceException(MALFORMED);
        }
    }

    private Instant time(TimestampToken evidence, byte[] digest) {
        TimeStampToken token = parse(evidence.der());
        if (!NISTObjectIdentifiers.id_sha256.equals(token.getTimeStampInfo().getMessageImprintAlgOID())
                || !Arrays.equals(token.getTimeStampInfo().getMessageImprintDigest(), digest)) {
            throw new EvidenceException("the token is of another text");
        }
        SignerInformation signer =
                token.toCMSSignedData().getSignerInfos().getSigners().iterator().next();
        if (!DIGESTS.contains(signer.getDigestAlgOID()) || !namesItsSigner(signer)) {
            throw new EvidenceException("the token is signed by an algorithm that does not count");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        Collection<X509CertificateHolder> shown = token.getCertificates().getMatches(null);
        X509CertificateHolder holder = shown.stream()
                .filter(one -> token.getSID().match(one))
                .findFirst()
                .orElseThrow(() -> new EvidenceException("the token does not show its signer's certificate"));
        try {
            SignerInformationVerifier verifier = new JcaSimpleSignerInfoVerifierBuilder().build(holder);
            token.validate(verifier);
            for (X509CertificateHolder one : shown) {
                certificates.add(certificate(one.getEncoded()));
            }
            chain(
                    certificate(holder.getEncoded()),
                    certificates,
                    token.getTimeStampInfo().getGenTime());
        } catch (TSPException | OperatorCreationException | CertificateException | IOException e) {
            throw new EvidenceException("the token is not signed by a certificate for time stamps alone");
        }
        return token.getTimeStampInfo().getGenTime().toInstant();
    }

    private static TimeStampToken parse(byte[] der) {
        try {
            return new TimeStampToken(ContentInfo.getInstance(ASN1Primitive.fromByteArray(der)));
        } catch (TSPException | IOException e) {
            throw new EvidenceException(MALFORMED);
        }
    }

    /** By RFC 5816: RFC 3161's own attribute knows SHA-1 only. */
    private static boolean namesItsSigner(SignerInformation signer) {
        var attributes = signer.getSignedAttributes();
        var attribute = attributes == null ? null : attributes.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        if (attribute == null) {
            return false;
        }
        var ids = SigningCertificateV2.getInstance(attribute.getAttributeValues()[0])
                .getCerts();
        return ids.length > 0
                && DIGESTS.contains(ids[0].getHashAlgorithm().getAlgorithm().getId());
    }

    private void chain(X509Certificate signer, List<X509Certificate> shown, Date time) {
        for (X509Certificate anchor : anchors) {
            try {
                anchor.checkValidity(time);
                if (anchor.equals(signer)) {
                    return;
                }
                X509CertSelector target = new X509CertSelector();
                target.setCertificate(signer);
                PKIXBuilderParameters parameters =
                        new PKIXBuilderParameters(Set.of(new TrustAnchor(anchor, null)), target);
                parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(shown)));
                parameters.setRevocationEnabled(false);
                parameters.setDate(time);
                if (CertPathBuilder.getInstance("PKIX").build(parameters).getCertPath().getCertificates().stream()
                        .allMatch(TimestampVerifier::strong)) {
                    return;
                }
            } catch (GeneralSecurityException leadsNowhere) {
                // The next authority may be the one.
            }
        }
        throw new EvidenceException("the token's signer leads to no pinned authority at the token's time");
    }

    private static boolean strong(Certificate certificate) {
        String algorithm = ((X509Certificate) certificate).getSigAlgName().toUpperCase(Locale.ROOT);
        return WEAK.stream().noneMatch(algorithm.replace("-", "")::contains);
    }

    private static X509Certificate certificate(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
