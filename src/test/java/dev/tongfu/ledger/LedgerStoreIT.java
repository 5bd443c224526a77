package dev.tongfu.ledger;

import static dev.tongfu.ledger.LedgerFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerStoreIT {
    private static final LedgerChannel CHANNEL = new LedgerChannel("abc-1", "abc");
    private static final LocalDate DATE = LocalDate.of(2026, 11, 23);

    private LedgerFixture ledger;
    private int number;

    @BeforeAll
    void open() {
        ledger = new LedgerFixture();
    }

    @AfterAll
    void close() {
        ledger.close();
    }

    @Test
    void anEventPostsOnce() {
        // Given
        var merchant = merchant();
        var transfers = PaymentPostings.succeeded("pay_once", merchant, CHANNEL, DATE, Money.cny(1_234));

        // When
        var first = ledger.post(transfers);
        var again = ledger.post(transfers);

        // Then
        assertThat(first).containsExactly("pay_once:succeeded");
        assertThat(again).isEmpty();
        assertThat(ledger.balance(pending(merchant))).containsExactly(0L, 1_234L, 0L, 0L);
    }

    @Test
    void oneCallAddsUpAllItsTransfersPerAccount() {
        // Given
        var merchant = merchant();
        var transfers = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> PaymentPostings.succeeded("pay_sum" + i, merchant, CHANNEL, DATE, Money.cny(i)))
                .flatMap(List::stream)
                .toList();
        var twice = new ArrayList<>(transfers);
        twice.addAll(transfers);

        // When
        var posted = ledger.post(twice);

        // Then
        assertThat(posted).hasSize(100);
        assertThat(ledger.balance(pending(merchant))).containsExactly(0L, 5_050L, 0L, 0L);
    }

    @Test
    void manyConnectionsPostTheSameEventsOnce() {
        // Given
        var merchant = merchant();
        var attempts = IntStream.range(0, 40)
                .mapToObj(i -> ledger.posting(
                        PaymentPostings.succeeded("pay_race" + i % 10, merchant, CHANNEL, DATE, Money.cny(100))))
                .toList();

        // When
        var posted = await(Future.all(attempts)).<java.util.Set<String>>list();

        // Then
        assertThat(posted.stream().mapToInt(java.util.Set::size).sum()).isEqualTo(10);
        assertThat(ledger.balance(pending(merchant))).containsExactly(0L, 1_000L, 0L, 0L);
    }

    @Test
    void aPendingResolvesOnceAndReleasesWhatIsNotPosted() {
        // Given
        var merchant = merchant();
        var channel = new LedgerChannel("abc-2", "abc");
        ledger.given(HoldPostings.authorized("pay_hold", merchant, channel, DATE, Money.cny(1_000)));
        var held = ledger.balance(pending(merchant));

        // When
        var captured = ledger.post(
                HoldPostings.captured("pay_hold", merchant, channel, DATE, Money.cny(1_000), Money.cny(700)));
        var released = ledger.post(HoldPostings.released("pay_hold", merchant, channel, DATE, Money.cny(1_000)));

        // Then
        assertThat(held).containsExactly(0L, 0L, 0L, 1_000L);
        assertThat(captured).containsExactlyInAnyOrder("pay_hold:authorized:resolve", "pay_hold:captured");
        assertThat(released).isEmpty();
        assertThat(ledger.balance(pending(merchant))).containsExactly(0L, 700L, 0L, 0L);
        var passThrough = Account.ofChannel(AccountCode.PREAUTH_HELD, channel.id(), CurrencyCode.CNY);
        assertThat(ledger.balance(passThrough)).containsExactly(700L, 700L, 0L, 0L);
    }

    @Test
    void aPendingAndItsResolutionMayComeInOneCallInAnyOrder() {
        // Given
        var merchant = merchant();
        var both = new ArrayList<>(
                HoldPostings.captured("pay_chain", merchant, CHANNEL, DATE, Money.cny(500), Money.cny(400)));
        both.addAll(HoldPostings.authorized("pay_chain", merchant, CHANNEL, DATE, Money.cny(500)));

        // When
        var posted = ledger.post(both);

        // Then
        assertThat(posted).hasSize(3);
        assertThat(ledger.balance(pending(merchant))).containsExactly(0L, 400L, 0L, 0L);
    }

    @Test
    void whatCannotBeResolvedIsRefusedWithItsReason() {
        // Given
        var merchant = merchant();
        ledger.given(HoldPostings.authorized("pay_small", merchant, CHANNEL, DATE, Money.cny(100)));

        // When
        var unknown = refusal(HoldPostings.released("pay_never", merchant, CHANNEL, DATE, Money.cny(100)));
        var beyond =
                refusal(HoldPostings.captured("pay_small", merchant, CHANNEL, DATE, Money.cny(100), Money.cny(101)));
        var other = refusal(HoldPostings.released("pay_small", merchant(), CHANNEL, DATE, Money.cny(100)));

        // Then
        assertThat(unknown).isEqualTo(PostingRefusal.PENDING_UNKNOWN);
        assertThat(beyond).isEqualTo(PostingRefusal.BEYOND_PENDING);
        assertThat(other).isEqualTo(PostingRefusal.PENDING_UNKNOWN);
        assertThat(ledger.balance(pending(merchant))).containsExactly(0L, 0L, 0L, 100L);
    }

    @Test
    void aPassThroughAccountNeverKeepsMoney() {
        // Given a hold that was given up
        var merchant = merchant();
        ledger.given(HoldPostings.authorized("pay_gone", merchant, CHANNEL, DATE, Money.cny(100)));
        ledger.given(HoldPostings.released("pay_gone", merchant, CHANNEL, DATE, Money.cny(100)));

        // When
        var refused =
                refusal(HoldPostings.captured("pay_gone", merchant, CHANNEL, DATE, Money.cny(100), Money.cny(100)));
        var proven = ledger.post(HoldPostings.provenLater("pay_gone", merchant, CHANNEL, DATE, Money.cny(100)));

        // Then
        assertThat(refused).isEqualTo(PostingRefusal.PASS_THROUGH);
        assertThat(proven).hasSize(1);
    }

    @Test
    void aHardFloorRefusesEveryone() {
        // Given
        ledger.given(PaymentPostings.late("pay_late", "att_1", new LedgerChannel("abc-9", "abc"), DATE, Money.cny(99)));

        // When
        var refused = refusal(PaymentPostings.lateHonoured(
                "pay_late", merchant(), new LedgerChannel("abc-9", "abc"), DATE, Money.cny(100)));

        // Then
        assertThat(refused).isEqualTo(PostingRefusal.FLOOR);
    }

    @Test
    void aSoftFloorStopsWhatAMerchantStartsAndNeverEvidence() {
        // Given
        var merchant = merchant();
        var source = pending(merchant);
        ledger.given(PaymentPostings.succeeded("pay_soft", merchant, CHANNEL, DATE, Money.cny(100)));

        // When
        var first = ledger.reserve(reserve("ref_soft1", source, 60), 0);
        var second = ledger.reserve(reserve("ref_soft2", source, 60), 0);
        var again = ledger.reserve(reserve("ref_soft1", source, 60), 0);
        var byPolicy = ledger.reserve(reserve("ref_soft3", source, 60), -20);
        var evidence = ledger.post(RefundPostings.provenExecuted("ref_soft4", source, CHANNEL, DATE, Money.cny(1_000)));

        // Then
        assertThat(first).isEqualTo(FloorOutcome.POSTED);
        assertThat(second).isEqualTo(FloorOutcome.INSUFFICIENT);
        assertThat(again).isEqualTo(FloorOutcome.DUPLICATE);
        assertThat(byPolicy).isEqualTo(FloorOutcome.POSTED);
        assertThat(evidence).hasSize(1);
        assertThat(ledger.balance(source)).containsExactly(1_000L, 100L, 120L, 0L);
    }

    @Test
    void aHundredConcurrentRefundsNeverExceedThePayment() {
        // Given
        var merchant = merchant();
        ledger.given(PaymentPostings.succeeded("pay_many", merchant, CHANNEL, DATE, Money.cny(1_000)));

        // When
        var outcomes = await(Future.all(IntStream.range(0, 100)
                        .mapToObj(i -> ledger.reserving(reserve("ref_many" + i, pending(merchant), 90), 0))
                        .toList()))
                .<FloorOutcome>list();

        // Then
        assertThat(outcomes).filteredOn(FloorOutcome.POSTED::equals).hasSize(11);
        assertThat(ledger.balance(pending(merchant))).containsExactly(0L, 1_000L, 990L, 0L);
    }

    @Test
    void anUnpreparedPostingIsRefusedAndPreparedAfterwards() {
        // Given
        var transfers = PaymentPostings.succeeded("pay_new", merchant(), CHANNEL, DATE, Money.cny(5));

        // When
        var refused = LedgerFixture.refusal(ledger.store.post(ledger.pool, transfers));
        var posted = ledger.post(transfers);

        // Then
        assertThat(refused).isEqualTo(PostingRefusal.UNPREPARED);
        assertThat(posted).hasSize(1);
    }

    @Test
    void whatWasBookedIsKeptAgainstTheAppAndTheOwner() {
        // Given
        ledger.given(PaymentPostings.succeeded("pay_kept", merchant(), CHANNEL, DATE, Money.cny(5)));

        for (var table : List.of("transfer", "transfer_key")) {
            for (var sql :
                    List.of("update " + table + " set book = 'x'", "delete from " + table, "truncate " + table)) {
                // When
                var app = catchThrowable(() -> await(ledger.pool.query(sql).execute()));
                var owner =
                        catchThrowable(() -> await(ledger.ownerPool.query(sql).execute()));

                // Then
                assertThat(app.getCause()).as(sql).hasMessageContaining("(42501)");
                assertThat(owner.getCause()).as(sql).hasMessageContaining("(P0001)");
            }
        }
        assertThat(ledger.rows("select 1 from transfer where event_key = $1::text", Tuple.of("pay_kept:succeeded")))
                .hasSize(1);
    }

    private PostingRefusal refusal(List<Transfer> transfers) {
        return LedgerFixture.refusal(ledger.posting(transfers));
    }

    private Transfer reserve(String refundId, Account source, long amount) {
        return RefundPostings.reserved(refundId, source, CHANNEL, DATE, Money.cny(amount))
                .get(0);
    }

    private String merchant() {
        number++;
        return "mer_" + number;
    }

    private static Account pending(String merchant) {
        return Account.ofMerchant(AccountCode.MERCHANT_PENDING, merchant, CurrencyCode.CNY);
    }
}
