package dev.tongfu.settlement;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.bank.WorkingDays;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.crypto.Tokens;
import dev.tongfu.db.Ids;
import dev.tongfu.db.TestDatabase;
import dev.tongfu.ledger.AccountingDayStatus;
import dev.tongfu.ledger.AccountingDays;
import dev.tongfu.ledger.BookDate;
import dev.tongfu.ledger.Difference;
import dev.tongfu.ledger.HoldPostings;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.ledger.LedgerConfig;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.ledger.PaymentPostings;
import dev.tongfu.ledger.RefundPostings;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.merchant.Author;
import dev.tongfu.merchant.MerchantConfig;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.merchant.PayoutAccount;
import dev.tongfu.merchant.PayoutAccounts;
import dev.tongfu.merchant.TermsService;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settlement feature over a real database: payments are posted as the payment feature posts them, runs are rows.
 *
 * <p>Its days are 2026-11-23, a Monday, and after; its clock stands at noon of the 27th until a test moves it.
 */
final class SettlementWorld implements AutoCloseable {
    static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    static final String MERCHANT = "m_a";
    static final String OTHER = "m_b";
    static final LedgerChannel ABC = new LedgerChannel("abc-1", "abc");
    static final LedgerChannel UNIONPAY = new LedgerChannel("unionpay-1", "unionpay");
    static final SettlementConfig CONFIG = new SettlementConfig("Asia/Shanghai", 1, 10, 100, 5, 60_000, 3);
    private static final KeyRing RING = new KeyRing("test", Map.of("test", new byte[KeyRing.KEY_BYTES]));
    private static final int QUESTIONS_MAX = 2_000;

    final TestDatabase database = TestDatabase.create();
    final Vertx vertx = Vertx.vertx();
    final Pool pool = database.appPool(vertx);
    final Pool owner = database.ownerPool(vertx);
    final MovableClock clock = new MovableClock();
    final Ids ids = new Ids(clock);
    final LedgerStore ledger = new LedgerStore(ids, LedgerConfig.defaults());
    final SecretBox secrets = new SecretBox(RING);
    final MerchantDirectory merchants = new MerchantDirectory(
            vertx,
            Clock.systemUTC(),
            pool,
            new MerchantConfig(1_000, 2_000, 10_000, 1),
            secrets,
            CryptoProviders.portable());
    final PayoutAccounts accounts =
            new PayoutAccounts(pool, clock, secrets, (connection, change) -> Future.succeededFuture());
    final SettlementService settlements = service();
    final SettlementApproval approval =
            new SettlementApproval(pool, ledger, accounts, CONFIG, Duration.ofHours(24), ids, clock);
    final MerchantLines lines = new MerchantLines(pool, CONFIG, clock);
    private int runs;

    SettlementWorld() {
        for (String merchant : List.of(MERCHANT, OTHER)) {
            sql("insert into merchant (id, name, created_at) values ('" + merchant + "', '商户', now())");
            sql("insert into webhook_endpoint (merchant_id) values ('" + merchant + "')");
            sql("insert into merchant_policy values ('" + merchant + "', 'honour', -100000000, 'platform', 1, 1000)");
        }
        for (var channel : List.of(ABC, UNIONPAY)) {
            sql("insert into channel values ('" + channel.id() + "', '" + channel.book()
                    + "', '10388', '{}', true, 'taken', now())");
        }
        sql("insert into channel values ('payout-1', 'payout', '6222', '{}', true, 'taken', now())");
        sql("insert into merchant_channel values ('m_a', 'abc-1', 'abc', true, now())");
        sql("insert into merchant_channel values ('m_b', 'unionpay-1', 'unionpay', true, now())");
        openDays(MONDAY);
        done(merchants.start());
    }

    /** Another node over the same rows. */
    SettlementService service() {
        return new SettlementService(pool, ledger, WorkingDays.weekdays(), CONFIG, ids, clock);
    }

    void openDays(LocalDate date) {
        for (String book : List.of("house", "abc", "unionpay", "payout")) {
            done(new AccountingDays(pool, LedgerConfig.defaults()).open(new BookDate(book, date)));
        }
    }

    /** A plan that holds for everything the tests post. */
    void plan(
            String merchant,
            String bank,
            String kind,
            long fixed,
            int ppm,
            long minimum,
            @Nullable Long maximum,
            String back) {
        sql("insert into fee_plan values ('" + merchant + "', '" + bank + "', '" + kind + "', 1, 'CNY', " + fixed + ", "
                + ppm + ", " + minimum + ", " + maximum + ", '" + back + "', '2026-01-01', '2026-01-01')");
    }

    void policy(String set) {
        sql("update merchant_policy set " + set + " where merchant_id = '" + MERCHANT + "'");
    }

    /** A payment paid at a bank on a date, by its id. */
    @CanIgnoreReturnValue
    String paid(String merchant, LedgerChannel channel, LocalDate date, long minor) {
        return paid(merchant, channel, date, minor, "purchase");
    }

    @CanIgnoreReturnValue
    String paid(String merchant, LedgerChannel channel, LocalDate date, long minor, String kind) {
        String id = payment(merchant, channel, date, minor, kind, "succeeded");
        post(PaymentPostings.succeeded(id, merchant, channel, date, Money.cny(minor)));
        return id;
    }

    /** A hold of which a part is captured. */
    @CanIgnoreReturnValue
    String captured(String merchant, LedgerChannel channel, LocalDate date, long held, long minor) {
        String id = payment(merchant, channel, date, minor, "preauth", "captured");
        post(HoldPostings.authorized(id, merchant, channel, date, Money.cny(held)));
        post(HoldPostings.captured(id, merchant, channel, date, Money.cny(held), Money.cny(minor)));
        return id;
    }

    private String payment(
            String merchant, LedgerChannel channel, LocalDate date, long minor, String kind, String status) {
        String id = ids.next("pay");
        sql("""
                insert into payment (merchant_id, id, order_no, kind, status, amount, currency, captured, bank,
                    bank_txn_no, bank_date, subject, result_mode, created_at, expires_at, changed_at)
                values ('%s', '%s', '%s', '%s', '%s', %d, 'CNY', %d, '%s', '%s', '%s', 'tea', 'page', now(), now(),
                    now())
                """.formatted(
                        merchant,
                        id,
                        "no-" + id.substring(4),
                        kind,
                        status,
                        minor,
                        minor,
                        channel.book(),
                        "TXN" + id.substring(20),
                        date));
        return id;
    }

    /** A refund of a payment, executed by the bank on a date. */
    @CanIgnoreReturnValue
    String refunded(String merchant, String paymentId, LedgerChannel channel, LocalDate date, long minor) {
        String id = ids.next("ref");
        sql("""
                insert into refund (merchant_id, id, refund_no, payment_id, status, amount, currency, source,
                    channel_id, bank, bank_refund_no, bank_date, created_at, changed_at)
                values ('%s', '%s', '%s', '%s', 'succeeded', %d, 'CNY', 'merchant', '%s', '%s', '%s', '%s', now(),
                    now())
                """.formatted(
                        merchant,
                        id,
                        "no-" + id.substring(4),
                        paymentId,
                        minor,
                        channel.id(),
                        channel.book(),
                        "R" + id.substring(4),
                        date));
        var source = dev.tongfu.ledger.Account.ofMerchant(
                dev.tongfu.ledger.AccountCode.MERCHANT_PENDING, merchant, dev.tongfu.money.CurrencyCode.CNY);
        post(RefundPostings.reserved(id, source, channel, date, Money.cny(minor)));
        post(RefundPostings.succeeded(id, source, channel, date, Money.cny(minor)));
        return id;
    }

    void post(List<Transfer> transfers) {
        Set<String> posted = done(ledger.prepare(pool, transfers)
                .compose(ready -> pool.withTransaction(tx -> ledger.post(tx, transfers))));
        if (posted.size() != transfers.size()) {
            throw new AssertionError("posted " + posted);
        }
    }

    /** Closes every book's days up to a date; waits while anything else on the server still runs. */
    void close(LocalDate through) {
        openDays(through);
        var days = new AccountingDays(pool, LedgerConfig.defaults());
        for (String book : List.of("house", "abc", "unionpay", "payout")) {
            until(() -> days.advance(book, through)
                    .compose(done -> days.status(new BookDate(book, through)))
                    .map(AccountingDayStatus.SEALED::equals));
        }
    }

    /** The run of a bank date that matches everything we have of it. */
    void prove(LedgerChannel channel, LocalDate date) {
        prove(channel, date, "proven");
    }

    void prove(LedgerChannel channel, LocalDate date, String status) {
        String run = "run_" + ++runs;
        sql("update reconciliation_run set status = 'superseded' where channel_id = '" + channel.id()
                + "' and bank_date = '" + date + "'");
        sql("insert into reconciliation_run (id, channel_id, bank, bank_date, version, number, status, actor,"
                + " created_at, changed_at) values ('" + run + "', '" + channel.id() + "', '" + channel.book() + "', '"
                + date + "', 1, " + runs + ", '" + status + "', 'test', now(), now())");
        sql("""
                insert into statement_match (transfer_id, run_id, channel_id, bank_date, line_no, line_id, rule,
                    line_amount, fee, amount, currency, direction, kind, moved_on, merchant_id)
                select t.id, '%1$s', '%2$s', '%3$s', 1, 'lin_' || t.id, 'our_ref', t.amount, 0, t.amount, t.currency,
                    case when t.debit like '1101/%%' then 'in' else 'out' end,
                    case when t.debit like '1101/%%' then 'payment' else 'refund' end, '%3$s', 'm_a'
                from transfer t
                where t.value_date = '%3$s' and (t.debit like '1101/%2$s:%%' or t.credit like '1101/%2$s:%%')
                on conflict (transfer_id) do update set run_id = excluded.run_id
                """.formatted(run, channel.id(), date));
    }

    /** Closed and proven at both banks. */
    void finish(LocalDate date) {
        close(date);
        prove(ABC, date);
        prove(UNIONPAY, date);
    }

    /** The batch of the merchant that ends on a date. */
    @CanIgnoreReturnValue
    Settlement settled(LocalDate date) {
        return done(settlements.settle(date, "operator:maker")).stream()
                .filter(made -> made.merchantId().equals(MERCHANT))
                .map(made -> ((Calculation.Batch) made).settlement())
                .findFirst()
                .orElseThrow();
    }

    @CanIgnoreReturnValue
    Settlement approved(Settlement batch) {
        var outcome = done(approval.approve(batch.id(), "operator:checker", "looked at it"));
        if (outcome instanceof SettlementOutcome.Done approved) {
            return approved.settlement();
        }
        throw new AssertionError("not approved: " + outcome);
    }

    Settlement now(String id) {
        return done(settlements.find(id)).orElseThrow();
    }

    /** An account that two operators agreed on and that is used from now on. */
    void payoutAccount(String merchant) {
        int version = proposedAccount(merchant);
        done(accounts.approve(new Author("operator:bob", ""), merchant, version, Duration.ZERO));
    }

    /** The version of an account that waits for a second operator. */
    @CanIgnoreReturnValue
    int proposedAccount(String merchant) {
        var terms = new TermsService(
                pool, clock, secrets, new Tokens(), Set.of(), (connection, change) -> Future.succeededFuture());
        var account = new PayoutAccount("中国农业银行北京分行", "6228480402564890018", "=商户");
        var author = new Author("terminal:amy", "");
        return done(terms.proposePayoutAccount(author, merchant, account)).match(made -> made, sentence -> -1);
    }

    List<Difference> differences() {
        var found = new ArrayList<Difference>();
        SettlementIdentities.all().forEach(identity -> found.addAll(done(identity.check(pool))));
        return found;
    }

    /** Posted balance of a credit-normal account. */
    long balance(String account) {
        return number("select coalesce(sum(credits_posted - debits_posted), 0)::bigint from balance where account = '"
                + account + "'");
    }

    long number(String select) {
        return done(owner.query(select).execute()).iterator().next().getLong(0);
    }

    List<String> rows(String select) {
        var found = new ArrayList<String>();
        for (Row row : done(owner.query(select).execute())) {
            found.add(row.getString(0));
        }
        return found;
    }

    void sql(String statement) {
        done(owner.query(statement).execute());
    }

    static void until(Supplier<Future<Boolean>> question) {
        for (int i = 0; i < QUESTIONS_MAX; i++) {
            if (done(question.get())) {
                return;
            }
        }
        throw new AssertionError("never true");
    }

    @CanIgnoreReturnValue
    static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException failure) {
            throw new AssertionError("failed", failure);
        }
    }

    @Override
    public void close() {
        done(merchants.stop());
        done(pool.close());
        done(owner.close());
        done(vertx.close());
        database.close();
    }

    /** Stands at noon of 2026-11-27 in Shanghai; only a test moves it. */
    static final class MovableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-27T04:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
