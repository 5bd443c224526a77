package dev.tongfu.payment;

import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankAnswer;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What calls of some kinds are for: the message that is sent, and what a reply does. */
interface OperationHandler {
    Set<OperationKind> kinds();

    /**
     * In the transaction that marks the call as sent, the resource moves on too. False: it is not wanted any more, and
     * nothing is sent.
     */
    Future<Boolean> begin(SqlConnection transaction, Operation operation, Instant now);

    /** The call to make. */
    Future<BankAct> act(Operation operation);

    /** Asks the bank what became of it. */
    Future<BankAnswer> ask(Operation operation);

    /** Where the payer's browser goes on after the bank's page, if not to a page of ours. */
    default Future<Optional<String>> returnUrl(Operation operation) {
        return Future.succeededFuture(Optional.empty());
    }

    /** Decides and writes in one transaction, by compare-and-set. */
    Future<OperationOutcome> apply(Operation operation, Evidence evidence);
}
