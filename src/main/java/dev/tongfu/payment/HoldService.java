package dev.tongfu.payment;

import dev.tongfu.db.Ids;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What merchants do with pre-authorisations: take what is held, or let it go.
 *
 * <p>One act at a time for each payment, intended in one transaction with its call; the hold itself is resolved only
 * by what the bank says.
 */
public final class HoldService {
    private final Pool pool;
    private final HoldStore acts;
    private final PaymentStore payments;
    private final OperationStore operations;
    private final OperationDesk desk;
    private final OperationSchedule schedule;
    private final Movements movements;
    private final InquiryConfig inquiry;
    private final Ids ids;
    private final Clock clock;

    HoldService(PaymentDesk.Parts parts, HoldStore acts, RefundService.RefundParts own) {
        this.pool = parts.pool();
        this.acts = acts;
        this.payments = own.payments();
        this.operations = own.operations();
        this.desk = own.desk();
        this.schedule = own.schedule();
        this.movements = own.movements();
        this.inquiry = parts.inquiry();
        this.ids = parts.ids();
        this.clock = parts.clock();
    }

    /** Takes what is held, or a part of it; the rest is released. */
    public Future<HoldOutcome> capture(String merchantId, String paymentId, String captureNo, Money amount) {
        return act(new Request(merchantId, paymentId, HoldAct.Kind.CAPTURE, captureNo, amount));
    }

    /** Lets the whole hold go. */
    public Future<HoldOutcome> cancel(String merchantId, String paymentId, String cancelNo) {
        return act(new Request(merchantId, paymentId, HoldAct.Kind.CANCEL, cancelNo, null));
    }

    public Future<Optional<HoldAct>> find(String merchantId, HoldAct.Kind kind, String id) {
        return acts.byId(pool, merchantId, id).map(found -> found.filter(act -> act.kind() == kind));
    }

    /** Asks the bank first where the state is not final; asked a moment ago, the state is given as it is. */
    public Future<Optional<HoldAct>> sync(String merchantId, HoldAct.Kind kind, String id) {
        return find(merchantId, kind, id).compose(found -> {
            if (found.isEmpty() || !found.get().status().open()) {
                return Future.succeededFuture(found);
            }
            return desk.askAll(merchantId, id, inquiry.syncIntervalMs(), inquiry.bankTimeoutMs())
                    .compose(asked -> find(merchantId, kind, id));
        });
    }

    private record Request(
            String merchantId,
            String paymentId,
            HoldAct.Kind kind,
            String actNo,
            @Nullable Money amount) {}

    private Future<HoldOutcome> act(Request request) {
        return acts.byNo(pool, request.merchantId(), request.kind(), request.actNo())
                .compose(found ->
                        found.isPresent() ? Future.succeededFuture(compare(request, found.get())) : actNew(request));
    }

    private static HoldOutcome compare(Request request, HoldAct stored) {
        if (!request.paymentId().equals(stored.paymentId())) {
            return new HoldOutcome.Conflict(request.kind() == HoldAct.Kind.CAPTURE ? "/capture_no" : "/cancel_no");
        }
        boolean sameAmount = request.amount() == null || request.amount().equals(stored.amount());
        return sameAmount ? new HoldOutcome.Replayed(stored) : new HoldOutcome.Conflict("/amount");
    }

    private Future<HoldOutcome> actNew(Request request) {
        return payments.byId(pool, request.merchantId(), request.paymentId()).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(new HoldOutcome.NoPayment());
            }
            var payment = found.get();
            if (payment.status() != PaymentStatus.AUTHORIZED) {
                return Future.succeededFuture(new HoldOutcome.WrongState(payment));
            }
            if (request.amount() != null
                    && request.amount().minor() > payment.amount().minor()) {
                return Future.succeededFuture(new HoldOutcome.Exceeds());
            }
            return movements.of(pool, payment).compose(movement -> intend(request, payment, movement.orElseThrow()));
        });
    }

    private Future<HoldOutcome> intend(Request request, Payment payment, Movements.Found found) {
        var act = act(request, payment, found);
        var operation = intended(act, ids.next());
        return Undo.transaction(pool, HoldOutcome.class, transaction -> insert(transaction, act, operation, payment))
                .compose(outcome ->
                        outcome instanceof HoldOutcome.InFlight ? again(request) : Future.succeededFuture(outcome))
                .onSuccess(outcome -> {
                    if (outcome instanceof HoldOutcome.Created) {
                        desk.sendSoon(operation);
                    }
                });
    }

    private Future<HoldOutcome> insert(SqlConnection transaction, HoldAct act, Operation operation, Payment payment) {
        return acts.insert(transaction, act).compose(inserted -> switch (inserted) {
            case DONE ->
                operations
                        .insert(transaction, List.of(operation), schedule.unlessSent())
                        .map(new HoldOutcome.Created(act));
            case CONFLICT -> Undo.with(new HoldOutcome.InFlight());
            case NOT_HELD -> Undo.with(new HoldOutcome.WrongState(payment));
        });
    }

    /** The number may have been stored by the same request in the same moment. */
    private Future<HoldOutcome> again(Request request) {
        return acts.byNo(pool, request.merchantId(), request.kind(), request.actNo())
                .map(found -> found.map(stored -> compare(request, stored)).orElseGet(HoldOutcome.InFlight::new));
    }

    private HoldAct act(Request request, Payment payment, Movements.Found found) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new HoldAct(
                request.merchantId(),
                ids.next(request.kind() == HoldAct.Kind.CAPTURE ? "cap" : "ccl"),
                request.kind(),
                request.actNo(),
                payment.id(),
                HoldActStatus.CREATED,
                1,
                request.amount() == null ? payment.amount() : request.amount(),
                found.channelId(),
                found.bank(),
                null,
                null,
                null,
                now,
                now);
    }

    static Operation intended(HoldAct act, String bankOrderNo) {
        var target = new Operation.Target(act.merchantId(), act.id(), act.paymentId(), act.channelId(), act.bank());
        return Operation.prepared(bankOrderNo, act.operation(), target, 1, act.createdAt());
    }
}
