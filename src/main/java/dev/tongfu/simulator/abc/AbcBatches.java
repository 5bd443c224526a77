package dev.tongfu.simulator.abc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tongfu.money.Money;
import dev.tongfu.simulator.frame.Batch;
import dev.tongfu.simulator.frame.ChargeKind;
import dev.tongfu.simulator.frame.Movement;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * 批量退款 and 批量扣款: a batch is taken or refused whole, waits, and is carried out item by item.
 *
 * <p>While it waits its status is 4, submitted; then 6, 7 or 8 for all, none or some of its items.
 */
final class AbcBatches {
    private static final int ITEMS_MAX = 10_000;

    private final AbcDesk desk;
    private final AbcDebits debits;

    AbcBatches(AbcDesk desk, AbcDebits debits) {
        this.desk = desk;
        this.debits = debits;
    }

    /** What is kept of a batch beside its number. */
    record Detail(String date, String time) {}

    Map<String, AbcDesk.Handler> handlers() {
        return Map.of("BatchRefund", this::refunds, "AgentBatch", this::debits);
    }

    Future<Void> resume() {
        return desk.books().batches().resume(desk.bank(), desk.settings().batchDelayMs(), this::movement);
    }

    private Future<AbcResult> refunds(AbcRequest request) {
        var rows = request.list("OrderData");
        var complaint = head(rows)
                .that("BatchNo", AbcForms.isNumber(request.field("BatchNo"), 20))
                .that("BatchDate", AbcForms.isDay(request.field("BatchDate")))
                .that("BatchTime", AbcForms.isTime(request.field("BatchTime")))
                .that("TotalCount", request.field("TotalCount").equals(Integer.toString(rows.size())))
                .that("TotalAmount", sums(rows, "RefundAmount", request.field("TotalAmount")))
                .that("OrderData", all(rows, "NewOrderNo", "OrderNo", "RefundAmount"))
                .that(
                        "CurrencyCode",
                        rows.stream()
                                .allMatch(row ->
                                        AbcForms.text(row, "CurrencyCode").equals("156")))
                .complaint();
        if (complaint.isPresent()) {
            return AbcDesk.malformed(complaint);
        }
        var detail = new Detail(request.field("BatchDate"), request.field("BatchTime"));
        var batch = batch(request, ChargeKind.REFUND, request.field("BatchNo"), detail);
        return accept(batch, items(rows, (row, seq) -> refund(row, seq, detail)), AbcBatches::refundsAccepted);
    }

    private static AbcResult refundsAccepted(Batch batch, List<Batch.Item> items) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("TotalCount", Integer.toString(items.size()));
        fields.put("TotalAmount", sum(items).toDecimal());
        fields.put("SerialNumber", batch.serialNo());
        fields.put("HostDate", AbcForms.day(batch.acceptedAt()));
        fields.put("HostTime", AbcForms.time(batch.acceptedAt()));
        return AbcResult.success(fields);
    }

    private Future<AbcResult> debits(AbcRequest request) {
        var rows = request.list("Details");
        var head = request.part("AgentBatch");
        var complaint = head(rows)
                .that("CurrencyCode", request.field("CurrencyCode").equals("156"))
                .that("BatchNo", AbcForms.isNumber(AbcForms.text(head, "BatchNo"), 30))
                .that("BatchDate", AbcForms.isDay(AbcForms.text(head, "BatchDate")))
                .that("BatchTime", AbcForms.isTime(AbcForms.text(head, "BatchTime")))
                .that("AgentCount", AbcForms.text(head, "AgentCount").equals(Integer.toString(rows.size())))
                .that("AgentAmount", sums(rows, "OrderAmount", AbcForms.text(head, "AgentAmount")))
                .that("Details", all(rows, "OrderNo", "AgentSignNo", "OrderAmount"))
                .complaint();
        if (complaint.isPresent()) {
            return AbcDesk.malformed(complaint);
        }
        var detail = new Detail(AbcForms.text(head, "BatchDate"), AbcForms.text(head, "BatchTime"));
        var batch = batch(request, ChargeKind.DEBIT, AbcForms.text(head, "BatchNo"), detail);
        return accept(batch, items(rows, (row, seq) -> debit(row, seq, detail)), AbcBatches::debitsAccepted);
    }

    private static AbcResult debitsAccepted(Batch batch, List<Batch.Item> items) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("MerchantNo", batch.merchantNo());
        fields.put("SendTime", AbcForms.day(batch.acceptedAt()) + " " + AbcForms.time(batch.acceptedAt()));
        return AbcResult.success(fields);
    }

    private Batch batch(AbcRequest request, ChargeKind kind, String batchNo, Detail detail) {
        return Batch.accepted(desk.bank(), request.merchantNo(), kind, batchNo, desk.now(), AbcJson.write(detail));
    }

    private Future<AbcResult> accept(
            Batch batch, List<Batch.Item> items, BiFunction<Batch, List<Batch.Item>, AbcResult> accepted) {
        var batches = desk.books().batches();
        return batches.accept(batch, items).map(taken -> {
            if (!taken) {
                return AbcResult.refused(AbcResult.ORDER_NO_TAKEN, "批次号重复");
            }
            batches.runLater(batch, desk.settings().batchDelayMs(), this::movement);
            return accepted.apply(batch, items);
        });
    }

    /** A refund moves as it is; a debit needs its contract and a card with money. */
    private Future<Optional<Movement>> movement(Batch batch, Batch.Item item) {
        if (batch.kind() == ChargeKind.REFUND) {
            return Future.succeededFuture(Optional.of(movement(batch, item, item.originalNo())));
        }
        var card = AbcJson.read(item.detail(), AbcOrder.class).card();
        return debits.contract(batch.merchantNo(), item.originalNo())
                .map(found -> found.filter(contract -> !AbcDebits.withoutFunds(card, contract))
                        .map(contract -> movement(batch, item, contract.orderNo())));
    }

    private static Movement movement(Batch batch, Batch.Item item, String originalNo) {
        return new Movement(
                batch.bank(),
                batch.merchantNo(),
                item.orderNo(),
                batch.kind(),
                originalNo,
                item.amount(),
                item.detail());
    }

    private static Batch.Item refund(JsonNode row, int seq, Detail batch) {
        var detail = AbcOrder.act("Refund", batch.date(), batch.time(), AbcForms.text(row, "Remark"), "");
        return Batch.Item.waiting(
                seq,
                AbcForms.text(row, "NewOrderNo"),
                AbcForms.text(row, "OrderNo"),
                AbcForms.amount(AbcForms.text(row, "RefundAmount")).orElseThrow(),
                detail.toJson());
    }

    private static Batch.Item debit(JsonNode row, int seq, Detail batch) {
        var card = AbcCards.lastFour(AbcForms.text(row, "CardNo"));
        var detail = AbcOrder.act("AgentPay", batch.date(), batch.time(), AbcForms.text(row, "Remark"), card);
        return Batch.Item.waiting(
                seq,
                AbcForms.text(row, "OrderNo"),
                AbcForms.text(row, "AgentSignNo"),
                AbcForms.amount(AbcForms.text(row, "OrderAmount")).orElseThrow(),
                detail.toJson());
    }

    private static List<Batch.Item> items(List<JsonNode> rows, BiFunction<JsonNode, Integer, Batch.Item> item) {
        return rows.stream()
                .map(row -> item.apply(row, Integer.valueOf(AbcForms.text(row, "SeqNo"))))
                .toList();
    }

    private static AbcCheck head(List<JsonNode> rows) {
        var places = new HashSet<String>();
        return new AbcCheck()
                .that("rows", !rows.isEmpty() && rows.size() <= ITEMS_MAX)
                .that(
                        "SeqNo",
                        rows.stream()
                                .allMatch(row -> AbcForms.text(row, "SeqNo").matches("[1-9][0-9]{0,4}")
                                        && places.add(AbcForms.text(row, "SeqNo"))));
    }

    private static boolean all(List<JsonNode> rows, String number, String original, String amount) {
        return rows.stream()
                .allMatch(row -> AbcForms.isNumber(AbcForms.text(row, number), 60)
                        && AbcForms.isNumber(AbcForms.text(row, original), 60)
                        && AbcForms.amount(AbcForms.text(row, amount)).isPresent());
    }

    private static boolean sums(List<JsonNode> rows, String amount, String total) {
        var sum = rows.stream()
                .map(row -> AbcForms.amount(AbcForms.text(row, amount)).orElse(Money.cny(0)))
                .reduce(Money.cny(0), Money::plus);
        return AbcForms.amount(total).filter(sum::equals).isPresent();
    }

    static Money sum(List<Batch.Item> items) {
        return items.stream().map(Batch.Item::amount).reduce(Money.cny(0), Money::plus);
    }
}
