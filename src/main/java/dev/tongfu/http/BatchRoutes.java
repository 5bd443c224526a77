package dev.tongfu.http;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import dev.tongfu.payment.Batch;
import dev.tongfu.payment.BatchDesk;
import dev.tongfu.payment.BatchItem;
import dev.tongfu.payment.BatchJson;
import dev.tongfu.payment.BatchKind;
import dev.tongfu.payment.NewDebitBatch;
import dev.tongfu.payment.NewRefund;
import dev.tongfu.payment.NewRefundBatch;
import dev.tongfu.payment.PaymentDesks;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The merchant's calls about batches of refunds and of debits. */
public final class BatchRoutes implements ApiRoutes {
    private static final int NUMBER_DIGITS_MAX = 5;

    private final PaymentDesks desks;
    private final StrictJson json;
    private final Clock clock;

    public BatchRoutes(PaymentDesks desks, StrictJson json, Clock clock) {
        this.desks = desks;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Map<String, ApiHandler> operations() {
        return Map.of(
                "createRefundBatch",
                ApiHandler.withBody(json, Bodies.REFUND_BATCH_CREATE, this::createRefunds),
                "getRefundBatch",
                request -> get(request, BatchKind.REFUND),
                "listRefundBatchItems",
                request -> items(request, BatchKind.REFUND),
                "createDebitBatch",
                ApiHandler.withBody(json, Bodies.DEBIT_BATCH_CREATE, this::createDebits),
                "getDebitBatch",
                request -> get(request, BatchKind.DEBIT),
                "listDebitBatchItems",
                request -> items(request, BatchKind.DEBIT));
    }

    private Future<ApiAnswer> createRefunds(ApiRequest request, Body body) {
        var items = body.objects("items").stream()
                .map(item -> refund(request.merchantId(), item))
                .toList();
        var batch = new NewRefundBatch(request.merchantId(), body.text("batch_no"), items);
        return desk().refunds().create(batch).map(BatchAnswers::of);
    }

    private static NewRefund refund(String merchantId, Body item) {
        return new NewRefund(
                merchantId,
                item.text("refund_no"),
                item.optionalText("payment_id").orElse(null),
                item.optionalText("order_no").orElse(null),
                new Money(item.number("amount"), CurrencyCode.CNY),
                item.optionalText("reason").orElse(null));
    }

    private Future<ApiAnswer> createDebits(ApiRequest request, Body body) {
        var items = body.objects("items").stream().map(BatchRoutes::debit).toList();
        var batch = new NewDebitBatch(request.merchantId(), body.text("batch_no"), items);
        return desk().debits().create(batch).map(BatchAnswers::of);
    }

    private static NewDebitBatch.Item debit(Body item) {
        return new NewDebitBatch.Item(
                item.text("order_no"),
                item.text("contract_id"),
                new Money(item.number("amount"), CurrencyCode.CNY),
                item.text("subject"));
    }

    private Future<ApiAnswer> get(ApiRequest request, BatchKind kind) {
        return read(request, kind)
                .map(found -> found.map(BatchJson::write)
                        .map(written -> ApiAnswer.ok(written.toBuffer()))
                        .orElseGet(() -> ApiAnswer.refused(ProblemCode.NOT_FOUND)));
    }

    private Future<Optional<Batch>> read(ApiRequest request, BatchKind kind) {
        var service = desk().service();
        return request.flag("sync")
                ? service.sync(request.merchantId(), kind, request.id())
                : service.find(request.merchantId(), kind, request.id());
    }

    private Future<ApiAnswer> items(ApiRequest request, BatchKind kind) {
        String list = kind.word() + "-batch-items";
        int limit = Math.toIntExact(request.query().number("limit"));
        var after = after(request.query(), list);
        if (after == null) {
            return Future.succeededFuture(ApiAnswer.refused(Problem.of(
                    ProblemCode.INVALID_PARAMETERS,
                    List.of(new FieldError(
                            "?cursor", "bad-value", "cursor must be the next of a page of this list")))));
        }
        return desk().service()
                .items(request.merchantId(), kind, request.id(), after, limit + 1)
                .map(found -> found.map(rows -> page(rows, limit, kind, list))
                        .orElseGet(() -> ApiAnswer.refused(ProblemCode.NOT_FOUND)));
    }

    private ApiAnswer page(List<BatchItem> oneMore, int limit, BatchKind kind, String list) {
        return ListAnswer.of(
                oneMore,
                limit,
                item -> BatchJson.item(kind, item),
                item -> new Cursor(list, List.of(Integer.toString(item.index()))),
                clock.instant());
    }

    /** The place after which the page begins; null when the cursor is none of ours. */
    private static @Nullable Integer after(Body query, String list) {
        if (!query.has("cursor")) {
            return -1;
        }
        return Cursor.read(query.text("cursor"), list, 1)
                .map(cursor -> cursor.key().get(0))
                .filter(text ->
                        text.length() <= NUMBER_DIGITS_MAX && text.chars().allMatch(Character::isDigit))
                .filter(text -> !text.isEmpty())
                .map(Integer::valueOf)
                .orElse(null);
    }

    private BatchDesk desk() {
        return desks.here().batches();
    }
}
