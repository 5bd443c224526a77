package dev.tongfu;

import dev.tongfu.audit.AuditLog;
import dev.tongfu.bank.WorkingDays;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.merchant.PayoutAccounts;
import dev.tongfu.settlement.DailyStatements;
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
        PayoutResults results,
        PayoutService payouts,
        PayoutDesk payoutDesk,
        SettlementWork work) {

    static SettlementParts of(
            Foundation base, Pool pool, MerchantDirectory merchants, WorkingDays calendar, Payouts road) {
        var config = base.config().settlement();
        var paying = base.config().payouts();
        var ids = base.ids();
        var clock = base.clock();
        var ledger = new LedgerStore(ids, base.config().ledger());
        var accounts = new PayoutAccounts(pool, clock, base.secrets(), CommandSession.recorder(new AuditLog(clock)));
        var settlements = new SettlementService(pool, ledger, calendar, config, ids, clock);
        var results = new PayoutResults(pool, ledger, merchants, config, paying, ids, clock);
        var payouts = new PayoutService(pool, ledger, accounts, road, results, config, paying, ids, clock);
        var cooling = Duration.ofHours(paying.coolingHours());
        return new SettlementParts(
                settlements,
                new SettlementApproval(pool, ledger, accounts, config, cooling, ids, clock),
                new SettlementLines(pool),
                new DailyStatements(pool, config),
                accounts,
                results,
                payouts,
                new PayoutDesk(pool, ledger, accounts, results, config, paying, ids, clock),
                new SettlementWork(
                        new MerchantLines(pool, config, clock),
                        new Reserves(pool, ledger, config, clock),
                        settlements,
                        payouts));
    }
}
