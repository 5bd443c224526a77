package dev.tongfu.crypto;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * The mathematics a key belongs to.
 *
 * <p>Read from the algorithm identifier of the encoded key, never from the provider's name for it: the same curve has
 * several names, and two curves share the name EC.
 */
public enum KeyKind {
    RSA,
    ED25519,
    P256,
    SM2;

    static KeyKind of(AlgorithmIdentifier identifier) {
        ASN1ObjectIdentifier algorithm = identifier.getAlgorithm();
        if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return RSA;
        }
        if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
            return ED25519;
        }
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return ofCurve(identifier.getParameters());
        }
        throw new UnreadableKeyException("keys of algorithm " + algorithm.getId() + " are not supported");
    }

    private static KeyKind ofCurve(ASN1Encodable curve) {
        if (X9ObjectIdentifiers.prime256v1.equals(curve)) {
            return P256;
        }
        if (GMObjectIdentifiers.sm2p256v1.equals(curve)) {
            return SM2;
        }
        throw new UnreadableKeyException("only the named curves P-256 and SM2 are supported");
    }
}
