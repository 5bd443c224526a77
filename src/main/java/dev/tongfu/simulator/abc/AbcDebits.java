package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.ChargeKind;
import dev.tongfu.simulator.frame.Contract;
import dev.tongfu.simulator.frame.Movement;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** 授权支付扣款: money is taken under a contract; what became of it is asked afterwards. */
final class AbcDebits {
    private final AbcDesk desk;

    AbcDebits(AbcDesk desk) {
        this.desk = desk;
    }

    Map<String, AbcDesk.Handler> handlers() {
        return Map.of("AgentPay", this::debit);
    }

    private Future<AbcResult> debit(AbcRequest request) {
        var complaint = new AbcCheck()
                .that("OrderDate", AbcForms.isDay(request.field("OrderDate")))
                .that("OrderTime", AbcForms.isTime(request.field("OrderTime")))
                .that("OrderNo", AbcForms.isNumber(request.field("OrderNo"), 60))
                .that("AgentSignNo", AbcForms.isNumber(request.field("AgentSignNo"), 60))
                .that("CurrencyCode", request.field("CurrencyCode").equals("156"))
                .that("Amount", AbcForms.amount(request.field("Amount")).isPresent())
                .that("PaymentLinkType", request.field("PaymentLinkType").matches("[1-5]"))
                .that("CommodityType", request.field("CommodityType").matches("0[1-5][0-9]{2}"))
                .complaint();
        return complaint.isPresent()
                ? AbcDesk.malformed(complaint)
                : contract(request.merchantNo(), request.field("AgentSignNo"))
                        .compose(found -> found.isPresent()
                                ? debit(request, found.get())
                                : AbcDesk.refused(AbcResult.CONTRACT_UNKNOWN, "授权协议不存在"));
    }

    private Future<AbcResult> debit(AbcRequest request, Contract contract) {
        if (withoutFunds(request.field("CardNo"), contract)) {
            return AbcDesk.refused(AbcResult.NO_FUNDS, "余额不足");
        }
        var detail = AbcOrder.act(
                "AgentPay",
                request.field("OrderDate"),
                request.field("OrderTime"),
                request.field("MerchantRemarks"),
                contract.card());
        var movement = new Movement(
                desk.bank(),
                request.merchantNo(),
                request.field("OrderNo"),
                ChargeKind.DEBIT,
                contract.orderNo(),
                AbcForms.amount(request.field("Amount")).orElseThrow(),
                detail.toJson());
        return desk.books()
                .movements()
                .move(movement)
                .map(result -> AbcActs.answer(result, charge -> {
                    var fields = new LinkedHashMap<String, Object>();
                    fields.put("OrderNo", charge.orderNo());
                    return AbcResult.success(fields);
                }));
    }

    /**
     * The contract a debit names; whether by the bank's number or by the number under which it was signed is not
     * settled by the published material, so the settings say which of them is understood.
     */
    Future<Optional<Contract>> contract(String merchantNo, String number) {
        var contracts = desk.books().contracts();
        return switch (desk.settings().agentSignNo()) {
            case SIGN_NO -> contracts.bySignNo(desk.bank(), merchantNo, number);
            case ORDER_NO -> contracts.byOrderNo(desk.bank(), merchantNo, number);
            case EITHER ->
                contracts
                        .bySignNo(desk.bank(), merchantNo, number)
                        .compose(found -> found.isPresent()
                                ? Future.succeededFuture(found)
                                : contracts.byOrderNo(desk.bank(), merchantNo, number));
        };
    }

    static boolean withoutFunds(String card, Contract contract) {
        return AbcCards.withoutFunds(card.isEmpty() ? contract.card() : card);
    }
}
