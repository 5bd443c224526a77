package dev.tongfu.http;

import dev.tongfu.bank.WorkingDays;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.LedgerConfig;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.merchant.ChangeRecorder;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.merchant.PayerAccounts;
import dev.tongfu.merchant.PayoutAccounts;
import dev.tongfu.notification.MerchantWebhooks;
import dev.tongfu.payment.PaidWorld;
import dev.tongfu.settlement.DailyStatements;
import dev.tongfu.settlement.Destinations;
import dev.tongfu.settlement.PayoutConfig;
import dev.tongfu.settlement.PayoutFile;
import dev.tongfu.settlement.PayoutResults;
import dev.tongfu.settlement.PayoutService;
import dev.tongfu.settlement.SettlementConfig;
import dev.tongfu.settlement.SettlementLines;
import dev.tongfu.settlement.SettlementService;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;

/** The routes of settlement over a test's database; nobody is paid out. */
final class SettlementFeature {
    private static final SettlementConfig CONFIG = new SettlementConfig("Asia/Shanghai", 1, 10, 10, 5, 10_000, 2);
    private static final PayoutConfig PAYOUTS =
            new PayoutConfig("", "", "file", "", 1_000, 1_000, 1_000, List.of(1), 10, 10, 3, 1);

    private SettlementFeature() {}

    static List<ApiRoutes> routes(
            Pool pool, MerchantDirectory merchants, SecretBox secrets, MerchantWebhooks webhooks, Clock clock) {
        var ids = new Ids(clock);
        var ledger = new LedgerStore(ids, LedgerConfig.defaults());
        ChangeRecorder nobody = (connection, change) -> Future.succeededFuture();
        var accounts = new Destinations(
                new PayoutAccounts(pool, clock, secrets, nobody), new PayerAccounts(pool, clock, secrets, ids, nobody));
        var apart = PaidWorld.apart(merchants, ids, clock);
        var results = new PayoutResults(pool, ledger, merchants, apart, CONFIG, PAYOUTS, ids, clock);
        var payouts =
                new PayoutService(pool, ledger, accounts, PayoutFile.road(), results, CONFIG, PAYOUTS, ids, clock);
        var settlements = new SettlementService(pool, ledger, WorkingDays.weekdays(), CONFIG, ids, clock);
        return List.of(
                new SettlementRoutes(settlements, new SettlementLines(pool), payouts, clock),
                new StatementRoutes(new DailyStatements(pool, CONFIG), webhooks, clock));
    }
}
