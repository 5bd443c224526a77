package dev.tongfu.simulator.unionpay;

import dev.tongfu.simulator.frame.Fault;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Seals messages: the certificate goes in, and the signature is over everything.
 *
 * <p>An answer is {@code k=v&k=v} without any encoding, so that its values hold {@code +}, {@code =}, line ends and
 * {@code {a=b&c=d}} as they are.
 */
final class UnionPayAnswers {
    /** What an answer repeats of its request. */
    static final List<String> REPEATED = List.of(
            "accessType",
            "bizType",
            "encoding",
            "merId",
            "orderId",
            "origQryId",
            "reqReserved",
            "signMethod",
            "txnAmt",
            "txnSubType",
            "txnTime",
            "txnType",
            "version");

    private static final Buffer GARBAGE =
            Buffer.buffer("<html><head><title>502 Bad Gateway</title></head><body>respCode=&</body></html>");

    private final UnionPayKeys keys;

    UnionPayAnswers(UnionPayKeys keys) {
        this.keys = keys;
    }

    /** The answer, damaged as the fault says. */
    Buffer write(UnionPayRequest request, UnionPayResult result, Optional<Fault> fault) {
        return fault.filter(Fault.GARBAGE::equals).isPresent()
                ? GARBAGE
                : Buffer.buffer(UnionPayFields.plain(seal(result.answering(request), fault)));
    }

    /** The fields with certificate and signature, or damaged as the fault says. */
    Map<String, String> seal(Map<String, String> fields, Optional<Fault> fault) {
        var sealed = new TreeMap<>(fields);
        if (fault.filter(Fault.UNSIGNED::equals).isPresent()) {
            return sealed;
        }
        sealed.put("signPubKeyCert", keys.signing());
        var signed = new TreeMap<>(sealed);
        fault.filter(Fault.BAD_SIGNATURE::equals).ifPresent(damage -> signed.merge("respMsg", " ", String::concat));
        sealed.put("signature", keys.sign(UnionPayFields.signedText(signed)));
        return sealed;
    }

    static Buffer garbage() {
        return GARBAGE;
    }

    /** Whether the fault is one of the message alone, and not of the road it takes. */
    static boolean damagesASignature(Fault fault) {
        return fault == Fault.UNSIGNED || fault == Fault.BAD_SIGNATURE;
    }

    /** What the bank says to somebody it does not know: no signature, no trust. */
    static Buffer unsigned(String code) {
        return Buffer.buffer("respCode=" + code + "&respMsg=" + UnionPayCode.words(code));
    }
}
