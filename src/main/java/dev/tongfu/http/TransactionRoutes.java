package dev.tongfu.http;

import dev.tongfu.payment.PaymentDesks;
import dev.tongfu.payment.Transaction;
import dev.tongfu.payment.TransactionList;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 交易流水: what changed in a window, oldest change first. */
public final class TransactionRoutes implements ApiRoutes {
    private static final String LIST = "transactions";

    private final PaymentDesks desks;
    private final Clock clock;

    public TransactionRoutes(PaymentDesks desks, Clock clock) {
        this.desks = desks;
        this.clock = clock;
    }

    @Override
    public Map<String, ApiHandler> operations() {
        return Map.of("listTransactions", this::list);
    }

    private Future<ApiAnswer> list(ApiRequest request) {
        Instant now = clock.instant();
        var reading = ListQuery.read(request.query(), LIST, 2, now);
        if (reading instanceof ListQuery.Reading.Faulty faulty) {
            return Future.succeededFuture(ApiAnswer.refused(faulty.problem()));
        }
        var window = ((ListQuery.Reading.Valid) reading).query();
        var after = Optional.ofNullable(window.after()).flatMap(TransactionRoutes::position);
        return desks.here()
                .transactions()
                .changed(request.merchantId(), window.from(), window.to(), after.orElse(null), window.limit() + 1)
                .map(rows -> ListAnswer.of(
                        rows, window.limit(), TransactionRoutes::transaction, TransactionRoutes::cursor, now));
    }

    private static JsonObject transaction(Transaction row) {
        return new JsonObject()
                .put("kind", row.kind())
                .put("resource_id", row.resourceId())
                .put("number", row.number())
                .put("amount", row.amountMinor())
                .put("status", row.status())
                .put("bank", row.bank())
                .put("bank_date", text(row.bankDate()))
                .put("accounting_date", text(row.accountingDate()))
                .put("occurred_at", row.changedAt().toString());
    }

    private static @Nullable String text(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }

    private static Cursor cursor(Transaction row) {
        return new Cursor(LIST, List.of(row.changedAt().toString(), row.resourceId()));
    }

    private static Optional<TransactionList.Position> position(Cursor cursor) {
        return ListQuery.moment(cursor.key().get(0))
                .map(at -> new TransactionList.Position(at, cursor.key().get(1)));
    }
}
