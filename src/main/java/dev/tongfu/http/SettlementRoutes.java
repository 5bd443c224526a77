package dev.tongfu.http;

import dev.tongfu.settlement.MerchantLine;
import dev.tongfu.settlement.Payout;
import dev.tongfu.settlement.PayoutService;
import dev.tongfu.settlement.Settlement;
import dev.tongfu.settlement.SettlementFilter;
import dev.tongfu.settlement.SettlementJson;
import dev.tongfu.settlement.SettlementLines;
import dev.tongfu.settlement.SettlementService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A merchant's settlement batches, and the lines of each. */
public final class SettlementRoutes implements ApiRoutes {
    private static final String LIST = "settlements";
    private static final String LINES = "settlement-lines";

    private final SettlementService settlements;
    private final SettlementLines lines;
    private final PayoutService payouts;
    private final Clock clock;

    public SettlementRoutes(SettlementService settlements, SettlementLines lines, PayoutService payouts, Clock clock) {
        this.settlements = settlements;
        this.lines = lines;
        this.payouts = payouts;
        this.clock = clock;
    }

    @Override
    public Map<String, ApiHandler> operations() {
        return Map.of("listSettlements", this::list, "getSettlement", this::get);
    }

    private Future<ApiAnswer> list(ApiRequest request) {
        Instant now = clock.instant();
        var reading = ListQuery.read(request.query(), LIST, 1, now);
        if (reading instanceof ListQuery.Reading.Faulty faulty) {
            return Future.succeededFuture(ApiAnswer.refused(faulty.problem()));
        }
        var window = ((ListQuery.Reading.Valid) reading).query();
        Cursor after = window.after();
        var filter = new SettlementFilter(
                request.merchantId(),
                null,
                window.from(),
                window.to(),
                after == null ? null : after.key().get(0));
        return settlements
                .list(filter, window.limit() + 1)
                .compose(batches -> withPayouts(batches, window.limit(), now));
    }

    private Future<ApiAnswer> withPayouts(List<Settlement> batches, int limit, Instant now) {
        return payouts.ofBatches(batches.stream().map(Settlement::id).toList())
                .map(paid -> ListAnswer.of(
                        batches,
                        limit,
                        batch -> SettlementJson.write(batch, of(batch, paid)),
                        batch -> new Cursor(LIST, List.of(batch.id())),
                        now));
    }

    private static @Nullable Payout of(Settlement batch, List<Payout> payouts) {
        return payouts.stream()
                .filter(payout -> batch.id().equals(payout.settlementId()))
                .findFirst()
                .orElse(null);
    }

    private Future<ApiAnswer> get(ApiRequest request) {
        var after = after(request);
        if (after.isEmpty()) {
            var error = new FieldError("?cursor", "bad-value", "cursor must be the next of a page of this list");
            return Future.succeededFuture(
                    ApiAnswer.refused(Problem.of(ProblemCode.INVALID_PARAMETERS, List.of(error))));
        }
        int limit = Math.toIntExact(request.query().number("limit"));
        return settlements
                .find(request.id())
                .compose(found -> found.filter(batch -> batch.merchantId().equals(request.merchantId()))
                        .map(batch -> page(batch, after.get(), limit))
                        .orElseGet(() -> Future.succeededFuture(ApiAnswer.refused(ProblemCode.NOT_FOUND))));
    }

    private static Optional<String> after(ApiRequest request) {
        return request.query().has("cursor")
                ? Cursor.read(request.query().text("cursor"), LINES, 1)
                        .map(cursor -> cursor.key().get(0))
                : Optional.of("");
    }

    private Future<ApiAnswer> page(Settlement batch, String after, int limit) {
        return payouts.ofBatches(List.of(batch.id()))
                .compose(paid -> lines.page(batch.id(), after, limit + 1)
                        .map(page -> ApiAnswer.ok(write(SettlementJson.write(batch, of(batch, paid)), page, limit)
                                .toBuffer())));
    }

    private static JsonObject write(JsonObject batch, List<MerchantLine> oneMore, int limit) {
        boolean more = oneMore.size() > limit;
        var page = more ? oneMore.subList(0, limit) : oneMore;
        var data = new JsonArray();
        page.forEach(line -> data.add(SettlementJson.line(line)));
        String next = more ? new Cursor(LINES, List.of(page.get(limit - 1).transferId())).text() : null;
        return batch.put("lines", data).put("next", next);
    }
}
