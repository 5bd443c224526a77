package dev.tongfu.http;

/** Who signed a request, or why that is not known. */
public sealed interface RequestSignatureOutcome {

    /** The key's owner sent exactly this request. */
    record Verified(String merchantId, String keyId) implements RequestSignatureOutcome {}

    /**
     * Nothing in the request may be believed.
     *
     * @param detail a sentence for the caller; never repeats what was sent beyond names
     */
    record Refused(Reason reason, String detail) implements RequestSignatureOutcome {}

    /** The ways to fail, named as the problems a caller sees. */
    enum Reason {
        /** 400: the target has no single meaning. */
        MALFORMED_REQUEST,
        SIGNATURE_MISSING,
        SIGNATURE_MALFORMED,
        SIGNATURE_EXPIRED,
        SIGNATURE_INVALID,
        DIGEST_MISMATCH,
        UNKNOWN_KEY
    }
}
