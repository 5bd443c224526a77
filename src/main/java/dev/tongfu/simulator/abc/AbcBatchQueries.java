package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.Batch;
import dev.tongfu.simulator.frame.ChargeKind;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** 批量查询: a batch of refunds by the bank's number, one of debits by the merchant's, with every item. */
final class AbcBatchQueries {
    private static final String SUBMITTED = "4";
    private static final String ALL_SUCCEEDED = "6";
    private static final String ALL_FAILED = "7";
    private static final String PARTLY = "8";

    private final AbcDesk desk;

    AbcBatchQueries(AbcDesk desk) {
        this.desk = desk;
    }

    Map<String, AbcDesk.Handler> handlers() {
        return Map.of("QueryBatchRefund", this::refunds, "AgentBatchQuery", this::debits);
    }

    private Future<AbcResult> refunds(AbcRequest request) {
        var found = desk.books().batches().bySerialNo(desk.bank(), request.merchantNo(), request.field("SerialNumber"));
        return answer(request, found, this::refundFields);
    }

    private Future<AbcResult> debits(AbcRequest request) {
        var found = desk.books()
                .batches()
                .byBatchNo(desk.bank(), request.merchantNo(), ChargeKind.DEBIT, request.field("BatchNo"));
        return answer(request, found, this::debitFields);
    }

    private Future<AbcResult> answer(
            AbcRequest request, Future<Optional<Batch>> found, Function<Whole, Map<String, Object>> fields) {
        return found.map(batch -> batch.filter(one -> detail(one).date().equals(request.field("BatchDate"))))
                .compose(batch -> batch.isEmpty()
                        ? Future.succeededFuture(desk.notFound())
                        : desk.books()
                                .batches()
                                .items(batch.get())
                                .map(items -> AbcResult.success(fields.apply(new Whole(batch.get(), items)))));
    }

    /** A batch with its items. */
    private record Whole(Batch batch, List<Batch.Item> items) {
        List<Batch.Item> in(Batch.Item.Status status) {
            return items.stream().filter(item -> item.status() == status).toList();
        }

        String status() {
            if (!batch.done()) {
                return SUBMITTED;
            }
            int done = in(Batch.Item.Status.DONE).size();
            return done == items.size() ? ALL_SUCCEEDED : done == 0 ? ALL_FAILED : PARTLY;
        }
    }

    private Map<String, Object> refundFields(Whole whole) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("BatchDate", detail(whole.batch()).date());
        fields.put("BatchTime", detail(whole.batch()).time());
        fields.put("SerialNumber", whole.batch().serialNo());
        fields.put("BatchStatus", whole.status());
        fields.put("MerRefundAccountNo", "");
        fields.put("MerRefundAccountName", "");
        fields.put("RefundAmount", AbcBatches.sum(whole.items()).toDecimal());
        fields.put("RefundCount", Integer.toString(whole.items().size()));
        results(fields, whole);
        fields.put("Order", whole.items().stream().map(AbcBatchQueries::refund).toList());
        return fields;
    }

    private static Map<String, String> refund(Batch.Item item) {
        var row = new LinkedHashMap<String, String>();
        row.put("OriginalOrderNo", item.originalNo());
        row.put("RefundOrderNo", item.orderNo());
        row.put("CurrencyCode", "156");
        row.put("RefundAmountCell", item.amount().toDecimal());
        row.put("OrderStatus", status(item));
        row.put("Remark", AbcJson.read(item.detail(), AbcOrder.class).remarks());
        return row;
    }

    private Map<String, Object> debitFields(Whole whole) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("BatchNo", whole.batch().batchNo());
        fields.put("BatchDate", detail(whole.batch()).date());
        fields.put("BatchTime", detail(whole.batch()).time());
        fields.put("AgentAmount", AbcBatches.sum(whole.items()).toDecimal());
        fields.put("AgentCount", Integer.toString(whole.items().size()));
        fields.put("BatchStatus", whole.status());
        fields.put("CurrencyCode", "156");
        results(fields, whole);
        fields.put(
                "AgentBatchDetail",
                whole.items().stream().map(AbcBatchQueries::debit).toList());
        return fields;
    }

    private static Map<String, String> debit(Batch.Item item) {
        var row = new LinkedHashMap<String, String>();
        row.put("OrderNo", item.orderNo());
        row.put("OrderAmount", item.amount().toDecimal());
        row.put("AgentSignNo", item.originalNo());
        row.put("OrderStatus", status(item));
        return row;
    }

    private static void results(Map<String, Object> fields, Whole whole) {
        var done = whole.in(Batch.Item.Status.DONE);
        var failed = whole.in(Batch.Item.Status.FAILED);
        fields.put("SuccessAmount", AbcBatches.sum(done).toDecimal());
        fields.put("SuccessCount", Integer.toString(done.size()));
        fields.put("FailedAmount", AbcBatches.sum(failed).toDecimal());
        fields.put("FailedCount", Integer.toString(failed.size()));
    }

    private static String status(Batch.Item item) {
        return switch (item.status()) {
            case WAITING -> "X";
            case DONE -> "0";
            case FAILED -> "1";
        };
    }

    private static AbcBatches.Detail detail(Batch batch) {
        return AbcJson.read(batch.detail(), AbcBatches.Detail.class);
    }
}
