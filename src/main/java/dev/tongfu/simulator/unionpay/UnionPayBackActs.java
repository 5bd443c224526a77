package dev.tongfu.simulator.unionpay;

import dev.tongfu.simulator.frame.BankOrderRow;
import dev.tongfu.simulator.frame.Books;
import dev.tongfu.simulator.frame.Charge;
import dev.tongfu.simulator.frame.ChargeKind;
import dev.tongfu.simulator.frame.Movement;
import dev.tongfu.simulator.frame.MovementResult;
import dev.tongfu.simulator.frame.Movements;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What follows a payment: refund, void, capture, cancel, and the void of a capture.
 *
 * <p>The books decide at once; what the merchant is told at once is only that the request was accepted. The result
 * comes by notice and query, after a while if so configured, and may be a failure where a test wants one.
 */
final class UnionPayBackActs {
    private static final Period REFUNDABLE = Period.ofMonths(11);
    private static final int CHARGES_OF_A_SECOND_MAX = 10_000;

    private final Desk desk;
    private final Movements movements;
    private final UnionPayDelivery delivery;

    /** What every transaction works with. */
    record Desk(String bank, Books books, Clock clock, UnionPayCheck check, UnionPaySettings settings) {}

    UnionPayBackActs(Desk desk, Movements movements, UnionPayDelivery delivery) {
        this.desk = desk;
        this.movements = movements;
        this.delivery = delivery;
    }

    Future<UnionPayResult> execute(UnionPayTransaction transaction, UnionPayRequest request) {
        return original(request)
                .map(found -> found.filter(charge -> fits(transaction, charge.kind())))
                .compose(found -> {
                    if (found.filter(charge -> tooOld(transaction, charge)).isPresent()) {
                        return Future.succeededFuture(UnionPayResult.refused(UnionPayCode.OUT_OF_TIME));
                    }
                    return found.isPresent() && desk.settings().failsAfterAcceptance()
                            ? fail(transaction, request)
                            : move(transaction, request, found);
                });
    }

    private Future<UnionPayResult> move(
            UnionPayTransaction transaction, UnionPayRequest request, Optional<Charge> original) {
        var movement = new Movement(
                desk.bank(),
                request.merchantNo(),
                request.orderNo(),
                kind(transaction),
                original.map(Charge::orderNo).orElse(""),
                UnionPayCheck.amount(request),
                UnionPayOrder.back(request, settledAt(), "").toJson());
        return movements.move(movement).compose(result -> {
            if (result instanceof MovementResult.Refused refused) {
                return Future.succeededFuture(UnionPayResult.refused(code(refused.reason())));
            }
            return accepted(request, Optional.of(((MovementResult.Moved) result).charge()), UnionPayCode.SUCCESS);
        });
    }

    /** Accepted, and found to fail only afterwards: the number is used up and nothing moves. */
    private Future<UnionPayResult> fail(UnionPayTransaction transaction, UnionPayRequest request) {
        var code = desk.settings().failureCode();
        var now = desk.clock().instant();
        var detail = UnionPayOrder.back(request, settledAt(), code).toJson();
        var row = BankOrderRow.open(
                desk.bank(),
                request.merchantNo(),
                request.orderNo(),
                kind(transaction),
                UnionPayCheck.amount(request),
                new BankOrderRow.Opening(now, now, detail));
        return desk.books()
                .place(row)
                .compose(placed -> placed
                        ? desk.books()
                                .fail(desk.bank(), row.token())
                                .compose(failed -> accepted(request, Optional.empty(), code))
                        : Future.succeededFuture(UnionPayResult.refused(UnionPayCode.DUPLICATE)));
    }

    private Future<UnionPayResult> accepted(UnionPayRequest request, Optional<Charge> charge, String code) {
        return desk.books()
                .byOrderNo(desk.bank(), request.merchantNo(), request.orderNo())
                .map(row -> {
                    delivery.settled(
                            row.orElseThrow(), code, charge, desk.settings().settleDelayMs());
                    return UnionPayResult.success(Map.of(
                            "queryId", charge.map(UnionPayNotice::reference).orElseGet(this::reference)));
                });
    }

    private Instant settledAt() {
        return desk.clock().instant().plusMillis(desk.settings().settleDelayMs());
    }

    /** Of something the books know nothing of. */
    private String reference() {
        return UnionPayTimes.second(desk.clock().instant()) + "0000000";
    }

    /** The charge the request is about, by the bank's reference or by the order it was. */
    private Future<Optional<Charge>> original(UnionPayRequest request) {
        var reference = request.field("origQryId");
        return reference.isEmpty() ? byOrder(request) : byReference(request.merchantNo(), reference);
    }

    private Future<Optional<Charge>> byReference(String merchantNo, String reference) {
        var second = UnionPayTimes.second(reference.substring(0, 14));
        return second.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : desk.books()
                        .chargesBetween(
                                desk.bank(),
                                merchantNo,
                                second.get(),
                                second.get().plusSeconds(1),
                                CHARGES_OF_A_SECOND_MAX)
                        .map(charges -> withReference(charges, reference));
    }

    private static Optional<Charge> withReference(List<Charge> charges, String reference) {
        return charges.stream()
                .filter(charge -> UnionPayNotice.reference(charge).equals(reference))
                .findFirst();
    }

    private Future<Optional<Charge>> byOrder(UnionPayRequest request) {
        return desk.books()
                .byOrderNo(desk.bank(), request.merchantNo(), request.field("origOrderId"))
                .map(found ->
                        found.filter(row -> UnionPayOrder.of(row).txnTime().equals(request.field("origTxnTime"))))
                .compose(found -> found.isPresent()
                        ? desk.books().chargeOf(found.get())
                        : Future.succeededFuture(Optional.empty()));
    }

    private boolean tooOld(UnionPayTransaction transaction, Charge charge) {
        var since = charge.chargedAt().atZone(UnionPayTimes.BANK_ZONE).plus(REFUNDABLE);
        return transaction == UnionPayTransaction.REFUND
                && since.toInstant().isBefore(desk.clock().instant());
    }

    private static boolean fits(UnionPayTransaction transaction, ChargeKind original) {
        return switch (transaction) {
            case VOID -> original == ChargeKind.PAY;
            case REFUND -> original == ChargeKind.PAY || original == ChargeKind.CAPTURE;
            case CAPTURE, CANCEL -> original == ChargeKind.PREAUTH;
            case CAPTURE_VOID -> original == ChargeKind.CAPTURE;
            case PURCHASE, HOLD, QUERY, ENCRYPTION_KEY, STATEMENT -> false;
        };
    }

    private static ChargeKind kind(UnionPayTransaction transaction) {
        return switch (transaction) {
            case VOID -> ChargeKind.VOID;
            case REFUND -> ChargeKind.REFUND;
            case CAPTURE -> ChargeKind.CAPTURE;
            case CANCEL -> ChargeKind.CANCEL;
            case CAPTURE_VOID -> ChargeKind.CAPTURE_VOID;
            case PURCHASE, HOLD, QUERY, ENCRYPTION_KEY, STATEMENT ->
                throw new IllegalStateException(transaction + " follows no payment");
        };
    }

    private static String code(MovementResult.Reason reason) {
        return switch (reason) {
            case NUMBER_TAKEN -> UnionPayCode.DUPLICATE;
            case NO_ORIGINAL, WRONG_STATE, USED -> UnionPayCode.ORIGINAL_STATE;
            case AMOUNT -> UnionPayCode.ORIGINAL_DIFFERS;
            case DAY_OVER -> UnionPayCode.OUT_OF_TIME;
        };
    }
}
