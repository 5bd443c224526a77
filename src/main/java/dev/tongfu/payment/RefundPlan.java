package dev.tongfu.payment;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankProfile;
import dev.tongfu.ledger.Account;
import dev.tongfu.ledger.AccountCode;
import dev.tongfu.ledger.LedgerChannel;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Where a refund's money comes from in the books, and in which way its bank is asked. Pure. */
final class RefundPlan {
    private final Map<String, BankProfile> banks;

    RefundPlan(Map<String, BankProfile> banks) {
        this.banks = banks;
    }

    boolean offered(String bank) {
        var profile = banks.get(bank);
        return profile != null && profile.offers(Bank.Capability.REFUND);
    }

    BankProfile profile(String bank) {
        return Objects.requireNonNull(banks.get(bank), () -> "no bank " + bank);
    }

    /** A void only of the whole, within the day that the bank took it, where nothing went back before. */
    OperationKind way(Payment payment, Refund refund, Instant now) {
        var profile = profile(refund.bank());
        boolean whole = !refund.source().bookedApart()
                && refund.amount().minor() == payment.captured()
                && payment.refunded() == 0
                && payment.refundReserved() == 0;
        boolean sameDay = profile.calendar().dateOf(now).equals(payment.bankDate());
        if (!profile.offers(Bank.Capability.SAME_DAY_VOID) || !whole || !sameDay) {
            return OperationKind.REFUND;
        }
        return payment.kind() == PaymentKind.PREAUTH ? OperationKind.CAPTURE_VOID : OperationKind.VOID;
    }

    static Account source(Refund refund) {
        var currency = refund.amount().currency();
        return switch (refund.source()) {
            case MERCHANT -> Account.ofMerchant(AccountCode.MERCHANT_PENDING, refund.merchantId(), currency);
            case LATE -> Account.ofChannel(AccountCode.LATE_PAYMENTS, refund.channelId(), currency);
            case SURPLUS -> Account.ofChannel(AccountCode.SURPLUS, refund.channelId(), currency);
            case EXTRA -> Account.ofChannel(AccountCode.DUPLICATE_PAYMENTS, refund.channelId(), currency);
        };
    }

    static LedgerChannel channel(Refund refund) {
        return new LedgerChannel(refund.channelId(), refund.bank());
    }
}
