package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.Charge;
import dev.tongfu.simulator.frame.ChargeKind;
import dev.tongfu.simulator.frame.Movement;
import dev.tongfu.simulator.frame.MovementResult;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** 单笔退款 and 预授权确认/取消: one act on one order; the answer says that it is accepted. */
final class AbcActs {
    private final AbcDesk desk;

    AbcActs(AbcDesk desk) {
        this.desk = desk;
    }

    Map<String, AbcDesk.Handler> handlers() {
        return Map.of("Refund", this::refund, "PreAuthCancelConfirm", this::hold);
    }

    private Future<AbcResult> refund(AbcRequest request) {
        var complaint = new AbcCheck()
                .that("OrderDate", AbcForms.isDay(request.field("OrderDate")))
                .that("OrderTime", AbcForms.isTime(request.field("OrderTime")))
                .that("OrderNo", AbcForms.isNumber(request.field("OrderNo"), 60))
                .that("NewOrderNo", AbcForms.isNumber(request.field("NewOrderNo"), 60))
                .that("CurrencyCode", request.field("CurrencyCode").equals("156"))
                .that("TrxAmount", AbcForms.amount(request.field("TrxAmount")).isPresent())
                .that("MerchantRemarks", AbcForms.fits(request.field("MerchantRemarks"), 100))
                .complaint();
        if (complaint.isPresent()) {
            return AbcDesk.malformed(complaint);
        }
        var detail = AbcOrder.act(
                "Refund", request.field("OrderDate"), request.field("OrderTime"), request.field("MerchantRemarks"), "");
        return move(
                new Movement(
                        desk.bank(),
                        request.merchantNo(),
                        request.field("NewOrderNo"),
                        ChargeKind.REFUND,
                        request.field("OrderNo"),
                        AbcForms.amount(request.field("TrxAmount")).orElseThrow(),
                        detail.toJson()),
                AbcActs::refunded);
    }

    private Future<AbcResult> hold(AbcRequest request) {
        var complaint = new AbcCheck()
                .that("OperateType", request.orderField("OperateType").matches("Cancel|Confirm"))
                .that("OrderDate", AbcForms.isDay(request.orderField("OrderDate")))
                .that("OrderTime", AbcForms.isTime(request.orderField("OrderTime")))
                .that("OrderNo", AbcForms.isNumber(request.orderField("OrderNo"), 60))
                .that("OriginalOrderNo", AbcForms.isNumber(request.orderField("OriginalOrderNo"), 60))
                .that("CurrencyCode", request.orderField("CurrencyCode").equals("156"))
                .that("OrderAmount", AbcOrderCheck.amount(request).isPresent())
                .that("MerchantRemarks", AbcForms.fits(request.orderField("MerchantRemarks"), 100))
                .complaint();
        if (complaint.isPresent()) {
            return AbcDesk.malformed(complaint);
        }
        boolean cancel = request.orderField("OperateType").equals("Cancel");
        var detail = AbcOrder.act(
                cancel ? "PreAuthCancel" : "PreAuthed",
                request.orderField("OrderDate"),
                request.orderField("OrderTime"),
                request.orderField("MerchantRemarks"),
                "");
        return move(
                new Movement(
                        desk.bank(),
                        request.merchantNo(),
                        request.orderField("OrderNo"),
                        cancel ? ChargeKind.CANCEL : ChargeKind.CAPTURE,
                        request.orderField("OriginalOrderNo"),
                        AbcOrderCheck.amount(request).orElseThrow(),
                        detail.toJson()),
                AbcActs::acted);
    }

    private Future<AbcResult> move(Movement movement, Function<Charge, AbcResult> accepted) {
        return desk.books().movements().move(movement).map(result -> answer(result, accepted));
    }

    static AbcResult answer(MovementResult result, Function<Charge, AbcResult> accepted) {
        return result instanceof MovementResult.Moved moved
                ? accepted.apply(moved.charge())
                : AbcResult.refused(((MovementResult.Refused) result).reason());
    }

    private static AbcResult refunded(Charge charge) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("OrderNo", charge.originalNo());
        fields.put("NewOrderNo", charge.orderNo());
        fields.put("TrxAmount", charge.amount().toDecimal());
        fields.put("BatchNo", AbcNotice.BATCH_NO);
        fields.put("VoucherNo", AbcNotice.voucher(charge));
        host(fields, charge);
        return AbcResult.success(fields);
    }

    private static AbcResult acted(Charge charge) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("OrderNo", charge.orderNo());
        fields.put("OrderAmount", charge.amount().toDecimal());
        fields.put("OriginalOrderNo", charge.originalNo());
        fields.put("BatchNo", AbcNotice.BATCH_NO);
        fields.put("VouchNo", AbcNotice.voucher(charge));
        host(fields, charge);
        return AbcResult.success(fields);
    }

    private static void host(Map<String, Object> fields, Charge charge) {
        fields.put("HostDate", AbcForms.day(charge.chargedAt()));
        fields.put("HostTime", AbcForms.time(charge.chargedAt()));
        fields.put("iRspRef", AbcNotice.reference(charge));
    }
}
