package dev.tongfu.reconciliation;

import dev.tongfu.db.Ids;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.ledger.LedgerConfig;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.ledger.PayoutPostings;
import dev.tongfu.ledger.Transfer;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Pays out whatever it is told to, and posts O1 for it. */
final class FakePayouts implements SuspensePayouts {
    private static final LedgerChannel PAYING = new LedgerChannel("payout-1", "payout");

    final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Order> orders = new ConcurrentLinkedQueue<>();
    private final LedgerStore ledger = new LedgerStore(new Ids(Clock.systemUTC()), LedgerConfig.defaults());

    @Override
    public Optional<LedgerChannel> channel() {
        return Optional.of(PAYING);
    }

    @Override
    public Future<Optional<String>> paidTo(SqlClient client, String merchantId, String beneficiary) {
        return Future.succeededFuture(Optional.of("****0018"));
    }

    @Override
    public Future<String> reserve(SqlConnection transaction, Order order) {
        orders.add(order);
        String id = "pyo_" + orders.size();
        return ledger.post(transaction, reserve(id, order)).map(id);
    }

    static List<Transfer> reserve(String id, Order order) {
        return PayoutPostings.reserved(id, 1, order.source(), PAYING, order.date(), order.amount());
    }

    static List<Transfer> paid(String id, Order order) {
        return PayoutPostings.paid(id, 1, order.source(), PAYING, order.date(), order.amount());
    }

    @Override
    public void send(String payoutId) {
        sent.add(payoutId);
    }
}
