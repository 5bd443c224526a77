package dev.tongfu.http;

import java.util.Locale;

/**
 * Every way a call can be refused; the pages under {@code /problems} explain each in two languages.
 *
 * <p>A code never changes its meaning; a new way to fail is a new code, here, in {@code openapi.yaml} and in
 * {@code problems.properties}.
 */
public enum ProblemCode {
    MALFORMED_REQUEST(400, false, "The request is not well-formed HTTP for this API"),
    MALFORMED_JSON(400, false, "The body is not strict JSON"),
    INVALID_FIELDS(400, false, "Some fields of the body are not as they must be"),
    INVALID_PARAMETERS(400, false, "Some query parameters are not as they must be"),
    SIGNATURE_MISSING(401, false, "The request carries no signature"),
    SIGNATURE_MALFORMED(401, false, "The signature does not follow the rules"),
    SIGNATURE_INVALID(401, false, "The signature does not match the request"),
    SIGNATURE_EXPIRED(401, true, "The signature is too old or from the future"),
    DIGEST_MISMATCH(401, false, "Content-Digest does not match the body"),
    UNKNOWN_KEY(401, false, "The key is unknown or revoked"),
    TOKEN_INVALID(401, false, "The bearer token is missing or not valid"),
    MERCHANT_DISABLED(403, false, "The merchant account is disabled"),
    ROLE_MISSING(403, false, "Your role does not allow this"),
    OPERATOR_CODE_REQUIRED(403, false, "An approval needs your one-time code"),
    OPERATOR_CODE_INVALID(403, true, "The one-time code is wrong or was used before"),
    SAME_OPERATOR(403, false, "Another operator must approve this"),
    NOT_FOUND(404, false, "Not there, or not yours"),
    UNKNOWN_PATH(404, false, "There is no such address here"),
    STATEMENT_NOT_READY(404, true, "The statement of this date is not ready"),
    METHOD_NOT_ALLOWED(405, false, "This address does not take this method"),
    WRONG_STATE(409, false, "The resource is not in a state for this"),
    OPERATION_IN_FLIGHT(409, true, "Another operation on it is still under way"),
    PROPOSAL_BLOCKED(409, false, "A guard refuses the proposal; it stays proposed"),
    PROPOSAL_STALE(409, false, "What the proposal is about has changed since"),
    BODY_TOO_LARGE(413, false, "The body is larger than this call takes"),
    UNSUPPORTED_MEDIA_TYPE(415, false, "The body must be application/json"),
    HEADERS_TOO_LARGE(431, false, "The request line or the headers are too long"),
    ORDER_CONFLICT(422, false, "This number was used with other content"),
    NUMBER_USED(422, false, "This number belongs to something else"),
    BANK_NOT_OFFERED(422, false, "The bank does not offer this"),
    BANK_REQUIRED(422, false, "A bank must be named, or none is open to this merchant"),
    EXPIRY_OUT_OF_RANGE(422, false, "The expiry is not within the allowed range"),
    URL_REFUSED(422, false, "The address may not be called"),
    AMOUNT_EXCEEDS_REFUNDABLE(422, false, "More than what is left to refund"),
    AMOUNT_EXCEEDS_AUTHORIZED(422, false, "More than what is authorised"),
    INSUFFICIENT_BALANCE(422, true, "Your balance with the gateway does not cover it"),
    PAYMENT_FROZEN(422, false, "The payment is frozen"),
    CONTRACT_NOT_SIGNED(422, false, "The contract is not in force"),
    CARD_DATA_GONE(422, false, "The card data is no longer there"),
    CODE_TRIES_USED_UP(422, false, "No tries are left for the code"),
    BATCH_REFUSED(422, false, "The batch is refused as a whole"),
    WINDOW_TOO_LONG(422, false, "The window of time is too long"),
    NO_NOTIFICATION_URL(422, false, "There is no address to notify"),
    REPLAY_TOO_OLD(422, false, "Too old to be sent again"),
    QUOTA_EXCEEDED(429, true, "More requests than your quota"),
    TOO_MANY_TRIES(429, true, "Too many wrong tries; wait a while"),
    SYNC_TOO_OFTEN(429, true, "The bank was asked about this a moment ago"),
    INTERNAL_ERROR(500, true, "Something is wrong on our side"),
    NOT_OFFERED_YET(501, false, "This call is documented and not offered yet"),
    BANK_UNCLEAR(502, true, "The bank gave no clear answer"),
    OVERLOADED(503, true, "The gateway is busy; nothing was recorded"),
    NOT_READY(503, true, "The gateway is starting, stopping or without its database"),
    OUTCOME_UNKNOWN(504, true, "The database did not say whether it was recorded");

    private final int status;
    private final boolean retryable;
    private final String title;

    ProblemCode(int status, boolean retryable, String title) {
        this.status = status;
        this.retryable = retryable;
        this.title = title;
    }

    /** The word on the wire, such as {@code order-conflict}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    /** True when the same request may be sent again and may then succeed. */
    public boolean retryable() {
        return retryable;
    }

    public String title() {
        return title;
    }
}
