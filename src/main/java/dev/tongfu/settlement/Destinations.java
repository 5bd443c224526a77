package dev.tongfu.settlement;

import dev.tongfu.merchant.PayerAccounts;
import dev.tongfu.merchant.PayoutAccount;
import dev.tongfu.merchant.PayoutAccounts;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** The accounts that payouts go to: merchants' own, and those of payers whose money was in suspense. */
public record Destinations(PayoutAccounts merchants, PayerAccounts payers) {
    /** In clear, to be paid to; fails when it is not there. */
    Future<PayoutAccount> open(SqlClient client, Payout payout) {
        String payer = payout.payerAccount();
        return payer == null
                ? merchants.open(client, payout.merchantId(), payout.attempt().accountVersion())
                : payers.open(client, payer);
    }
}
