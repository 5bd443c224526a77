package dev.tongfu.http;

import dev.tongfu.http.RequestSignatureOutcome.Reason;
import dev.tongfu.http.RequestSignatureOutcome.Refused;

/** Carries a refusal out of the readers of this check; it never leaves {@link RequestSignatures}. */
final class RequestSignatureFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refused refused;

    RequestSignatureFault(Reason reason, String detail) {
        super(detail, null, false, false);
        this.refused = new Refused(reason, detail);
    }

    static RequestSignatureFault malformed(String detail) {
        return new RequestSignatureFault(Reason.SIGNATURE_MALFORMED, detail);
    }

    Refused refused() {
        return refused;
    }
}
