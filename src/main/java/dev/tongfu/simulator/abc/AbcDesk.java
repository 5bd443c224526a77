package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.Codes;
import dev.tongfu.simulator.frame.Frame;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** What every transaction of this bank works with. */
record AbcDesk(String bank, Frame frame, AbcSettings settings, AbcOrderCheck check, String notFoundCode) {
    /** Carries out one type of transaction. */
    interface Handler {
        Future<AbcResult> handle(AbcRequest request);
    }

    Frame.Shelf books() {
        return frame.shelf();
    }

    Codes codes() {
        return frame.codes();
    }

    Instant now() {
        return frame.clock().instant();
    }

    String payerUrl(String kind, String token) {
        return frame.address().url() + "/" + bank + "/" + kind + "/" + token;
    }

    Codes.Key codeKey(AbcRequest request, String orderNo) {
        return new Codes.Key(bank, request.merchantNo(), orderNo);
    }

    AbcResult notFound() {
        return AbcResult.refused(notFoundCode, "订单不存在");
    }

    /** The refusal of a malformed request as the handler's answer. */
    static Future<AbcResult> malformed(Optional<String> complaint) {
        return Future.succeededFuture(AbcResult.malformed(complaint.orElse("")));
    }

    static Future<AbcResult> refused(String code, String text) {
        return Future.succeededFuture(AbcResult.refused(code, text));
    }
}
