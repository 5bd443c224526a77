package dev.tongfu.simulator.frame;

import dev.tongfu.simulator.frame.MovementResult.Moved;
import dev.tongfu.simulator.frame.MovementResult.Reason;
import dev.tongfu.simulator.frame.MovementResult.Refused;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.Optional;

/**
 * What moves after a payment. The guards stand in the statements, so that any number at once keep them: refunds never
 * exceed what was taken; a void is of the whole, on the same accounting day, of something nobody refunded; a hold is
 * captured once or cancelled once, never for more than it holds; a debit needs a contract in force.
 *
 * <p>A voided capture does not bring the hold back.
 */
public final class Movements {
    private final Pool pool;
    private final Clock clock;
    private final MovementsStore store = new MovementsStore();

    public Movements(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    public Future<MovementResult> move(Movement movement) {
        return pool.withTransaction(connection -> move(connection, movement));
    }

    /** Within the caller's transaction, which may commit whatever the result. */
    Future<MovementResult> move(SqlClient client, Movement movement) {
        var now = clock.instant();
        return store.reserve(client, movement, now).compose(reserved -> {
            if (!reserved) {
                return Future.succeededFuture(new Refused(Reason.NUMBER_TAKEN));
            }
            var charged = movement.kind() == ChargeKind.DEBIT
                    ? store.debit(client, movement, now)
                    : store.move(client, movement, now);
            return charged.compose(charge -> settle(client, movement, charge));
        });
    }

    private Future<MovementResult> settle(SqlClient client, Movement movement, Optional<Charge> charge) {
        return charge.isPresent()
                ? Future.succeededFuture(new Moved(charge.get()))
                : store.release(client, movement)
                        .compose(released -> reason(client, movement))
                        .map(Refused::new);
    }

    private Future<Reason> reason(SqlClient client, Movement movement) {
        return movement.kind() == ChargeKind.DEBIT
                ? store.contractExists(client, movement).map(exists -> exists ? Reason.WRONG_STATE : Reason.NO_ORIGINAL)
                : store.original(client, movement)
                        .map(original ->
                                original.map(row -> reason(movement, row)).orElse(Reason.NO_ORIGINAL));
    }

    private static Reason reason(Movement movement, BankOrderRow original) {
        boolean fits = original.status() == BankOrderRow.Status.PAID
                && switch (movement.kind()) {
                    case REFUND -> original.kind().direction() == ChargeKind.Direction.IN;
                    case VOID -> original.kind() == ChargeKind.PAY;
                    case CAPTURE_VOID -> original.kind() == ChargeKind.CAPTURE;
                    case CAPTURE, CANCEL -> original.kind() == ChargeKind.PREAUTH;
                    case PAY, PREAUTH, DEBIT -> false;
                };
        if (!fits) {
            return Reason.WRONG_STATE;
        }
        boolean whole = movement.kind() != ChargeKind.REFUND && movement.kind() != ChargeKind.CAPTURE;
        boolean used = !original.trail().usedBy().isEmpty()
                || (whole && original.trail().givenBack().minor() > 0);
        if (used) {
            return Reason.USED;
        }
        long left = original.amount().minus(original.trail().givenBack()).minor();
        long asked = movement.amount().minor();
        return asked > left || (whole && asked < left) ? Reason.AMOUNT : Reason.DAY_OVER;
    }
}
