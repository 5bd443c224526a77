package dev.tongfu;

import dev.tongfu.audit.AuditLog;
import dev.tongfu.bank.WorkingDays;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.merchant.PayerAccounts;
import dev.tongfu.merchant.PayoutAccounts;
import dev.tongfu.payment.ApartMoney;
import dev.tongfu.reconciliation.SuspensePayouts;
import dev.tongfu.settlement.DailyStatements;
import dev.tongfu.settlement.Destinations;
import dev.tongfu.settlement.MerchantLines;
import dev.tongfu.settlement.PayoutDesk;
import dev.tongfu.settlement.PayoutResults;
import dev.tongfu.settlement.PayoutService;
import dev.tongfu.settlement.Payouts;
import dev.tongfu.settlement.Reserves;
import dev.tongfu.settlement.SettlementApproval;
import dev.tongfu.settlement.SettlementLines;
import dev.tongfu.settlement.SettlementService;
import dev.tongfu.settlement.SettlementWork;
import io.vertx.sqlclient.Pool;
import java.time.Duration;

/** The settlement feature over one pool, put together. */
record SettlementParts(
        SettlementService settlements,
        SettlementApproval approval,
        SettlementLines lines,
        DailyStatements statements,
        PayoutAccounts accounts,
        PayerAccounts payers,
        PayoutResults results,
        PayoutService payouts,
        SuspensePayouts suspense,
        PayoutDesk payoutDesk,
        SettlementWork work) {

    static SettlementParts of(
            Foundation base,
            Pool pool,
            MerchantDirectory merchants,
            WorkingDays calendar,
            ApartMoney apart,
            Payouts road) {
        var config = base.config().settlement();
        var paying = base.config().payouts();
        var ids = base.ids();
        var clock = base.clock();
        var ledger = new LedgerStore(ids, base.config().ledger());
        var recorder = CommandSession.recorder(new AuditLog(clock));
        var accounts = new PayoutAccounts(pool, clock, base.secrets(), recorder);
        var payers = new PayerAccounts(pool, clock, base.secrets(), ids, recorder);
        var destinations = new Destinations(accounts, payers);
        var settlements = new SettlementService(pool, ledger, calendar, config, ids, clock);
        var results = new PayoutResults(pool, ledger, merchants, apart, config, paying, ids, clock);
        var payouts = new PayoutService(pool, ledger, destinations, road, results, config, paying, ids, clock);
        var cooling = Duration.ofHours(paying.coolingHours());
        return new SettlementParts(
                settlements,
                new SettlementApproval(pool, ledger, accounts, config, cooling, ids, clock),
                new SettlementLines(pool),
                new DailyStatements(pool, config),
                accounts,
                payers,
                results,
                payouts,
                payouts.ofProposals(),
                new PayoutDesk(pool, ledger, destinations, results, config, paying, ids, clock),
                new SettlementWork(
                        new MerchantLines(pool, config, clock),
                        new Reserves(pool, ledger, config, clock),
                        settlements,
                        payouts));
    }
}
