package dev.tongfu.payment;

import dev.tongfu.bank.BankMovement;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds the transaction at a bank that took or holds the money of a payment. */
final class Movements {
    private final AttemptStore attempts;
    private final OperationStore operations;

    Movements(AttemptStore attempts, OperationStore operations) {
        this.attempts = attempts;
        this.operations = operations;
    }

    /** The movement and the channel it went through. */
    record Found(BankMovement movement, String channelId, String bank) {}

    /** What took the payment's own money, or holds it; empty while nothing did. */
    Future<Optional<Found>> of(SqlClient client, Payment payment) {
        return attempts.ofPayment(client, payment.merchantId(), payment.id()).compose(list -> {
            var paid = paid(payment, list);
            return paid.isEmpty() || payment.status() != PaymentStatus.CAPTURED
                    ? Future.succeededFuture(paid.map(attempt -> found(attempt, payment)))
                    : operations
                            .capture(client, payment.merchantId(), payment.id())
                            .map(capture -> Optional.of(captured(paid.get(), capture, payment)));
        });
    }

    /** What took the money that is booked apart, by its order at the bank. */
    Future<Optional<Found>> extra(SqlClient client, Payment payment, String bankRef) {
        return attempts.extraOrder(client, payment.merchantId(), payment.id(), bankRef)
                .compose(orderNo -> orderNo.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : attempts.byOrderNo(client, orderNo.get())
                                .map(list -> list.stream().findFirst().map(attempt -> found(attempt, payment))));
    }

    /** What came by an order at the bank that is the payment's. */
    Future<Optional<Found>> byOrder(SqlClient client, Payment payment, String bankOrderNo) {
        return attempts.byOrderNo(client, bankOrderNo)
                .map(list -> list.stream()
                        .filter(attempt -> attempt.paymentId().equals(payment.id()))
                        .findFirst()
                        .map(attempt -> found(attempt, payment)));
    }

    private static Optional<Attempt> paid(Payment payment, List<Attempt> list) {
        return list.stream()
                .filter(attempt -> attempt.status() == AttemptStatus.PAID)
                .filter(attempt -> payment.bank() == null || attempt.bank().equals(payment.bank()))
                .reduce((first, second) ->
                        Objects.equals(second.bankTxnNo(), payment.bankTxnNo()) && payment.bankTxnNo() != null
                                ? second
                                : first);
    }

    private static Found found(Attempt attempt, Payment payment) {
        var movement = new BankMovement(
                attempt.bankOrderNo(),
                attempt.orderedAt(),
                attempt.bankOrderNo(),
                attempt.bankTxnNo(),
                payment.amount());
        return new Found(movement, attempt.channelId(), attempt.bank());
    }

    private static Found captured(Attempt attempt, Optional<Operation> capture, Payment payment) {
        if (capture.isEmpty()) {
            return found(attempt, payment);
        }
        var movement = new BankMovement(
                attempt.bankOrderNo(),
                attempt.orderedAt(),
                capture.get().bankOrderNo(),
                capture.get().bankTxnNo(),
                new dev.tongfu.money.Money(payment.captured(), payment.amount().currency()));
        return new Found(movement, attempt.channelId(), attempt.bank());
    }
}
