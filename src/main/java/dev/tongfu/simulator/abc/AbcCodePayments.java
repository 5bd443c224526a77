package dev.tongfu.simulator.abc;

import dev.tongfu.money.Money;
import dev.tongfu.simulator.frame.BankOrderRow;
import dev.tongfu.simulator.frame.Charge;
import dev.tongfu.simulator.frame.ChargeKind;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** K码支付: a bill, a code by SMS, another one, and the payment with it. Three wrong codes end the bill. */
final class AbcCodePayments {
    private final AbcDesk desk;

    AbcCodePayments(AbcDesk desk) {
        this.desk = desk;
    }

    Map<String, AbcDesk.Handler> handlers() {
        return Map.of("KPayVerifyReq", this::order, "KPayResendReq", this::resend, "KPayReq", this::pay);
    }

    private Future<AbcResult> order(AbcRequest request) {
        var complaint = desk.check()
                .bill(request, "ImmediatePay")
                .that("CardNo", AbcForms.isCard(request.field("CardNo")))
                .that("MobileNo", request.field("MobileNo").matches("[0-9]{4}"))
                .that("CommodityType", request.field("CommodityType").matches("0[1-5][0-9]{2}"))
                .that("Installment", request.field("Installment").equals("0"))
                .that("PaymentType", request.field("PaymentType").matches("[13]"))
                .complaint();
        if (complaint.isPresent()) {
            return AbcDesk.malformed(complaint);
        }
        if (AbcCards.refused(request.field("CardNo"))) {
            return AbcDesk.refused(AbcResult.CARD_REFUSED, "此卡不支持");
        }
        var detail = AbcOrder.of(request).with(AbcCards.lastFour(request.field("CardNo")));
        var row = AbcPayments.row(desk, request, ChargeKind.PAY, detail);
        return desk.books().books().place(row).map(placed -> placed ? sent(request, row) : AbcResult.taken());
    }

    private AbcResult sent(AbcRequest request, BankOrderRow row) {
        desk.codes().send(desk.codeKey(request, row.orderNo()), "pay");
        var fields = order(row);
        fields.put("VerifyDate", AbcForms.day(desk.now()));
        fields.put("VerifyTime", AbcForms.time(desk.now()));
        return AbcResult.success(fields);
    }

    private Future<AbcResult> resend(AbcRequest request) {
        return open(request)
                .map(found -> found.map(row -> sentAgain(request, row)).orElseGet(AbcCodePayments::over));
    }

    private AbcResult sentAgain(AbcRequest request, BankOrderRow row) {
        desk.codes().send(desk.codeKey(request, row.orderNo()), "pay");
        var fields = order(row);
        fields.put("VerifyDate", AbcForms.day(desk.now()));
        fields.put("VerifyTime", AbcForms.time(desk.now()));
        fields.put("HostDate", AbcForms.day(desk.now()));
        fields.put("HostTime", AbcForms.time(desk.now()));
        return AbcResult.success(fields);
    }

    private Future<AbcResult> pay(AbcRequest request) {
        var linkType = request.field("PaymentLinkType") + request.field("PayLinkType");
        var complaint = new AbcCheck()
                .that("VerifyCode", request.field("VerifyCode").matches("[0-9]{1,10}"))
                .that("PaymentType", request.field("PaymentType").matches("[13]"))
                .that("PaymentLinkType", linkType.matches("[1-5]"))
                .complaint();
        if (complaint.isPresent()) {
            return AbcDesk.malformed(complaint);
        }
        return open(request)
                .compose(found -> found.isPresent() ? pay(request, found.get()) : Future.succeededFuture(over()));
    }

    private Future<AbcResult> pay(AbcRequest request, BankOrderRow row) {
        var verdict = desk.codes().check(desk.codeKey(request, row.orderNo()), request.field("VerifyCode"));
        return switch (verdict) {
            case WRONG -> AbcDesk.refused(AbcResult.WRONG_CODE, "验证码错误");
            case ENDED -> fail(row, AbcResult.CODE_ENDED, "验证码错误次数超限");
            case NONE -> AbcDesk.refused(AbcResult.WRONG_STATE, "请重新获取验证码");
            case RIGHT ->
                AbcCards.withoutFunds(AbcOrder.of(row).card())
                        ? fail(row, AbcResult.NO_FUNDS, "余额不足")
                        : desk.books()
                                .books()
                                .charge(desk.bank(), row.token())
                                .map(charge ->
                                        charge.map(paid -> paid(row, paid)).orElseGet(AbcCodePayments::over));
        };
    }

    private Future<AbcResult> fail(BankOrderRow row, String code, String text) {
        return desk.books().books().fail(desk.bank(), row.token()).map(failed -> AbcResult.refused(code, text));
    }

    private static AbcResult paid(BankOrderRow row, Charge charge) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("OrderNo", row.orderNo());
        fields.put("OrderAmount", row.amount().toDecimal());
        fields.put("HostDate", AbcForms.day(charge.chargedAt()));
        fields.put("HostTime", AbcForms.time(charge.chargedAt()));
        return AbcResult.success(fields);
    }

    /** The bill as long as it may be paid, when number and amount are its own. */
    private Future<Optional<BankOrderRow>> open(AbcRequest request) {
        var amount = AbcOrderCheck.amount(request).orElseGet(() -> Money.cny(0));
        return desk.books()
                .books()
                .byOrderNo(desk.bank(), request.merchantNo(), request.orderField("OrderNo"))
                .map(found -> found.filter(row -> row.status() == BankOrderRow.Status.OPEN
                        && row.amount().equals(amount)
                        && !AbcOrder.of(row).card().isEmpty()
                        && desk.now().isBefore(row.deadline())));
    }

    private static AbcResult over() {
        return AbcResult.refused(AbcResult.WRONG_STATE, "订单不存在或已结束");
    }

    private static Map<String, Object> order(BankOrderRow row) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("ECMerchantType", "EBUS");
        fields.put("MerchantID", row.merchantNo());
        fields.put("OrderNo", row.orderNo());
        fields.put("OrderAmount", row.amount().toDecimal());
        return fields;
    }
}
