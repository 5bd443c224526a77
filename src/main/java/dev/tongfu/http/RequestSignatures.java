package dev.tongfu.http;

import dev.tongfu.http.RequestSignatureOutcome.Reason;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks the signature of requests to the merchant API: HTTP Message Signatures (RFC 9421) with Content-Digest.
 *
 * <p>Works on raw bytes before anything is parsed. The registered key fixes merchant and algorithm; everything the
 * scheme leaves open and we do not need is refused. Cheap enough for the event loop.
 */
public final class RequestSignatures {
    private static final List<String> ALWAYS_COVERED = List.of("@method", "@path", "@query");

    private final Function<String, Optional<RequestSignatureKey>> keys;
    private final Clock clock;
    private final RequestSignatureConfig config;
    private final Set<String> authorities;

    public RequestSignatures(
            Function<String, Optional<RequestSignatureKey>> keys, Clock clock, RequestSignatureConfig config) {
        this.keys = keys;
        this.clock = clock;
        this.config = config;
        this.authorities = config.authorities().stream()
                .map(RequestSignatureBase::authority)
                .collect(Collectors.toUnmodifiableSet());
    }

    public RequestSignatureOutcome verify(SignedRequest request) {
        try {
            return verified(request);
        } catch (RequestSignatureFault fault) {
            return fault.refused();
        }
    }

    /** Whose key this is, without any proof; a revoked key is nobody's. */
    public Optional<String> merchantOf(String keyId) {
        return keys.apply(keyId).filter(key -> !key.revoked()).map(RequestSignatureKey::merchantId);
    }

    private RequestSignatureOutcome verified(SignedRequest request) {
        var target = RequestSignatureTarget.split(request.target());
        var input = RequestSignatureInput.read(signatureField(request.headers(), "Signature-Input"));
        byte[] signature = signature(request.headers(), input.label());
        byte[] body = request.body().getBytes();
        requireCoverage(request.headers(), input, body.length > 0);
        requireTime(input);
        RequestSignatureKey key = key(input);
        requireDigest(request.headers(), body);
        byte[] base = new RequestSignatureBase(request, target, input).bytes();
        if (!key.verifier().verify(base, signature)) {
            throw new RequestSignatureFault(
                    Reason.SIGNATURE_INVALID, "The signature is not this key's over the request that arrived.");
        }
        return new RequestSignatureOutcome.Verified(key.merchantId(), input.keyId());
    }

    private static String signatureField(MultiMap headers, String name) {
        List<String> values = headers.getAll(name);
        if (values.isEmpty()) {
            throw new RequestSignatureFault(Reason.SIGNATURE_MISSING, "The field " + name + " is missing.");
        }
        return RequestSignatureBase.onlyField(headers, name);
    }

    private static byte[] signature(MultiMap headers, String label) {
        var cursor = new RequestSignatureCursor("Signature", signatureField(headers, "Signature"));
        if (!cursor.key().equals(label)) {
            throw cursor.fault("has another label than Signature-Input");
        }
        cursor.require('=');
        byte[] signature = cursor.bytes();
        cursor.requireEnd();
        return signature;
    }

    private void requireCoverage(MultiMap headers, RequestSignatureInput input, boolean hasBody) {
        ALWAYS_COVERED.forEach(component -> requireCovered(input, component));
        if (hasBody) {
            requireCovered(input, "content-digest");
        }
        if (config.authorityRequired()) {
            requireCovered(input, "@authority");
        }
        if (input.covers("@authority")) {
            requireOurName(RequestSignatureBase.onlyField(headers, "host"));
        }
    }

    private static void requireCovered(RequestSignatureInput input, String component) {
        if (!input.covers(component)) {
            throw RequestSignatureFault.malformed("The signature must cover " + component + ".");
        }
    }

    private void requireOurName(String host) {
        if (!authorities.contains(RequestSignatureBase.authority(host))) {
            throw new RequestSignatureFault(Reason.SIGNATURE_INVALID, "The signed authority is not a name of ours.");
        }
    }

    private void requireTime(RequestSignatureInput input) {
        long now = clock.instant().getEpochSecond();
        long created = input.created()
                .orElseThrow(() -> RequestSignatureFault.malformed("Signature-Input lacks the parameter created."));
        if (Math.abs(now - created) > config.skewMaxSeconds()) {
            throw new RequestSignatureFault(
                    Reason.SIGNATURE_EXPIRED,
                    "The signature was created more than " + config.skewMaxSeconds() + " seconds from our clock.");
        }
        if (input.expires().orElse(Long.MAX_VALUE) < now) {
            throw new RequestSignatureFault(Reason.SIGNATURE_EXPIRED, "The signature expired by its own parameter.");
        }
    }

    private RequestSignatureKey key(RequestSignatureInput input) {
        RequestSignatureKey key = keys.apply(input.keyId())
                .filter(found -> !found.revoked())
                .orElseThrow(
                        () -> new RequestSignatureFault(Reason.UNKNOWN_KEY, "The key is not registered, or revoked."));
        String registered = key.verifier().algorithm().wireName();
        if (!input.algorithm().isEmpty() && !input.algorithm().equals(registered)) {
            throw RequestSignatureFault.malformed("The parameter alg is not the algorithm of the registered key.");
        }
        return key;
    }

    /** A digest that was sent must be right, also where there is no body to need one. */
    private static void requireDigest(MultiMap headers, byte[] body) {
        if (body.length > 0 || headers.contains("content-digest")) {
            ContentDigest.check(RequestSignatureBase.onlyField(headers, "content-digest"), body);
        }
    }
}
