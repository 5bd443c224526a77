package dev.tongfu.reconciliation;

import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.ledger.RunPostings;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums what both sides say, and the fees, into one posting for each kind: K1 to K5 and K8. */
final class Clearings {
    private final Run run;
    private final LedgerChannel channel;
    private final Terms terms;
    private final Targets targets;
    private final Map<SumKey, Long> cleared = new TreeMap<>(SumKey.ORDER);
    private final Map<FeeKey, Long> fees = new TreeMap<>(FeeKey.ORDER);
    private final Map<MerchantKey, Long> direct = new TreeMap<>(MerchantKey.ORDER);

    Clearings(Run run, LedgerChannel channel, Terms terms, Targets targets) {
        this.run = run;
        this.channel = channel;
        this.terms = terms;
        this.targets = targets;
    }

    private record SumKey(String kind, boolean in, LocalDate movedOn, CurrencyCode currency) {
        static final Comparator<SumKey> ORDER = Comparator.comparing(SumKey::kind)
                .thenComparing(SumKey::in)
                .thenComparing(SumKey::movedOn)
                .thenComparing(SumKey::currency);
    }

    /** @param merchantId empty where the fee is ours to bear */
    private record FeeKey(String kind, String merchantId, boolean back, CurrencyCode currency) {
        static final Comparator<FeeKey> ORDER = Comparator.comparing(FeeKey::kind)
                .thenComparing(FeeKey::merchantId)
                .thenComparing(FeeKey::back)
                .thenComparing(FeeKey::currency);
    }

    private record MerchantKey(String merchantId, CurrencyCode currency) {
        static final Comparator<MerchantKey> ORDER =
                Comparator.comparing(MerchantKey::merchantId).thenComparing(MerchantKey::currency);
    }

    void sum(Findings.Sum sum) {
        var key = new SumKey(sum.kind(), sum.in(), sum.movedOn(), sum.currency());
        cleared.merge(key, sum.amount(), Math::addExact);
        settledDirect(sum.merchantId(), sum.currency(), sum.in() ? sum.amount() : -sum.amount());
    }

    /** Counts towards what left with the statement, where the bank settles to the merchant itself. */
    void settledDirect(String merchantId, CurrencyCode currency, long amount) {
        if (terms.direct().test(merchantId)) {
            direct.merge(new MerchantKey(merchantId, currency), amount, Math::addExact);
        }
    }

    void fee(Findings.Fee fee) {
        boolean merchants = terms.direct().test(fee.merchantId()) && !terms.invoiced();
        String bearer = merchants ? fee.merchantId() : "";
        fees.merge(new FeeKey(fee.kind(), bearer, false, fee.currency()), fee.taken(), Math::addExact);
        fees.merge(new FeeKey(fee.kind(), bearer, true, fee.currency()), fee.back(), Math::addExact);
        if (merchants) {
            settledDirect(fee.merchantId(), fee.currency(), Math.subtractExact(fee.back(), fee.taken()));
        }
    }

    /** The bank's own figure, of a line that is not matched: taken or given back. */
    void ownFee(Findings.OpenLine line) {
        boolean back = line.fee() < 0;
        fees.merge(new FeeKey(line.kind(), "", back, line.currency()), Math.abs(line.fee()), Math::addExact);
    }

    /** K8; a negative net is the other way round. */
    List<Transfer> direct(String key, String merchantId, LocalDate home, CurrencyCode currency, long net) {
        if (net == 0) {
            return List.of();
        }
        var transfers = RunPostings.settledDirect(key, merchantId, channel, home, new Money(Math.abs(net), currency));
        return net > 0 ? transfers : transfers.stream().map(Transfer::swapped).toList();
    }

    /** K1, K2, K3 to K5 and K8, summed. */
    void post() {
        cleared.forEach((key, amount) -> {
            if (amount > 0) {
                var money = new Money(amount, key.currency);
                targets.add(
                        run.bankDate(),
                        key.in
                                ? RunPostings.cleared(run.id(), key.kind, channel, key.movedOn, money)
                                : RunPostings.clearedOutflow(run.id(), key.kind, channel, key.movedOn, money));
            }
        });
        fees.forEach((key, amount) -> {
            if (amount > 0) {
                targets.add(run.bankDate(), fee(key, new Money(amount, key.currency)));
            }
        });
        direct.forEach((key, net) ->
                targets.add(run.bankDate(), direct(run.id(), key.merchantId, run.bankDate(), key.currency, net)));
    }

    private List<Transfer> fee(FeeKey key, Money amount) {
        var date = run.bankDate();
        if (terms.invoiced()) {
            var accrued = RunPostings.feeAccrued(run.id(), key.kind + (key.back ? ":back" : ""), channel, date, amount);
            return key.back ? accrued.stream().map(Transfer::swapped).toList() : accrued;
        }
        if (key.merchantId.isEmpty()) {
            return key.back
                    ? RunPostings.feeGivenBack(run.id(), key.kind, channel, date, amount)
                    : RunPostings.feeTaken(run.id(), key.kind, channel, date, amount);
        }
        String kind = key.kind + ":" + key.merchantId;
        return key.back
                ? RunPostings.feeGivenBackDirect(run.id(), kind, key.merchantId, channel, date, amount)
                : RunPostings.feeTakenDirect(run.id(), kind, key.merchantId, channel, date, amount);
    }
}
