package dev.tongfu.http;

import dev.tongfu.payment.Payment;
import dev.tongfu.payment.PaymentDesks;
import dev.tongfu.payment.PaymentKind;
import dev.tongfu.payment.TransactionList;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
                .map(payments -> ListAnswer.of(
                        payments, window.limit(), TransactionRoutes::transaction, TransactionRoutes::cursor, now));
    }

    private static JsonObject transaction(Payment payment) {
        return new JsonObject()
                .put("kind", payment.kind() == PaymentKind.DEBIT ? "debit" : "payment")
                .put("resource_id", payment.id())
                .put("number", payment.orderNo())
                .put("amount", payment.amount().minor())
                .put("status", payment.status().word())
                .put("bank", payment.shownBank())
                .put(
                        "bank_date",
                        Optional.ofNullable(payment.bankDate())
                                .map(Object::toString)
                                .orElse(null))
                .put(
                        "accounting_date",
                        Optional.ofNullable(payment.accountingDate())
                                .map(Object::toString)
                                .orElse(null))
                .put("occurred_at", payment.changedAt().toString());
    }

    private static Cursor cursor(Payment payment) {
        return new Cursor(LIST, List.of(payment.changedAt().toString(), payment.id()));
    }

    private static Optional<TransactionList.Position> position(Cursor cursor) {
        return ListQuery.moment(cursor.key().get(0))
                .map(at -> new TransactionList.Position(at, cursor.key().get(1)));
    }
}
