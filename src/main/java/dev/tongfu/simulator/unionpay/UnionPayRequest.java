package dev.tongfu.simulator.unionpay;

import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** A request as it came: its fields, decoded once. */
record UnionPayRequest(Map<String, String> fields) {
    UnionPayRequest {
        fields = Collections.unmodifiableMap(fields);
    }

    /** Empty where the body is no form of this protocol. */
    static Optional<UnionPayRequest> read(Buffer body) {
        return UnionPayFields.parseForm(body).map(UnionPayRequest::new);
    }

    /** Empty where absent. */
    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    String merchantNo() {
        return field("merId");
    }

    String orderNo() {
        return field("orderId");
    }

    Optional<UnionPayTransaction> transaction() {
        return UnionPayTransaction.of(field("txnType"), field("txnSubType"));
    }

    /** Whether the merchant it names signed it, by the rules of this version. */
    boolean authentic(UnionPayKeys keys) {
        return field("version").equals("5.1.0")
                && field("signMethod").equals("01")
                && field("encoding").equalsIgnoreCase("UTF-8")
                && keys.verifies(merchantNo(), field("certId"), UnionPayFields.signedText(fields), field("signature"));
    }

    @Override
    public String toString() {
        return "UnionPayRequest[" + field("txnType") + " " + merchantNo() + " " + orderNo() + "]";
    }
}
