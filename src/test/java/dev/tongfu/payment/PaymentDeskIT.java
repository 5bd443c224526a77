package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.Notice;
import dev.tongfu.bank.RawNotification;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaymentDeskIT {
    @SuppressWarnings("NullAway.Init")
    private static PaymentWorld world;

    @BeforeAll
    static void open() {
        world = new PaymentWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void clear() {
        world.bank.answersOrdersWith(
                new BankReply.Accepted(dev.tongfu.bank.PayerForward.link("http://bank.example/pay")));
        world.bank.queries.clear();
        world.policy("refund");
        world.sql("delete from alarm");
    }

    @Test
    void theSameNumberAndContentIsTheSamePaymentAndOtherContentIsAConflict() {
        // Given
        var request = world.aRequest("replayed-1", "abc");
        var first = (CreateOutcome.Created) world.create(request);

        // When
        var again = world.create(request);
        var other = world.create(new NewPayment(
                request.merchantId(),
                request.orderNo(),
                request.kind(),
                Money.cny(1),
                request.subject(),
                request.bank(),
                request.resultMode(),
                request.notifyUrl(),
                request.returnUrl(),
                request.expiresAt(),
                request.metadata()));

        // Then
        assertThat(again).isEqualTo(new CreateOutcome.Replayed(first.payment()));
        assertThat(other).isEqualTo(new CreateOutcome.Conflict("/amount"));
    }

    @Test
    void aHundredRequestsWithOneNumberStoreOnePayment() {
        // Given
        var request = world.aRequest("crowd-1", null);

        // When
        var outcomes = world.onLoop(() -> Future.all(IntStream.range(0, 100)
                        .mapToObj(i -> world.desk.service().create(request))
                        .toList())
                .map(all -> all.<CreateOutcome>list()));

        // Then
        assertThat(outcomes).filteredOn(CreateOutcome.Created.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(CreateOutcome.Replayed.class::isInstance)
                .hasSize(99);
    }

    @Test
    void aPaymentIsBookedAndToldOnceHoweverOftenTheBankTells() {
        // Given
        var before = world.balances();
        var payment = world.submitted();
        var evidence = world.paid(world.bank.lastOrder().bankOrderNo(), "REF-1");

        // When
        world.onLoop(() -> Future.all(IntStream.range(0, 50)
                .mapToObj(i -> world.desk.door().apply(evidence))
                .toList()));

        // Then
        var after = world.now(payment);
        assertThat(after.status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(after.captured()).isEqualTo(12_345);
        assertThat(after.bankTxnNo()).isEqualTo("REF-1");
        assertThat(after.accountingDate()).isEqualTo(ScriptedBank.BANK_DATE);
        assertThat(world.told(payment)).containsExactly("1 payment.succeeded");
        assertThat(world.rows(
                        "select event_key as line from transfer_key where event_key like '" + payment.id() + "%'"))
                .containsExactly(payment.id() + ":succeeded");
        assertThat(world.balances()).isNotEqualTo(before);
    }

    @Test
    void aPaymentPaidAfterItsCloseWaitsInSuspenseOrIsHonouredAsThePolicySays() {
        for (String policy : List.of("refund", "honour")) {
            // Given
            world.policy(policy);
            var payment = world.submitted();
            String number = world.bank.lastOrder().bankOrderNo();
            var closed = world.onLoop(() -> world.desk.service().close(PaymentWorld.MERCHANT, payment.id()));
            assertThat(closed).isInstanceOf(CloseOutcome.Ended.class);
            assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.CLOSED);
            assertThat(world.now(payment).payableUntil()).isNotNull();

            // When
            world.apply(world.paid(number, "LATE-" + policy));

            // Then
            boolean honoured = policy.equals("honour");
            assertThat(world.now(payment).status())
                    .isEqualTo(honoured ? PaymentStatus.SUCCEEDED : PaymentStatus.LATE_PAID);
            var told = new ArrayList<>(List.of("1 payment.closed", "2 payment.late_paid"));
            if (honoured) {
                told.add("3 payment.succeeded");
            }
            assertThat(world.told(payment)).containsExactlyElementsOf(told);
            assertThat(world.alarms()).contains("late_payment");
        }
    }

    @Test
    void aSecondSuccessAtAnotherBankIsBookedApart() {
        // Given
        var payment = world.submitted();
        String first = world.bank.lastOrder().bankOrderNo();
        world.pay(payment, PaymentWorld.SECOND_BANK);
        String second = world.bank.lastOrder().bankOrderNo();
        assertThat(second).isNotEqualTo(first);
        world.apply(world.paid(second, "UP-1"));

        // When
        world.apply(world.paid(first, "ABC-1"));

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(world.rows("select bank_ref || ' ' || status from extra_receipt where payment_id = '" + payment.id()
                        + "'"))
                .containsExactly("ABC-1 open");
        assertThat(world.alarms()).containsExactly("extra_receipt");
        assertThat(world.told(payment)).containsExactly("1 payment.succeeded");
    }

    @Test
    void aSecondSuccessOfTheSameOrderUnderAnotherReferenceIsBookedApartOnce() {
        // Given
        var payment = world.submitted();
        String number = world.bank.lastOrder().bankOrderNo();
        world.apply(world.paid(number, "ONE"));

        // When
        world.apply(world.paid(number, "TWO"));
        world.apply(world.paid(number, "TWO"));

        // Then
        assertThat(world.rows("select bank_ref from extra_receipt where payment_id = '" + payment.id() + "'"))
                .containsExactly("TWO");
        assertThat(world.now(payment).bankTxnNo()).isEqualTo("ONE");
    }

    @Test
    void moneyOfAnotherAmountIsKeptAndAlarmedAndMovesNothing() {
        // Given
        var payment = world.submitted();
        String number = world.bank.lastOrder().bankOrderNo();
        var before = world.balances();

        // When
        world.apply(world.evidence(EvidenceSource.NOTICE, number, ScriptedBank.paid(12_344, "WRONG")));

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.SUBMITTED);
        assertThat(world.balances()).isEqualTo(before);
        assertThat(world.alarms()).containsExactly("mismatch");
        assertThat(world.rows("select effect from evidence where object = '" + number + "' and source = 'notice'"))
                .containsExactly("alarm");

        // When the truth comes after all
        world.apply(world.paid(number, "RIGHT"));

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.SUCCEEDED);
    }

    @Test
    void aWeaklySignedNoticeOfALargeAmountIsDecidedByAQuery() {
        // Given
        var payment = world.submitted();
        String number = world.bank.lastOrder().bankOrderNo();
        var receipt = new BankReply.Receipt(null, Money.cny(1_000_000_01), "BIG", ScriptedBank.BANK_DATE, null);
        world.bank.readsNoticesAs(new Notice.Verified(
                "abc-1", number, new BankReply.Paid(receipt), Bank.Strength.WEAK, world.bank.raw()));
        world.bank.queries.put(number, ScriptedBank.paid(12_345, "ASKED"));

        // When
        var outcome = world.onLoop(() ->
                world.desk.notices().take(new RawNotification("abc", "POST", "", "", Buffer.buffer("MSG=x"), false)));

        // Then
        assertThat(outcome).isEqualTo(new NoticeOutcome.Known(PaymentWorld.MERCHANT, payment.id()));
        assertThat(world.now(payment).bankTxnNo()).isEqualTo("ASKED");
    }

    @Test
    void aWeakNoticePostedAgainAndAgainIsOneQuery() {
        // Given
        world.submitted();
        String number = world.bank.lastOrder().bankOrderNo();
        var receipt = new BankReply.Receipt(null, Money.cny(1_000_000_01), "BIG", ScriptedBank.BANK_DATE, null);
        world.bank.readsNoticesAs(new Notice.Verified(
                "abc-1", number, new BankReply.Paid(receipt), Bank.Strength.WEAK, world.bank.raw()));
        world.bank.queries.put(number, new BankReply.Unknown("still silent"));
        int before = world.bank.asked.get();
        var desk = world.onLoop(() -> Future.succeededFuture(new PaymentDesk(world.vertx, world.parts(60_000))));

        // When
        for (int i = 0; i < 5; i++) {
            world.onLoop(() ->
                    desk.notices().take(new RawNotification("abc", "POST", "", "", Buffer.buffer("MSG=x"), false)));
        }

        // Then
        assertThat(world.bank.asked.get() - before).isOne();
    }

    @Test
    void anOrderWhoseAnswerWasLostIsAskedAfterBeforeAnotherIsMade() {
        // Given
        var payment = world.created();
        world.bank.answersOrdersWith(new BankReply.Unknown("time-out"));
        assertThat(world.pay(payment, "abc")).isInstanceOf(CheckoutOutcome.Checking.class);
        String lost = world.bank.lastOrder().bankOrderNo();
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.CREATED);
        world.bank.queries.put(lost, new BankReply.Unknown("still silent"));

        // When the bank still does not say
        assertThat(world.pay(payment, "abc")).isInstanceOf(CheckoutOutcome.Checking.class);
        assertThat(world.bank.lastOrder().bankOrderNo()).isEqualTo(lost);

        // When it says that nothing was paid
        world.bank.queries.put(lost, new BankReply.NotPaid("01"));
        world.bank.answersOrdersWith(
                new BankReply.Accepted(dev.tongfu.bank.PayerForward.link("http://bank.example/pay")));

        // Then
        assertThat(world.pay(payment, "abc")).isInstanceOf(CheckoutOutcome.Forward.class);
        assertThat(world.bank.lastOrder().bankOrderNo()).isNotEqualTo(lost);
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.SUBMITTED);
    }

    @Test
    void pressingTwiceOrComingBackLeadsToTheSameOrder() {
        // Given
        var payment = world.created();

        // When
        var first = world.pay(payment, "abc");
        int orders = world.bank.orders.size();
        var second = world.pay(payment, "abc");

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(world.bank.orders).hasSize(orders);
    }

    @Test
    void atMostOneOfManyPressesAtOnceOpensAnOrder() {
        // Given
        var payment = world.created();
        int orders = world.bank.orders.size();

        // When
        world.onLoop(() -> Future.all(IntStream.range(0, 20)
                .mapToObj(i -> world.pressed(payment, "abc"))
                .toList()));

        // Then
        assertThat(world.bank.orders).hasSize(orders + 1);
    }

    @Test
    void aRefusedOrderLetsThePayerChooseAgainUnlessTheMerchantFixedTheBank() {
        // Given
        world.bank.answersOrdersWith(new BankReply.Declined("2308", "no method"));
        var free = world.created();
        var fixed = ((CreateOutcome.Created) world.create(world.aRequest("fixed-1", "abc"))).payment();

        // When
        world.pay(free, "abc");
        world.pay(fixed, "abc");

        // Then
        assertThat(world.now(free).status()).isEqualTo(PaymentStatus.CREATED);
        assertThat(world.now(fixed).status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(world.now(fixed).failure()).isEqualTo(new Payment.Failure("2308", "no method"));
        assertThat(world.told(fixed)).containsExactly("1 payment.failed");
    }

    @Test
    void onlyTimeAndTheBanksWordTogetherCloseWhatThePayerLeft() {
        // Given
        var payment = world.submitted();
        var attempt = world.onLoop(() -> new AttemptStore().ofPayment(world.pool, PaymentWorld.MERCHANT, payment.id()))
                .get(0);
        world.onLoop(() -> world.desk.inquiry().ask(payment, attempt, false));
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.SUBMITTED);

        // When
        world.clock.advance(Duration.ofMinutes(32));
        world.onLoop(() -> world.desk.inquiry().ask(payment, attempt, false));

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.CLOSED);
    }

    @Test
    void paymentsNobodyBeganToPayAreClosedWhenTheirTimeIsOver() {
        // Given
        var payment = world.created();
        world.sql("update payment set expires_at = now() - interval '1 second' where id = '" + payment.id() + "'");

        // When
        world.onLoop(() -> world.desk.closeExpired(100));

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.CLOSED);
        assertThat(world.told(payment)).containsExactly("1 payment.closed");
    }

    @Test
    void dueOrdersAreClaimedOnceAndAgainWhenTheLeaseIsOver() {
        // Given
        world.sql("update attempt set next_query_at = null");
        world.submitted();
        String number = world.bank.lastOrder().bankOrderNo();
        world.sql("update attempt set next_query_at = now() where bank_order_no = '" + number + "'");

        // When
        var first = world.onLoop(() -> world.desk.claimDue(10, 30));
        var second = world.onLoop(() -> world.desk.claimDue(10, 30));
        world.sql(
                "update attempt set lease_until = now() - interval '1 second' where bank_order_no = '" + number + "'");
        var third = world.onLoop(() -> world.desk.claimDue(10, 30));

        // Then
        assertThat(first).hasSize(1);
        assertThat(second).isEmpty();
        assertThat(third).hasSize(1);
    }

    @Test
    void aNoticeAboutNothingOfOursIsKeptWithAnAlarm() {
        // When
        var outcome = world.apply(world.paid("NOTANORDEROFOURS12345678", "X"));

        // Then
        assertThat(outcome).isInstanceOf(ApplyOutcome.NotOurs.class);
        assertThat(world.alarms()).containsExactly("stray_notice");
    }

    @Test
    void aMovementOfADayThatIsClosedIsBookedOnTheNextOpenDayAndKeepsItsBankDate() {
        // Given
        world.sql("insert into accounting_day (book, date, status, closing_at, closing_xid)"
                + " values ('abc', '2026-11-20', 'closing', now(), pg_current_xact_id()) on conflict do nothing");
        var payment = world.submitted();
        String number = world.bank.lastOrder().bankOrderNo();
        var friday = ScriptedBank.BANK_DATE.minusDays(3);
        var receipt = new BankReply.Receipt(null, payment.amount(), "FRIDAY", friday, null);

        // When
        world.apply(world.evidence(EvidenceSource.NOTICE, number, new BankReply.Paid(receipt)));

        // Then
        assertThat(world.now(payment).bankDate()).isEqualTo(friday);
        assertThat(world.now(payment).accountingDate()).isAfter(friday);
        assertThat(world.rows("select accounting_date::text || ' ' || value_date from transfer where source_id = '"
                        + payment.id() + "'"))
                .containsExactly(world.now(payment).accountingDate() + " " + friday);
    }
}
