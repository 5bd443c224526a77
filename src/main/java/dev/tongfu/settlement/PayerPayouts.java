package dev.tongfu.settlement;

import dev.tongfu.db.Ids;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.ledger.PayoutPostings;
import dev.tongfu.merchant.PayerAccounts;
import dev.tongfu.reconciliation.SuspensePayouts;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pays suspense money back to its payer (T2): the payout is made with the approval of its proposal, and goes the same
 * road as those of merchants.
 */
final class PayerPayouts implements SuspensePayouts {
    private static final Logger LOGGER = LoggerFactory.getLogger(PayerPayouts.class);

    /** Payers' accounts have no versions. */
    static final int NO_VERSION = 0;

    private final SettlementBooks books;
    private final PayerAccounts payers;
    private final PayoutService payouts;
    private final PayoutConfig config;
    private final Ids ids;
    private final Clock clock;
    private final PayoutStore store = new PayoutStore();

    PayerPayouts(
            SettlementBooks books,
            PayerAccounts payers,
            PayoutService payouts,
            PayoutConfig config,
            Ids ids,
            Clock clock) {
        this.books = books;
        this.payers = payers;
        this.payouts = payouts;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Optional<LedgerChannel> channel() {
        return config.active() ? Optional.of(config.paying()) : Optional.empty();
    }

    @Override
    public Future<Optional<String>> paidTo(SqlClient client, String merchantId, String beneficiary) {
        return payers.find(client, merchantId, beneficiary).map(found -> found.map(PayerAccounts.Kept::masked));
    }

    @Override
    public Future<String> reserve(SqlConnection transaction, Order order) {
        var payout = NewPayout.of(order, ids.next("pyo"), config.paying());
        var reserved =
                PayoutPostings.reserved(payout.id(), 1, order.source(), payout.channel(), order.date(), order.amount());
        var now = clock.instant();
        return store.insert(transaction, payout, now)
                .compose(made -> store.insertAttempt(
                        transaction, payout.id(), 1, payouts.road(), NO_VERSION, order.paidTo(), now))
                .compose(tried -> books.post(transaction, reserved))
                .map(payout.id());
    }

    @Override
    public void send(String payoutId) {
        payouts.sendAll()
                .onFailure(failure -> LOGGER.atWarn()
                        .addKeyValue("payoutId", payoutId)
                        .setCause(failure)
                        .log("not sent yet; the next look sends it"));
    }
}
