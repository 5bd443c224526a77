package dev.tongfu.payment;

import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankAnswer;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankReply;
import dev.tongfu.db.Ids;
import dev.tongfu.outbox.OutboxStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Contracts at the bank: how they are ended and asked after, and what is heard of them. */
final class ContractHandler implements OperationHandler {
    private final Pool pool;
    private final ContractStore contracts;
    private final OperationStore operations;
    private final ContractDecider decider;
    private final EvidenceStore evidence;
    private final OutboxStore outbox;
    private final BankLine line;
    private final Ids ids;

    ContractHandler(
            PaymentDesk.Parts parts,
            ContractStore contracts,
            OperationStore operations,
            ContractDecider decider,
            EvidenceStore evidence,
            BankLine line) {
        this.pool = parts.pool();
        this.contracts = contracts;
        this.operations = operations;
        this.decider = decider;
        this.evidence = evidence;
        this.outbox = parts.outbox();
        this.line = line;
        this.ids = parts.ids();
    }

    @Override
    public Set<OperationKind> kinds() {
        return EnumSet.of(OperationKind.SIGN, OperationKind.TERMINATE);
    }

    /** Only the end of a contract is intended before it is sent; its signing is committed as sent. */
    @Override
    public Future<Boolean> begin(SqlConnection transaction, Operation operation, Instant now) {
        return contract(transaction, operation).map(found -> found.status() == ContractStatus.TERMINATING);
    }

    @Override
    public Future<BankAct> act(Operation operation) {
        return contract(pool, operation)
                .map(found -> new BankMandate.Terminate(
                        operation.channelId(),
                        found.signOrderNo(),
                        Objects.requireNonNull(found.signNo(), "the bank's number of a signed contract"),
                        operation.orderedAt()));
    }

    /** A question that can't be asked leaves the contract as unknown as it was. */
    @Override
    public Future<BankAnswer> ask(Operation operation) {
        return contract(pool, operation)
                .compose(found -> line.act(new BankMandate.Query(operation.channelId(), found.signOrderNo())))
                .map(answer -> answer.reply() instanceof BankReply.NotSent notSent
                        ? new BankAnswer(new BankReply.Unknown(notSent.reason()), answer.raw())
                        : answer);
    }

    @Override
    public Future<Optional<String>> returnUrl(Operation operation) {
        return contract(pool, operation)
                .map(found -> Optional.ofNullable(found.request().returnUrl()));
    }

    @Override
    public Future<OperationOutcome> apply(Operation operation, Evidence heard) {
        return contract(pool, operation)
                .map(found -> decider.decide(found, operation, heard))
                .compose(change -> Undo.transaction(
                        pool, OperationOutcome.class, transaction -> write(transaction, change, heard)));
    }

    /** Ends those whose last day has passed; several nodes may do it at once. */
    Future<Void> expire(List<ContractStore.Today> todays, int limit) {
        return pool.withTransaction(transaction -> contracts
                .over(transaction, todays, limit)
                .compose(over -> Future.join(over.stream()
                                .flatMap(each -> decider.lastDayPassed(each).stream())
                                .map(ending -> end(transaction, ending))
                                .toList())
                        .mapEmpty()));
    }

    private Future<Void> end(SqlConnection transaction, ContractDecider.Ending ending) {
        return contracts
                .write(transaction, ending.before(), ending.after())
                .compose(held -> held
                        ? outbox.insert(transaction, List.of(ending.message()))
                        : Future.failedFuture("the contract changed while it was held"));
    }

    private Future<Contract> contract(io.vertx.sqlclient.SqlClient client, Operation operation) {
        return contracts
                .byId(client, operation.merchantId(), operation.resourceId())
                .map(Optional::orElseThrow);
    }

    /** In the order in which everybody takes these locks: call, contract. */
    private Future<OperationOutcome> write(SqlConnection transaction, ContractDecider.Change change, Evidence heard) {
        return operations
                .write(transaction, change.operation(), change.operationStatus(), null, change.nextAt())
                .compose(called -> called && change.changed()
                        ? contracts.write(transaction, change.before(), change.after())
                        : Future.succeededFuture(called))
                .compose(
                        held -> held ? told(transaction, change, heard) : Undo.<Void>with(new OperationOutcome.Stale()))
                .map(done -> new OperationOutcome.Applied(
                        change.after().merchantId(), change.after().id(), change.changed(), null));
    }

    private Future<Void> told(SqlConnection transaction, ContractDecider.Change change, Evidence heard) {
        var alarm = change.alarm();
        return evidence.keep(transaction, KeptEvidence.of(ids.next("evd"), change.operation(), heard, change.effect()))
                .compose(kept -> outbox.insert(transaction, change.messages()))
                .compose(told -> alarm == null ? Future.succeededFuture() : evidence.raise(transaction, alarm));
    }
}
