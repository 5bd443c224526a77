package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.IdentityCheck;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;

/** 身份验证: on the bank's page, or by one call whose return code is the result. */
final class AbcIdentities {
    private final AbcDesk desk;

    AbcIdentities(AbcDesk desk) {
        this.desk = desk;
    }

    /** What is kept of a check: how it will end when the payer agrees, and whom to tell. */
    record Detail(boolean matches, String customNo, String notifyUrl) {
        static Detail of(IdentityCheck check) {
            return AbcJson.read(check.detail(), Detail.class);
        }
    }

    Map<String, AbcDesk.Handler> handlers() {
        return Map.of("IdentityVerifyReq", this::onPage, "StaticIdentifyVerifyReq", this::direct);
    }

    private Future<AbcResult> onPage(AbcRequest request) {
        var card = request.field("BankCardNo");
        var complaint = person(request)
                .that("BankCardNo", card.matches("[0-9]{6,20}"))
                .that("ResultNotifyURL", AbcForms.isUrl(request.field("ResultNotifyURL")))
                .that("OrderDate", AbcForms.isDay(request.field("OrderDate")))
                .that("OrderTime", AbcForms.isTime(request.field("OrderTime")))
                .that("PaymentLinkType", request.field("PaymentLinkType").matches("[1-5]"))
                .complaint();
        if (complaint.isPresent()) {
            return AbcDesk.malformed(complaint);
        }
        if (AbcCards.refused(card)) {
            return AbcDesk.refused(AbcResult.CARD_REFUSED, "此卡不支持");
        }
        var detail =
                new Detail(!AbcCards.mismatched(card), request.field("CustomNo"), request.field("ResultNotifyURL"));
        var check = IdentityCheck.open(desk.bank(), request.merchantNo(), desk.now(), AbcJson.write(detail));
        return desk.books().identityChecks().open(check).map(opened -> page(check));
    }

    private AbcResult page(IdentityCheck check) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("VerifyURL", desk.payerUrl("identity", check.token()));
        return AbcResult.success(fields);
    }

    private Future<AbcResult> direct(AbcRequest request) {
        var card = request.field("AccNo");
        var complaint = person(request)
                .that("ClientName", !request.field("ClientName").isEmpty() && fitsName(request.field("ClientName")))
                .that("AccNo", card.matches("[0-9]{6,20}"))
                .that("MobileNo", request.field("MobileNo").matches("[0-9]{11}"))
                .complaint();
        if (complaint.isPresent()) {
            return AbcDesk.malformed(complaint);
        }
        if (AbcCards.refused(card)) {
            return AbcDesk.refused(AbcResult.CARD_REFUSED, "此卡不支持");
        }
        return AbcCards.mismatched(card)
                ? AbcDesk.refused(AbcResult.MISMATCHED, "身份信息不符")
                : Future.succeededFuture(AbcResult.success(new LinkedHashMap<>()));
    }

    private static AbcCheck person(AbcRequest request) {
        return new AbcCheck()
                .that("CustomType", request.field("CustomType").matches("[01]"))
                .that("CertificateType", AbcForms.isCertificateType(request.field("CertificateType")))
                .that("CertificateNo", AbcForms.isNumber(request.field("CertificateNo"), 30));
    }

    private static boolean fitsName(String name) {
        return AbcForms.fits(name, 30);
    }
}
