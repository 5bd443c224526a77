package dev.tongfu.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Predicate;

/** Lets in whom the request's signature names, unless the merchant is disabled. */
public final class SignatureAuthenticator implements Authenticator {
    private final RequestSignatures signatures;
    private final Predicate<String> active;

    /** @param active false for a merchant that may not call */
    public SignatureAuthenticator(RequestSignatures signatures, Predicate<String> active) {
        this.signatures = signatures;
        this.active = active;
    }

    @Override
    public Outcome check(HttpServerRequest request, Buffer body) {
        var outcome = signatures.verify(SignedRequest.of(request, body));
        if (outcome instanceof RequestSignatureOutcome.Refused refused) {
            return new Outcome.Refused(Problem.of(code(refused.reason()), refused.detail()));
        }
        var verified = (RequestSignatureOutcome.Verified) outcome;
        return active.test(verified.merchantId())
                ? new Outcome.Accepted(verified.merchantId(), verified.keyId())
                : new Outcome.Refused(Problem.of(ProblemCode.MERCHANT_DISABLED));
    }

    @Override
    public Optional<String> merchantOfKey(String keyId) {
        return signatures.merchantOf(keyId);
    }

    private static ProblemCode code(RequestSignatureOutcome.Reason reason) {
        return switch (reason) {
            case MALFORMED_REQUEST -> ProblemCode.MALFORMED_REQUEST;
            case SIGNATURE_MISSING -> ProblemCode.SIGNATURE_MISSING;
            case SIGNATURE_MALFORMED -> ProblemCode.SIGNATURE_MALFORMED;
            case SIGNATURE_EXPIRED -> ProblemCode.SIGNATURE_EXPIRED;
            case SIGNATURE_INVALID -> ProblemCode.SIGNATURE_INVALID;
            case DIGEST_MISMATCH -> ProblemCode.DIGEST_MISMATCH;
            case UNKNOWN_KEY -> ProblemCode.UNKNOWN_KEY;
        };
    }
}
