package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.BankOrderRow;
import dev.tongfu.simulator.frame.Charge;
import dev.tongfu.simulator.frame.ChargeKind;
import io.vertx.core.Future;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** 交易查询: where one order, refund, debit, hold or act on a hold stands. */
final class AbcQueries {
    private static final String SUCCEEDED = "04";
    private static final String FAILED = "99";

    private final AbcDesk desk;

    AbcQueries(AbcDesk desk) {
        this.desk = desk;
    }

    Map<String, AbcDesk.Handler> handlers() {
        return Map.of("Query", this::query);
    }

    private Future<AbcResult> query(AbcRequest request) {
        var complaint = new AbcCheck()
                .that("PayTypeID", !request.field("PayTypeID").isEmpty())
                .that("OrderNo", !request.field("OrderNo").isEmpty())
                .that("QueryDetail", request.field("QueryDetail").matches("true|false|0|1"))
                .complaint();
        if (complaint.isPresent()) {
            return AbcDesk.malformed(complaint);
        }
        return byNumber(request.merchantNo(), request.field("OrderNo"))
                .compose(named -> act(named, request.field("PayTypeID")))
                .map(found -> found.filter(row -> asked(row, request.field("PayTypeID"))))
                .compose(found ->
                        found.isEmpty() ? Future.succeededFuture(desk.notFound()) : answer(request, found.get()));
    }

    private Future<Optional<BankOrderRow>> byNumber(String merchantNo, String orderNo) {
        return desk.books().books().byOrderNo(desk.bank(), merchantNo, orderNo);
    }

    /** A capture or a cancel is found by the hold's number too. */
    private Future<Optional<BankOrderRow>> act(Optional<BankOrderRow> named, String payTypeId) {
        boolean byHold = named.filter(row -> row.kind() == ChargeKind.PREAUTH).isPresent()
                && payTypeId.matches("PreAuthed|PreAuthCancel");
        return byHold
                ? byNumber(
                        named.orElseThrow().merchantNo(),
                        named.orElseThrow().trail().usedBy())
                : Future.succeededFuture(named);
    }

    /** {@code ImmediatePay} finds refunds too. */
    private static boolean asked(BankOrderRow row, String payTypeId) {
        var own = AbcOrder.of(row).payTypeId();
        return own.equals(payTypeId) || (payTypeId.equals("ImmediatePay") && own.equals("Refund"));
    }

    private Future<AbcResult> answer(AbcRequest request, BankOrderRow row) {
        return desk.books()
                .books()
                .chargeOf(row)
                .compose(charge -> row.trail().usedBy().isEmpty()
                        ? Future.succeededFuture(state(request, row, charge, Optional.empty()))
                        : byNumber(row.merchantNo(), row.trail().usedBy())
                                .map(user -> state(request, row, charge, user)));
    }

    private AbcResult state(
            AbcRequest request, BankOrderRow row, Optional<Charge> charge, Optional<BankOrderRow> user) {
        var mark = charge.map(Charge::mark).orElse(Charge.Mark.NONE);
        if (mark == Charge.Mark.PAID_UNHEARD) {
            return AbcResult.nothing();
        }
        var status = mark == Charge.Mark.UNPAID ? FAILED : status(row, charge, user);
        var order = request.field("QueryDetail").matches("true|1") ? detailed(row, charge, status) : brief(row, status);
        var fields = new LinkedHashMap<String, Object>();
        var json = AbcAnswers.object(order).getBytes(AbcAnswers.GBK);
        fields.put("Order", Base64.getEncoder().encodeToString(json));
        return AbcResult.success(fields);
    }

    /** The word for where an order stands. */
    private String status(BankOrderRow row, Optional<Charge> charge, Optional<BankOrderRow> user) {
        return switch (row.status()) {
            case OPEN -> "01";
            case FAILED -> FAILED;
            case PAID ->
                switch (row.kind()) {
                    case PAY -> SUCCEEDED;
                    case PREAUTH -> user.map(AbcQueries::usedUp).orElse(SUCCEEDED);
                    case DEBIT -> settled(charge, SUCCEEDED);
                    case REFUND, VOID, CAPTURE_VOID ->
                        settled(charge, desk.settings().refundStatus());
                    case CAPTURE, CANCEL -> settled(charge, usedUp(row));
                };
        };
    }

    private static String usedUp(BankOrderRow act) {
        return act.kind() == ChargeKind.CAPTURE ? "07" : "00";
    }

    /** An act is accepted first; what it says after a while is final. */
    private String settled(Optional<Charge> charge, String status) {
        boolean pending = charge.map(Charge::chargedAt)
                .filter(at -> desk.now().isBefore(at.plusMillis(desk.settings().refundSettleMs())))
                .isPresent();
        return pending ? desk.settings().pendingStatus() : status;
    }

    private static Map<String, String> brief(BankOrderRow row, String status) {
        var order = new LinkedHashMap<String, String>();
        var detail = AbcOrder.of(row);
        order.put("PayTypeID", detail.payTypeId());
        order.put("OrderNo", row.orderNo());
        order.put("OrderDate", detail.orderDate());
        order.put("OrderTime", detail.orderTime());
        order.put("OrderAmount", row.amount().toDecimal());
        order.put("Status", status);
        if (row.kind() == ChargeKind.REFUND) {
            order.put("RefundAmount", row.amount().toDecimal());
            order.put("MerRefundAccountNo", "");
            order.put("MerRefundAccountName", "");
        }
        return order;
    }

    private static Map<String, String> detailed(BankOrderRow row, Optional<Charge> charge, String status) {
        var order = brief(row, status);
        var detail = AbcOrder.of(row);
        order.put("OrderDesc", detail.orderDesc());
        order.put("OrderURL", detail.orderUrl());
        order.put("PaymentLinkType", detail.paymentLinkType());
        order.put("AcctNo", detail.maskedCard());
        order.put("CommodityType", detail.commodityType());
        order.put("ReceiverAddress", "");
        order.put("BuyIP", detail.buyIp());
        order.put("iRspRef", charge.map(AbcNotice::reference).orElse(""));
        order.put("ReceiveAccount", "");
        order.put("ReceiveAccName", "");
        order.put("MerchantRemarks", detail.remarks());
        return order;
    }
}
