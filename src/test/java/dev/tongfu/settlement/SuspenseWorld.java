package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementWorld.CONFIG;
import static dev.tongfu.settlement.SettlementWorld.done;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.Poll;
import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.Difference;
import dev.tongfu.merchant.Author;
import dev.tongfu.merchant.ChangeRecorder;
import dev.tongfu.merchant.PayerAccounts;
import dev.tongfu.merchant.PayoutAccounts;
import dev.tongfu.payment.PaidWorld;
import dev.tongfu.reconciliation.BreakView;
import dev.tongfu.reconciliation.BreakWorld;
import dev.tongfu.reconciliation.Proposal;
import dev.tongfu.reconciliation.ProposalStatus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Breaks whose money is paid back to payers over a real socket to the simulated bank. */
final class SuspenseWorld implements AutoCloseable {
    static final String ACCOUNT_NO = "6228480402564890018";
    private static final KeyRing RING = new KeyRing("test", Map.of("test", new byte[KeyRing.KEY_BYTES]));
    private static final Duration SOON = Duration.ofSeconds(10);

    final BreakWorld breaks;
    final PayoutBank bank;
    final PayoutResults results;
    final PayoutService payouts;
    final PayoutDesk desk;
    final PayerAccounts payers;

    SuspenseWorld(String road) {
        var made = new ArrayList<Paying>(1);
        breaks = new BreakWorld(paid -> {
            made.add(new Paying(paid, road));
            return made.get(0).payouts.ofProposals();
        });
        var paying = made.get(0);
        bank = paying.bank;
        results = paying.results;
        payouts = paying.payouts;
        desk = paying.desk;
        payers = paying.payers;
    }

    /** What settlement pays with, over the rows of the breaks. */
    private static final class Paying {
        private final PayoutBank bank;
        private final PayerAccounts payers;
        private final PayoutResults results;
        private final PayoutService payouts;
        private final PayoutDesk desk;

        Paying(PaidWorld paid, String road) {
            var pool = paid.pool();
            var clock = paid.clock();
            var ids = new Ids(clock);
            var ledger = paid.ledger();
            var secrets = new SecretBox(RING);
            ChangeRecorder nobody = (connection, change) -> Future.succeededFuture();
            bank = new PayoutBank(paid.vertx(), paid.simulatorConfig(), clock);
            var config = bank.config(road);
            payers = new PayerAccounts(pool, clock, secrets, ids, nobody);
            var accounts = new Destinations(new PayoutAccounts(pool, clock, secrets, nobody), payers);
            results = new PayoutResults(pool, ledger, paid.merchants(), paid.apart(), CONFIG, config, ids, clock);
            payouts = new PayoutService(pool, ledger, accounts, bank.road(config), results, CONFIG, config, ids, clock);
            desk = new PayoutDesk(pool, ledger, accounts, results, CONFIG, config, ids, clock);
        }
    }

    /** A payer's account, by its id. */
    String payer() {
        var given = new PayerAccounts.Given("中国农业银行北京分行", ACCOUNT_NO, "张三");
        return done(payers.keep(new Author("operator:mia", ""), PaidWorld.MERCHANT, given))
                .match(PayerAccounts.Kept::id, sentence -> {
                    throw new AssertionError(sentence);
                });
    }

    JsonObject toPayer() {
        return new JsonObject().put("merchant_id", PaidWorld.MERCHANT).put("beneficiary", payer());
    }

    /** Proposed by one operator and approved by another. */
    @CanIgnoreReturnValue
    Proposal approved(BreakView about) {
        return breaks.executed(about, "T2", "surplus_payout", toPayer());
    }

    void becomes(Proposal proposal, ProposalStatus wished) {
        Poll.await(SOON, () -> breaks.now(proposal).status() == wished);
    }

    void becomes(Proposal proposal, PayoutStatus wished) {
        Poll.await(SOON, () -> payout(proposal).status() == wished);
    }

    Payout payout(Proposal proposal) {
        return done(payouts.find(String.valueOf(proposal.payoutId()))).orElseThrow();
    }

    LocalDate today() {
        return breaks.paid()
                .clock()
                .instant()
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toLocalDate();
    }

    /** What the bank's statement of today says is taken as evidence. */
    void stated() throws Exception {
        done(results.proven(bank.statement(today())));
    }

    /** Template, accounts and amount of what payouts have posted. */
    List<String> posted() {
        return breaks.paid()
                .rows("select template || ' ' || debit || ' > ' || credit || ' ' || amount from transfer"
                        + " where template like 'O%' order by id");
    }

    List<Difference> differences() {
        var found = new ArrayList<>(breaks.differences());
        SettlementIdentities.all()
                .forEach(identity ->
                        found.addAll(done(identity.check(breaks.paid().pool()))));
        return found;
    }

    @Override
    public void close() {
        bank.close();
        breaks.close();
    }
}
