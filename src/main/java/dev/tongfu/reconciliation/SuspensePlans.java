package dev.tongfu.reconciliation;

import static dev.tongfu.reconciliation.ProposalPlanner.refuse;
import static dev.tongfu.reconciliation.ProposalPlanner.template;

import dev.tongfu.ledger.Account;
import dev.tongfu.ledger.AccountCode;
import dev.tongfu.ledger.ProposalPostings;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import dev.tongfu.payment.BankSide;
import dev.tongfu.payment.Payment;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

/** The templates that only move money in the books: T4, T11, T14, T16. */
final class SuspensePlans {
    /** Accounts that other tables must agree with; a swapped transfer alone would leave them in disagreement. */
    private static final Set<AccountCode> UNCORRECTABLE = EnumSet.of(
            AccountCode.BANK_RECEIVABLE,
            AccountCode.BANK_CASH,
            AccountCode.PREAUTH_HELD,
            AccountCode.REFUNDS_IN_FLIGHT,
            AccountCode.PAYOUTS_IN_FLIGHT,
            AccountCode.LATE_PAYMENTS,
            AccountCode.DUPLICATE_PAYMENTS);

    private static final Set<AccountCode> SUSPENSE = EnumSet.of(AccountCode.SURPLUS, AccountCode.SHORTAGE);

    private final ProposalPlanner.Parts parts;
    private final BreakStore breaks = new BreakStore();
    private final ProposalStore store = new ProposalStore();

    SuspensePlans(ProposalPlanner.Parts parts) {
        this.parts = parts;
    }

    /** T13's release leaves what is frozen for breaks. */
    Future<Boolean> frozenCovered(SqlConnection transaction, String merchantId, CurrencyCode currency) {
        var account = Account.ofMerchant(AccountCode.MERCHANT_FROZEN, merchantId, currency);
        return store.frozenCovered(transaction, account.id(), merchantId, currency.name());
    }

    /** T4: out of suspense or into it, against 1101, 2101 or 2304. */
    Future<ProposalPlan> moved(ProposalDraft draft) {
        var about = draft.broken();
        boolean out = draft.kind() == ProposalKind.T4_OUT;
        var side = side(about);
        var held = Account.ofChannel(side.account(), about.channelId(), about.currency());
        String code = draft.text(ProposalParameters.ACCOUNT).orElseThrow();
        var date = code.equals("1101")
                ? draft.parameters().date(ProposalParameters.BANK_DATE).orElseThrow()
                : parts.today();
        var other = other(draft, code, date);
        // What leaves a surplus is debited there, what leaves a shortage is credited.
        boolean debitHeld = out == (side == BreakSide.SURPLUS);
        var amount = draft.amount();
        var transfers = ProposalPostings.moved(
                draft.id(), 1, about.bank(), date, debitHeld ? held : other, debitHeld ? other : held, amount);
        var plan = ProposalPlan.of(amount, transfers).suspense(out ? -amount.minor() : amount.minor());
        if (code.equals("2304")) {
            return parts.payment(draft).map(payment -> extra(plan, draft, payment, debitHeld));
        }
        boolean debitsMerchant = code.equals("2101") && !debitHeld;
        return Future.succeededFuture(
                debitsMerchant ? plan.above(parts.floor(draft.merchantId().orElseThrow())) : plan);
    }

    private static Account other(ProposalDraft draft, String code, LocalDate date) {
        var about = draft.broken();
        return switch (code) {
            case "1101" -> Account.receivable(about.channelId(), date, about.currency());
            case "2101" ->
                Account.ofMerchant(
                        AccountCode.MERCHANT_PENDING, draft.merchantId().orElseThrow(), about.currency());
            default -> Account.ofChannel(AccountCode.DUPLICATE_PAYMENTS, about.channelId(), about.currency());
        };
    }

    /** 2304 is what second receipts hold: one is opened, or one is gone. */
    private ProposalPlan extra(ProposalPlan plan, ProposalDraft draft, Payment payment, boolean opens) {
        var about = draft.broken();
        var line = new BankSide(
                about.channelId(),
                about.bank(),
                draft.text(ProposalParameters.ORDER).orElse(about.ourRef()),
                draft.text(ProposalParameters.BANK_REF).orElseThrow(),
                about.bankDate());
        var acts = parts.acts().get();
        return opens
                ? plan.edge(
                        transaction -> acts.extraOpened(transaction, line, payment, plan.amount()),
                        "the order is not the payment's, or this receipt of it is known already")
                : plan.edge(
                        transaction -> acts.extraMoved(transaction, line, payment, plan.amount(), "open", "moved"),
                        "the payment has no open receipt of this reference and amount");
    }

    /** T11 and T14: a surplus and a shortage of one cause. */
    Future<ProposalPlan> offset(ProposalDraft draft) {
        var about = draft.broken();
        String otherId = draft.text(ProposalParameters.OTHER_BREAK).orElseThrow();
        return breaks.byId(parts.pool(), otherId).compose(found -> {
            if (found.isEmpty()) {
                return refuse(ProposalParameters.OTHER_BREAK, "not-found", "there is no such break");
            }
            var other = found.get();
            return fits(draft, about, other).compose(yes -> Future.succeededFuture(offset(draft, about, other)));
        });
    }

    private static Future<Void> fits(ProposalDraft draft, BreakView about, BreakView other) {
        String name = ProposalParameters.OTHER_BREAK;
        boolean sweep = draft.kind() == ProposalKind.T14_SWEEP;
        if (other.status() != BreakStatus.OPEN) {
            return refuse(
                    name, "wrong-state", "the other break is " + other.status().word() + "; it must be open");
        }
        if (other.side() != side(about).opposite() || other.currency() != about.currency()) {
            return refuse(name, "wrong-side", "the other break must be of the other side and the same currency");
        }
        if (other.channelId().equals(about.channelId()) == sweep) {
            return refuse(
                    name,
                    "wrong-channel",
                    sweep ? "a sweep is between two channels; use T11" : "two channels are swept by T14");
        }
        boolean said = draft.parameters().has(ProposalParameters.AMOUNT);
        return said && draft.amount().minor() > other.suspense()
                ? refuse(
                        ProposalParameters.AMOUNT,
                        "too-large",
                        "only " + other.suspense() + " is in suspense for the other break")
                : Future.succeededFuture();
    }

    private ProposalPlan offset(ProposalDraft draft, BreakView about, BreakView other) {
        long minor = Math.min(draft.amount().minor(), other.suspense());
        var amount = new Money(minor, about.currency());
        boolean surplus = side(about) == BreakSide.SURPLUS;
        var to = surplus ? about : other;
        var from = surplus ? other : about;
        var transfers = draft.kind() == ProposalKind.T14_SWEEP
                ? ProposalPostings.swept(draft.id(), 1, from.channel(), to.channel(), parts.today(), amount)
                : ProposalPostings.offset(draft.id(), 1, about.channel(), parts.today(), amount);
        return ProposalPlan.resolving(amount, transfers).with(new ProposalPlan.Other(other, -minor));
    }

    /** T16: the same with its sides swapped. */
    Future<ProposalPlan> corrected(ProposalDraft draft) {
        String name = ProposalParameters.TRANSFER;
        String transferId = draft.text(name).orElseThrow();
        return store.transfer(parts.pool(), transferId).compose(found -> {
            if (found.isEmpty()) {
                return refuse(name, "not-found", "there is no such transfer");
            }
            var booked = found.get();
            if (booked.kind() != Transfer.Kind.POSTED && booked.kind() != Transfer.Kind.POST) {
                return refuse(name, "not-booked", "only what is booked is corrected; what waits is resolved");
            }
            if (UNCORRECTABLE.contains(booked.debit().code())
                    || UNCORRECTABLE.contains(booked.credit().code())) {
                return refuse(
                        name,
                        "held-elsewhere",
                        booked.debit().id() + " and " + booked.credit().id()
                                + ": one of them must agree with statements, payments or payouts; use their template");
            }
            if (booked.sourceId().startsWith("pay_")
                    || booked.sourceId().startsWith("ref_")
                    || booked.eventKey().endsWith(":freeze")) {
                return refuse(name, "held-elsewhere", "a payment or refund goes with it; use T5, T6 or T7");
            }
            if (SUSPENSE.contains(booked.debit().code())
                    && SUSPENSE.contains(booked.credit().code())) {
                return refuse(name, "held-elsewhere", "two breaks were resolved by it; both would have to be named");
            }
            return correction(draft, booked, transferId);
        });
    }

    private Future<ProposalPlan> correction(ProposalDraft draft, Transfer booked, String transferId) {
        var transfers = ProposalPostings.corrected(draft.id(), 1, booked, transferId);
        var swapped = transfers.get(0);
        long by = suspenseBy(swapped);
        var about = draft.about();
        if ((about == null) != (by == 0)) {
            return Future.failedFuture(new ProposalRefused(template(
                    about == null ? "needs-break" : "no-break",
                    about == null
                            ? "the transfer is about suspense; propose it at the break's address"
                            : "the transfer is not about suspense; propose it at /admin/v1/proposals")));
        }
        if (about != null && !concerns(about, swapped, by)) {
            return refuse(
                    ProposalParameters.TRANSFER,
                    "other-break",
                    "the transfer is of another channel or side, or of more than is in suspense for this break");
        }
        return Future.succeededFuture(ProposalPlan.of(swapped.amount(), transfers)
                .suspense(by)
                .edge(
                        transaction -> store.notCorrected(transaction, transferId),
                        "this transfer is corrected already"));
    }

    private static boolean concerns(BreakView about, Transfer swapped, long by) {
        var side = about.side();
        if (side == null || about.suspense() + by < 0) {
            return false;
        }
        var account = Account.ofChannel(side.account(), about.channelId(), about.currency());
        return swapped.debit().equals(account) || swapped.credit().equals(account);
    }

    private static long suspenseBy(Transfer transfer) {
        long amount = transfer.amount().minor();
        long by = 0;
        by += transfer.credit().code() == AccountCode.SURPLUS ? amount : 0;
        by -= transfer.debit().code() == AccountCode.SURPLUS ? amount : 0;
        by += transfer.debit().code() == AccountCode.SHORTAGE ? amount : 0;
        by -= transfer.credit().code() == AccountCode.SHORTAGE ? amount : 0;
        return by;
    }

    private static BreakSide side(BreakView about) {
        var side = about.side();
        if (side == null) {
            throw new IllegalStateException("checked before: " + about.id());
        }
        return side;
    }
}
