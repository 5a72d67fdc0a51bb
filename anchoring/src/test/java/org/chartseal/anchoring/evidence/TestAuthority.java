package org.chartseal.anchoring.evidence;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.chartseal.anchoring.canonical.Sha256;

/** A time stamp authority of a test's own, which can be made to do wrong. */
public final class TestAuthority {
    public static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");
    public static final Instant TO = Instant.parse("2034-01-01T00:00:00Z");

    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.2.3.4.1");

    /** What an authority does wrong. */
    public enum Fault {
        NONE,
        PURPOSE_NOT_CRITICAL,
        OTHER_PURPOSE,
        SHA1_SIGNATURE,
        SHA1_SIGNER_ID,
        NO_CERTIFICATE
    }

    private final Fault fault;
    private final KeyPair rootKeys = keys();
    private final KeyPair signerKeys = keys();
    private final X509Certificate root;
    private final X509Certificate signer;
    private long serial = 1;

    public TestAuthority(Fault fault) throws Exception {
        this.fault = fault;
        X500Name name = new X500Name("CN=test root");
        JcaX509v3CertificateBuilder self = new JcaX509v3CertificateBuilder(
                name, BigInteger.ONE, Date.from(FROM), Date.from(TO), name, rootKeys.getPublic());
        self.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        root = signed(self);
        JcaX509v3CertificateBuilder issued = new JcaX509v3CertificateBuilder(
                root,
                BigInteger.TWO,
                Date.from(FROM),
                Date.from(TO),
                new X500Name("CN=test time stamps"),
                signerKeys.getPublic());
        KeyPurposeId purpose =
                fault == Fault.OTHER_PURPOSE ? KeyPurposeId.id_kp_codeSigning : KeyPurposeId.id_kp_timeStamping;
        issued.addExtension(
                Extension.extendedKeyUsage, fault != Fault.PURPOSE_NOT_CRITICAL, new ExtendedKeyUsage(purpose));
        signer = signed(issued);
    }

    public byte[] rootCertificate() throws Exception {
        return root.getEncoded();
    }

    public byte[] signerCertificate() throws Exception {
        return signer.getEncoded();
    }

    /** A token over a SHA-256. */
    public TimestampToken stamp(byte[] digest, Instant time) throws Exception {
        if (fault == Fault.PURPOSE_NOT_CRITICAL || fault == Fault.OTHER_PURPOSE) {
            return withoutPurpose(digest, time);
        }
        TimeStampRequestGenerator request = new TimeStampRequestGenerator();
        request.setCertReq(true);
        byte[] answer = answer(request.generate(TSPAlgorithms.SHA256, digest).getEncoded(), time);
        return new TimestampToken(
                new TimeStampResponse(answer).getTimeStampToken().getEncoded());
    }

    /** Signed as a token is, by a certificate that the library would not make one with. */
    private TimestampToken withoutPurpose(byte[] digest, Instant time) throws Exception {
        byte[] info = new TimeStampToken(ContentInfo.getInstance(
                        new TestAuthority(Fault.NONE).stamp(digest, time).der()))
                .getTimeStampInfo()
                .getEncoded();
        byte[] hash = Sha256.hash(signer.getEncoded());
        Attribute signerId = new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2[] {new ESSCertIDv2(hash)})));
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder()
                .setSignedAttributeGenerator(
                        new DefaultSignedAttributeTableGenerator(new AttributeTable(new DERSet(signerId))))
                .build("SHA256withECDSA", signerKeys.getPrivate(), signer));
        generator.addCertificates(new JcaCertStore(List.of(signer)));
        return new TimestampToken(generator
                .generate(new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, info), true)
                .getEncoded("DER"));
    }

    /** The answer to a request, both in DER. */
    public byte[] answer(byte[] query, Instant time) throws Exception {
        TimeStampRequest request = new TimeStampRequest(query);
        String algorithm = fault == Fault.SHA1_SIGNATURE ? "SHA1withECDSA" : "SHA256withECDSA";
        var digests = new JcaDigestCalculatorProviderBuilder().build();
        var signerId = new AlgorithmIdentifier(
                fault == Fault.SHA1_SIGNER_ID ? OIWObjectIdentifiers.idSHA1 : NISTObjectIdentifiers.id_sha256);
        TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder().build(algorithm, signerKeys.getPrivate(), signer),
                digests.get(signerId),
                POLICY);
        if (fault != Fault.NO_CERTIFICATE) {
            tokens.addCertificates(new JcaCertStore(List.of(signer)));
        }
        TimeStampResponseGenerator responses = new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED);
        return responses
                .generate(request, BigInteger.valueOf(serial++), Date.from(time))
                .getEncoded();
    }

    private X509Certificate signed(JcaX509v3CertificateBuilder builder) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(rootKeys.getPrivate())));
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
