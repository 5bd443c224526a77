package dev.tongfu.payment;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankIdentityCheck;
import dev.tongfu.bank.PayerCard;
import dev.tongfu.db.Ids;
import dev.tongfu.merchant.Channel;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What merchants do with identity checks: ask for one, read it.
 *
 * <p>Card and person pass through memory only. The call is committed before it is made, and made once.
 */
public final class IdentityCheckService {
    private final Pool pool;
    private final IdentityCheckStore checks;
    private final OperationStore operations;
    private final OperationDesk desk;
    private final OperationSchedule schedule;
    private final IntakeRules rules;
    private final CardDigests cards;
    private final PayerLinks links;
    private final PayerStepConfig steps;
    private final Ids ids;
    private final Clock clock;

    IdentityCheckService(
            PaymentDesk.Parts parts, IntakeRules rules, IdentityCheckStore checks, RefundService.RefundParts own) {
        this.pool = parts.pool();
        this.checks = checks;
        this.operations = own.operations();
        this.desk = own.desk();
        this.schedule = own.schedule();
        this.rules = rules;
        this.cards = parts.cards();
        this.links = parts.links();
        this.steps = parts.steps();
        this.ids = parts.ids();
        this.clock = parts.clock();
    }

    /** Stores the check and asks the bank; a repeated request is answered with what is there. */
    public Future<IdentityCheckOutcome> create(NewIdentityCheck request, PayerCard card) {
        return checks.byNo(pool, request.merchantId(), request.checkNo())
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(compare(request, card, found.get()))
                        : createNew(request, card));
    }

    public Future<Optional<IdentityCheck>> find(String merchantId, String checkId) {
        return checks.byId(pool, merchantId, checkId);
    }

    private IdentityCheckOutcome compare(NewIdentityCheck request, PayerCard card, IdentityCheck stored) {
        return request.firstDifference(stored.request())
                .or(() -> cards.firstDifference(request.merchantId(), card, stored.card())
                        .map(name -> "/" + name))
                .or(() -> request.laterDifference(stored.request()))
                .<IdentityCheckOutcome>map(IdentityCheckOutcome.Conflict::new)
                .orElseGet(() -> new IdentityCheckOutcome.Replayed(stored));
    }

    private Future<IdentityCheckOutcome> createNew(NewIdentityCheck request, PayerCard card) {
        var route = rules.route(request.merchantId(), request.bank());
        if (!rules.active(request.merchantId())) {
            return refused(IdentityCheckOutcome.Reason.MERCHANT_DISABLED);
        }
        if (!rules.offers(request.bank(), Bank.Capability.IDENTITY)) {
            return refused(IdentityCheckOutcome.Reason.BANK_NOT_OFFERED);
        }
        return route.isEmpty()
                ? refused(IdentityCheckOutcome.Reason.NOT_ROUTED)
                : begin(check(request, card, route.get()), card);
    }

    private static Future<IdentityCheckOutcome> refused(IdentityCheckOutcome.Reason reason) {
        return Future.succeededFuture(new IdentityCheckOutcome.Refused(reason));
    }

    private Future<IdentityCheckOutcome> begin(IdentityCheck check, PayerCard card) {
        var request = check.request();
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var target = new Operation.Target(check.merchantId(), check.id(), null, check.channelId(), request.bank());
        var operation = Operation.sent(ids.next(), OperationKind.IDENTITY, target, now);
        var call = new BankIdentityCheck(
                check.channelId(),
                operation.bankOrderNo(),
                request.mode(),
                request.customerType(),
                card,
                now,
                links.bankNotice(request.bank()));
        return store(check, operation)
                .compose(made -> made
                        ? desk.callAndWait(operation, call)
                                .compose(done -> find(check.merchantId(), check.id()))
                                .map(found -> new IdentityCheckOutcome.Created(found.orElseThrow()))
                        : checks.byNo(pool, check.merchantId(), request.checkNo())
                                .map(found -> compare(request, card, found.orElseThrow())));
    }

    private Future<Boolean> store(IdentityCheck check, Operation operation) {
        return pool.withTransaction(transaction -> checks.insert(transaction, check)
                .compose(made -> made
                        ? operations
                                .insert(transaction, List.of(operation), schedule.unlessAnswered(operation.orderedAt()))
                                .map(true)
                        : Future.succeededFuture(false)));
    }

    private IdentityCheck check(NewIdentityCheck request, PayerCard card, Channel channel) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new IdentityCheck(
                ids.next("idc"),
                request,
                cards.print(request.merchantId(), card),
                IdentityCheckStatus.CREATED,
                1,
                0,
                channel.id(),
                now.plusSeconds(steps.identityWindowS()),
                null,
                null,
                now,
                now);
    }
}
