package dev.tongfu.payment;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankProfile;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerCard;
import dev.tongfu.db.Ids;
import dev.tongfu.merchant.Channel;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What merchants do with contracts: begin to sign, give the code, ask, end.
 *
 * <p>Card and person pass through memory only. Each call is committed before it is made; after an unclear answer the
 * bank is asked, and the call is not made again.
 */
public final class ContractService {
    private final Pool pool;
    private final ContractStore contracts;
    private final OperationStore operations;
    private final OperationDesk desk;
    private final OperationSchedule schedule;
    private final EvidenceStore evidence;
    private final IntakeRules rules;
    private final CardDigests cards;
    private final PayerLinks links;
    private final BankLine line;
    private final Map<String, BankProfile> banks;
    private final InquiryConfig inquiry;
    private final PayerStepConfig steps;
    private final Ids ids;
    private final Clock clock;

    ContractService(
            PaymentDesk.Parts parts,
            IntakeRules rules,
            ContractStore contracts,
            RefundService.RefundParts own,
            EvidenceStore evidence,
            BankLine line) {
        this.pool = parts.pool();
        this.contracts = contracts;
        this.operations = own.operations();
        this.desk = own.desk();
        this.schedule = own.schedule();
        this.evidence = evidence;
        this.rules = rules;
        this.cards = parts.cards();
        this.links = parts.links();
        this.line = line;
        this.banks = parts.banks();
        this.inquiry = parts.inquiry();
        this.steps = parts.steps();
        this.ids = parts.ids();
        this.clock = parts.clock();
    }

    /** Begins to sign; a repeated request is answered with what is there. */
    public Future<ContractOutcome> create(NewContract request, PayerCard card) {
        return contracts
                .byNo(pool, request.merchantId(), request.contractNo())
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(compare(request, card, found.get()))
                        : createNew(request, card));
    }

    public Future<Optional<Contract>> find(String merchantId, String contractId) {
        return contracts.byId(pool, merchantId, contractId);
    }

    /** Asks the bank first unless it has ended; asked a moment ago, the state is given as it is. */
    public Future<Optional<Contract>> sync(String merchantId, String contractId) {
        return find(merchantId, contractId).compose(found -> {
            if (found.isEmpty() || found.get().status().ended()) {
                return Future.succeededFuture(found);
            }
            return ask(found.get()).compose(asked -> find(merchantId, contractId));
        });
    }

    /** Signs with the code. */
    public Future<ContractOutcome> confirm(String merchantId, String contractId, String code) {
        return found(
                merchantId,
                contractId,
                contract -> contract.status() == ContractStatus.AWAITING_CODE
                        ? confirm(contract, code)
                        : Future.succeededFuture(refused(contract)));
    }

    /** Has the bank send another code, also where its answer to the first was unclear. */
    public Future<ContractOutcome> resend(String merchantId, String contractId, String cardNo) {
        return found(
                merchantId,
                contractId,
                contract -> operations
                        .byNumber(pool, contract.signOrderNo())
                        .compose(operation -> resend(contract, operation.orElseThrow(), cardNo)));
    }

    /** Ends it; a debit in flight runs to its end. Ended twice is ended once. */
    public Future<ContractOutcome> terminate(String merchantId, String contractId) {
        return found(merchantId, contractId, contract -> {
            if (contract.status() == ContractStatus.TERMINATING || contract.status() == ContractStatus.TERMINATED) {
                return Future.succeededFuture(new ContractOutcome.Done(contract));
            }
            return contract.status() == ContractStatus.SIGNED
                    ? end(contract)
                    : Future.succeededFuture(new ContractOutcome.WrongState(contract));
        });
    }

    private interface Work {
        Future<ContractOutcome> with(Contract contract);
    }

    private Future<ContractOutcome> found(String merchantId, String contractId, Work work) {
        return find(merchantId, contractId)
                .compose(found -> found.map(work::with).orElse(Future.succeededFuture(new ContractOutcome.NotFound())));
    }

    private ContractOutcome compare(NewContract request, PayerCard card, Contract stored) {
        return request.firstDifference(stored.request())
                .or(() -> cards.firstDifference(request.merchantId(), card, stored.card())
                        .map(name -> "/" + name))
                .or(() -> request.laterDifference(stored.request()))
                .<ContractOutcome>map(ContractOutcome.Conflict::new)
                .orElseGet(() -> new ContractOutcome.Replayed(stored));
    }

    private Future<ContractOutcome> createNew(NewContract request, PayerCard card) {
        var route = rules.route(request.merchantId(), request.bank());
        if (!rules.active(request.merchantId())) {
            return refused(ContractOutcome.Reason.MERCHANT_DISABLED);
        }
        if (!rules.offers(request.bank(), Bank.Capability.CONTRACT)) {
            return refused(ContractOutcome.Reason.BANK_NOT_OFFERED);
        }
        if (route.isEmpty()) {
            return refused(ContractOutcome.Reason.NOT_ROUTED);
        }
        return request.expiresOn().isBefore(today(request.bank()))
                ? refused(ContractOutcome.Reason.EXPIRES_IN_THE_PAST)
                : begin(contract(request, card, route.get()), card);
    }

    private static Future<ContractOutcome> refused(ContractOutcome.Reason reason) {
        return Future.succeededFuture(new ContractOutcome.Refused(reason));
    }

    private Future<ContractOutcome> begin(Contract contract, PayerCard card) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var operation = Operation.sent(contract.signOrderNo(), OperationKind.SIGN, target(contract), now);
        return pool.withTransaction(transaction -> contracts
                        .insert(transaction, contract)
                        .compose(made -> made
                                ? operations
                                        .insert(transaction, List.of(operation), schedule.unlessAnswered(now))
                                        .map(true)
                                : Future.succeededFuture(false)))
                .compose(made -> made
                        ? desk.callAndWait(operation, sign(contract, card, operation))
                                .compose(done -> again(contract))
                                .map(ContractOutcome.Created::new)
                        : contracts
                                .byNo(
                                        pool,
                                        contract.merchantId(),
                                        contract.request().contractNo())
                                .map(found -> compare(contract.request(), card, found.orElseThrow())));
    }

    private BankMandate.Sign sign(Contract contract, PayerCard card, Operation operation) {
        var request = contract.request();
        return new BankMandate.Sign(
                contract.channelId(),
                contract.signOrderNo(),
                request.mode(),
                request.customerNo(),
                request.cardType(),
                card,
                request.expiresOn(),
                operation.orderedAt(),
                BankOrder.NoticeMode.SERVER,
                links.bankNotice(request.bank()));
    }

    private Future<ContractOutcome> confirm(Contract contract, String code) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var operation = Operation.sent(contract.signOrderNo(), OperationKind.SIGN, target(contract), now);
        var call = new BankMandate.SubmitCode(contract.channelId(), contract.signOrderNo(), code);
        return contracts
                .confirming(pool, contract, now, schedule.unlessAnswered(now))
                .compose(mine -> mine
                        ? desk.callAndWait(operation, call)
                                .compose(done -> again(contract))
                                .map(ContractOutcome.Done::new)
                        : again(contract).map(this::refused));
    }

    private ContractOutcome refused(Contract contract) {
        if (contract.status() == ContractStatus.AWAITING_CODE) {
            return new ContractOutcome.InFlight();
        }
        boolean usedUp = contract.status() == ContractStatus.FAILED && contract.codeTries() >= steps.codeTriesMax();
        return usedUp ? new ContractOutcome.TriesUsedUp() : new ContractOutcome.WrongState(contract);
    }

    private Future<ContractOutcome> resend(Contract contract, Operation operation, String cardNo) {
        boolean unclear = contract.status() == ContractStatus.CREATED && !contract.byPage();
        if (contract.status() != ContractStatus.AWAITING_CODE && !unclear) {
            return Future.succeededFuture(refused(contract));
        }
        if (operation.status() == OperationStatus.SENT) {
            return Future.succeededFuture(new ContractOutcome.InFlight());
        }
        if (!cards.sameCard(contract.merchantId(), cardNo, contract.card())) {
            return Future.succeededFuture(new ContractOutcome.Conflict("/card_no"));
        }
        var card = new PayerCard(cardNo, null, null, null, null, null, null);
        return line.act(new BankMandate.ResendCode(contract.channelId(), contract.signOrderNo(), card))
                .map(answer -> new Evidence(
                        EvidenceSource.ANSWER,
                        operation.channelId(),
                        operation.bankOrderNo(),
                        answer.reply(),
                        true,
                        false,
                        answer.raw(),
                        clock.instant()))
                .compose(heard -> resent(operation, heard))
                .compose(done -> again(contract))
                .map(ContractOutcome.Done::new);
    }

    /** Anything but a code that was sent is kept and changes nothing: a call with a code may be under way meanwhile. */
    private Future<Void> resent(Operation operation, Evidence heard) {
        return heard.reply() instanceof BankReply.CodeSent
                ? desk.apply(heard).mapEmpty()
                : evidence.keep(pool, KeptEvidence.of(ids.next("evd"), operation, heard, "none"));
    }

    private Future<ContractOutcome> end(Contract contract) {
        var now = clock.instant();
        var ending = contract.to(ContractTable.end(contract.status()).to(), null, now);
        return operations
                .ofResource(pool, contract.merchantId(), contract.id())
                .map(calls -> Operation.prepared(
                        ids.next(), OperationKind.TERMINATE, target(contract), calls.size() + 1, now))
                .compose(operation -> pool.withTransaction(transaction -> contracts
                                .write(transaction, contract, ending)
                                .compose(held -> held
                                        ? operations
                                                .insert(transaction, List.of(operation), schedule.unlessSent())
                                                .map(true)
                                        : Future.succeededFuture(false)))
                        .compose(mine -> mine ? desk.sendAndWait(operation) : Future.succeededFuture()))
                .compose(done -> again(contract))
                .map(ContractOutcome.Done::new);
    }

    /** What is in force is asked after by its signing, whose call is done. */
    private Future<Void> ask(Contract contract) {
        if (contract.status() != ContractStatus.SIGNED) {
            return desk.askAll(contract.merchantId(), contract.id(), inquiry.syncIntervalMs(), inquiry.bankTimeoutMs());
        }
        return contracts
                .claimSync(pool, contract.signOrderNo(), inquiry.syncIntervalMs())
                .compose(may -> may ? desk.askInstead(contract.signOrderNo()).mapEmpty() : Future.succeededFuture());
    }

    private Future<Contract> again(Contract contract) {
        return find(contract.merchantId(), contract.id()).map(Optional::orElseThrow);
    }

    private static Operation.Target target(Contract contract) {
        return new Operation.Target(
                contract.merchantId(),
                contract.id(),
                null,
                contract.channelId(),
                contract.request().bank());
    }

    private LocalDate today(String bank) {
        return Objects.requireNonNull(banks.get(bank), "a bank").calendar().dateOf(clock.instant());
    }

    private Contract contract(NewContract request, PayerCard card, Channel channel) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Contract(
                ids.next("ctr"),
                request,
                cards.print(request.merchantId(), card),
                ContractStatus.CREATED,
                1,
                0,
                channel.id(),
                ids.next(),
                now.plusSeconds(steps.signWindowS()),
                null,
                null,
                null,
                0,
                null,
                now,
                now);
    }
}
