package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementWorld.ABC;
import static dev.tongfu.settlement.SettlementWorld.CONFIG;
import static dev.tongfu.settlement.SettlementWorld.MERCHANT;
import static dev.tongfu.settlement.SettlementWorld.MONDAY;
import static dev.tongfu.settlement.SettlementWorld.done;
import static java.util.Objects.requireNonNull;

import dev.tongfu.merchant.PayerAccounts;
import dev.tongfu.payment.PaidWorld;
import io.vertx.core.Future;
import java.util.List;

/** Payouts over a real socket to the simulated bank that pays out, with books of its own. */
final class PayoutWorld implements AutoCloseable {
    final SettlementWorld base = new SettlementWorld();
    final PayoutBank bank = new PayoutBank(base.vertx, base.database.simulatorConfig(), base.clock);
    final PayerAccounts payers = new PayerAccounts(
            base.pool, base.clock, base.secrets, base.ids, (connection, change) -> Future.succeededFuture());
    final PayoutConfig config;
    final PayoutResults results;
    final PayoutService payouts;
    final PayoutDesk desk;

    PayoutWorld(String road) {
        config = bank.config(road);
        var apart = PaidWorld.apart(base.merchants, base.ids, base.clock);
        results =
                new PayoutResults(base.pool, base.ledger, base.merchants, apart, CONFIG, config, base.ids, base.clock);
        payouts = node();
        desk = new PayoutDesk(base.pool, base.ledger, destinations(), results, CONFIG, config, base.ids, base.clock);
    }

    private Destinations destinations() {
        return new Destinations(base.accounts, payers);
    }

    /** Another node over the same rows. */
    PayoutService node() {
        return new PayoutService(
                base.pool,
                base.ledger,
                destinations(),
                bank.road(config),
                results,
                CONFIG,
                config,
                base.ids,
                base.clock);
    }

    /** A batch of that much whose payout was made, and sent where the road is direct. */
    Payout paying(long minor) {
        var batch = approved(minor);
        return done(payouts.payFor(batch.id())).orElseThrow();
    }

    Settlement approved(long minor) {
        base.payoutAccount(MERCHANT);
        base.paid(MERCHANT, ABC, MONDAY, minor);
        base.finish(MONDAY);
        return base.approved(base.settled(MONDAY));
    }

    Payout now(Payout payout) {
        return done(payouts.find(payout.id())).orElseThrow();
    }

    Settlement batch(Payout payout) {
        return base.now(requireNonNull(payout.settlementId()));
    }

    void fault(String word, int times) {
        bank.fault(word, times);
    }

    List<String> told() {
        return base.rows("select type || ' ' || sequence from notification order by sequence");
    }

    @Override
    public void close() {
        bank.close();
        base.close();
    }
}
