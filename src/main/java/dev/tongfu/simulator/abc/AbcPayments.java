package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.BankOrderRow;
import dev.tongfu.simulator.frame.ChargeKind;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;

/** 支付请求: takes the payer's order and says where the payer pays it. */
final class AbcPayments {
    private final AbcDesk desk;

    AbcPayments(AbcDesk desk) {
        this.desk = desk;
    }

    Map<String, AbcDesk.Handler> handlers() {
        return Map.of("PayReq", this::order);
    }

    private Future<AbcResult> order(AbcRequest request) {
        var complaint = desk.check().complaint(request);
        if (complaint.isPresent()) {
            return AbcDesk.malformed(complaint);
        }
        boolean held = request.orderField("PayTypeID").equals("PreAuthPay");
        var row = row(desk, request, held ? ChargeKind.PREAUTH : ChargeKind.PAY, AbcOrder.of(request));
        return desk.books().books().place(row).map(placed -> placed ? accepted(row) : AbcResult.taken());
    }

    /** The open order of a request that passed its check. */
    static BankOrderRow row(AbcDesk desk, AbcRequest request, ChargeKind kind, AbcOrder detail) {
        return BankOrderRow.open(
                desk.bank(),
                request.merchantNo(),
                request.orderField("OrderNo"),
                kind,
                AbcOrderCheck.amount(request).orElseThrow(),
                new BankOrderRow.Opening(
                        desk.now(), desk.check().deadline(request).orElseThrow(), detail.toJson()));
    }

    private AbcResult accepted(BankOrderRow row) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("OrderNo", row.orderNo());
        fields.put("PaymentURL", desk.payerUrl("pay", row.token()));
        fields.put("OrderAmount", row.amount().toDecimal());
        return AbcResult.success(fields);
    }
}
