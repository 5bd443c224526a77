package dev.tongfu.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/**
 * Signs calls as a merchant does: HTTP Message Signatures (RFC 9421) with an Ed25519 or an RSA key.
 *
 * <p>Written apart from the product, so that a mistake in one is seen by the other.
 */
public final class RequestSigner {
    private final String keyId;
    private final Algorithm algorithm;
    private final String authority;
    private final Clock clock;

    /**
     * A signer for calls to one gateway.
     *
     * @param authority host and port as the Host header names them
     */
    public RequestSigner(String keyId, Path privateKeyPem, String authority, Clock clock) {
        this.keyId = keyId;
        this.algorithm = ed25519(read(privateKeyPem));
        this.authority = authority;
        this.clock = clock;
    }

    /** The same with an RSA key, which signs {@code rsa-v1_5-sha256}. */
    public RequestSigner(String keyId, PrivateKey key, String authority, Clock clock) {
        this.keyId = keyId;
        this.algorithm = rsa(key);
        this.authority = authority;
        this.clock = clock;
    }

    private interface Algorithm {
        byte[] sign(byte[] base);
    }

    /** The headers to add to a call; a body of no bytes means none. */
    public Map<String, String> headers(String method, String target, byte[] body) {
        int question = target.indexOf('?');
        var components = new LinkedHashMap<String, String>();
        components.put("@method", method);
        components.put("@path", question < 0 ? target : target.substring(0, question));
        components.put("@query", question < 0 ? "?" : target.substring(question));
        components.put("@authority", authority);
        var headers = new LinkedHashMap<String, String>();
        if (body.length > 0) {
            String digest = "sha-256=" + bytes(sha256(body));
            components.put("content-digest", digest);
            headers.put("Content-Digest", digest);
        }
        String covered = components.keySet().stream()
                .map(name -> '"' + name + '"')
                .collect(Collectors.joining(" ", "(", ")"));
        String parameters = covered + ";created=" + clock.instant().getEpochSecond() + ";keyid=\"" + keyId + '"';
        String base = components.entrySet().stream()
                .map(line -> '"' + line.getKey() + "\": " + line.getValue() + '\n')
                .collect(Collectors.joining("", "", "\"@signature-params\": " + parameters));
        headers.put("Signature-Input", "sig1=" + parameters);
        headers.put("Signature", "sig1=" + bytes(algorithm.sign(base.getBytes(StandardCharsets.ISO_8859_1))));
        return headers;
    }

    private static Algorithm ed25519(AsymmetricKeyParameter key) {
        return base -> {
            var signer = new Ed25519Signer();
            signer.init(true, key);
            signer.update(base, 0, base.length);
            return signer.generateSignature();
        };
    }

    private static Algorithm rsa(PrivateKey key) {
        return base -> {
            try {
                var signature = Signature.getInstance("SHA256withRSA");
                signature.initSign(key);
                signature.update(base);
                return signature.sign();
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        };
    }

    private static String bytes(byte[] value) {
        return ":" + Base64.getEncoder().encodeToString(value) + ":";
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static AsymmetricKeyParameter read(Path pem) {
        try {
            String text = Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
            return PrivateKeyFactory.createKey(Base64.getDecoder().decode(text));
        } catch (IOException failure) {
            throw new UncheckedIOException("The merchant's key " + pem + " cannot be read.", failure);
        }
    }
}
