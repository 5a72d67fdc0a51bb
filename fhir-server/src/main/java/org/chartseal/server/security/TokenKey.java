package org.chartseal.server.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.chartseal.server.keys.SystemKeys;

/** The key that signs access tokens: P-256, kept with the server's other keys. */
final class TokenKey {
    private static final X9ECParameters P256 = CustomNamedCurves.getByName("P-256");

    private TokenKey() {}

    static ECKey load(SystemKeys systemKeys) {
        BigInteger seed =
                new BigInteger(1, systemKeys.key("token-signing/v1", 48).reveal());
        // 384 random bits modulo the order: the bias is below 2^-128 (FIPS 186-5, A.2.1).
        BigInteger d = seed.mod(P256.getN().subtract(BigInteger.ONE)).add(BigInteger.ONE);
        ECPoint q = P256.getG().multiply(d).normalize();
        ECKey key = new ECKey.Builder(
                        Curve.P_256,
                        coordinate(q.getAffineXCoord().toBigInteger()),
                        coordinate(q.getAffineYCoord().toBigInteger()))
                .d(coordinate(d))
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .build();
        try {
            return new ECKey.Builder(key).keyIDFromThumbprint().build();
        } catch (com.nimbusds.jose.JOSEException impossible) {
            throw new IllegalStateException("SHA-256 is not available", impossible);
        }
    }

    private static Base64URL coordinate(BigInteger value) {
        return ECKey.encodeCoordinate(256, value);
    }
}
