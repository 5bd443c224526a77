package dev.tongfu.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Signs requests to the merchant API as a merchant does: HTTP Message Signatures (RFC 9421) with Content-Digest.
 *
 * <p>Written apart from the code that verifies, so that one checks the other.
 */
public final class HttpMessageSigner {
    private final String keyId;
    private final Signer signer;
    private final Clock clock;

    public HttpMessageSigner(String keyId, Signer signer, Clock clock) {
        this.keyId = keyId;
        this.signer = signer;
        this.clock = clock;
    }

    /** The headers to add: Signature-Input, Signature, and Content-Digest where there is a body. */
    public Map<String, String> sign(String method, String target, byte[] body) {
        return sign(method, target, "", body);
    }

    /**
     * The same, covering {@code @authority} unless it is empty.
     *
     * @param target path and query as they are sent
     * @param authority host in lower case, with its port unless it is the scheme's default
     */
    public Map<String, String> sign(String method, String target, String authority, byte[] body) {
        int question = target.indexOf('?');
        var components = new LinkedHashMap<String, String>();
        components.put("@method", method);
        components.put("@path", question < 0 ? target : target.substring(0, question));
        components.put("@query", question < 0 ? "?" : target.substring(question));
        if (!authority.isEmpty()) {
            components.put("@authority", authority);
        }
        var headers = new LinkedHashMap<String, String>();
        if (body.length > 0) {
            String digest = "sha-256=" + byteSequence(Digests.sha256(body));
            components.put("content-digest", digest);
            headers.put("Content-Digest", digest);
        }
        String parameters = parameters(components);
        var base = new StringBuilder();
        components.forEach((name, value) ->
                base.append('"').append(name).append("\": ").append(value).append('\n'));
        base.append("\"@signature-params\": ").append(parameters);
        headers.put("Signature-Input", "sig1=" + parameters);
        headers.put(
                "Signature", "sig1=" + byteSequence(signer.sign(base.toString().getBytes(ISO_8859_1))));
        return headers;
    }

    private String parameters(Map<String, String> components) {
        var names = new StringJoiner(" ", "(", ")");
        components.keySet().forEach(name -> names.add('"' + name + '"'));
        return names + ";created=" + clock.instant().getEpochSecond() + ";keyid=\"" + keyId + '"';
    }

    private static String byteSequence(byte[] bytes) {
        return ":" + Base64.getEncoder().encodeToString(bytes) + ":";
    }
}
