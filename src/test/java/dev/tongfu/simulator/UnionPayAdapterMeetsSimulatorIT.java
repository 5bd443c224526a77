package dev.tongfu.simulator;

import static dev.tongfu.simulator.UnionPayMeeting.AMOUNT;
import static dev.tongfu.simulator.UnionPayMeeting.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankMovement;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.StatementReply;
import dev.tongfu.money.Money;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalDate;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gateway's adapter of 银联 against the simulated one: two readings of the same protocol that must agree. */
class UnionPayAdapterMeetsSimulatorIT {
    private static final LocalDate DAY = LocalDate.parse("2026-11-23");
    private static UnionPayMeeting meeting;
    private static int numbers;

    private final String orderNo = "01KAQ5TQ7C9D4N1XB2M3P4R" + (1000 + numbers++);

    @BeforeAll
    static void start() throws Exception {
        meeting = new UnionPayMeeting();
    }

    @AfterAll
    static void stop() throws Exception {
        meeting.close();
    }

    @BeforeEach
    void reset() throws Exception {
        meeting.reset();
    }

    @ParameterizedTest
    @EnumSource(BankOrder.Kind.class)
    void anOrderIsPlacedPaidToldCarriedAndFound(BankOrder.Kind kind) throws Exception {
        // Given
        var asked = kind == BankOrder.Kind.PURCHASE ? BankQuery.Kind.PURCHASE : BankQuery.Kind.PREAUTH;
        var page = meeting.place(meeting.order(orderNo, kind));
        assertThat(meeting.query(orderNo, asked)).isInstanceOf(BankReply.NotPaid.class);
        assertThat(meeting.query(orderNo, asked)).isInstanceOf(BankReply.NotPaid.class);

        // When
        var result = meeting.receiver.press(page, "pay");

        // Then
        assertThat(meeting.read(meeting.receiver.noticeOf(orderNo), false))
                .isInstanceOfSatisfying(Bank.Reading.Verified.class, verified -> {
                    assertThat(verified.strength()).isEqualTo(Bank.Strength.PROOF);
                    assertThat(verified.bankOrderNo()).isEqualTo(orderNo);
                    assertThat(verified.merchantNo()).isEqualTo(UnionPayMerchant.NUMBER);
                    assertThat(receipt(verified.reply()).amount()).isEqualTo(AMOUNT);
                    assertThat(receipt(verified.reply()).bankDate()).isEqualTo(DAY);
                });
        assertThat(meeting.read(UnionPayMerchant.carried(result), true))
                .isInstanceOfSatisfying(
                        Bank.Reading.Verified.class,
                        verified -> assertThat(verified.strength()).isEqualTo(Bank.Strength.HINT));
        var found = meeting.query(orderNo, asked);
        assertThat(found)
                .isInstanceOf(kind == BankOrder.Kind.PURCHASE ? BankReply.Paid.class : BankReply.Authorised.class);
        assertThat(receipt(found).amount()).isEqualTo(AMOUNT);
        assertThat(receipt(found).bankTxnNo()).matches("[0-9]{21}");
        assertThat(receipt(found).paidAt()).isEqualTo(meeting.simulator.clock.instant());
    }

    @Test
    void aFailedPaymentIsDeclinedByTheQueryAndByTheBrowser() throws Exception {
        // Given
        var page = meeting.place(meeting.order(orderNo, BankOrder.Kind.PURCHASE));

        // When
        var result = meeting.receiver.press(page, "fail");

        // Then
        assertThat(meeting.query(orderNo, BankQuery.Kind.PURCHASE)).isInstanceOf(BankReply.Declined.class);
        assertThat(meeting.read(UnionPayMerchant.carried(result), true)).isInstanceOf(Bank.Reading.Verified.class);
    }

    @Test
    void anOrderTheBankDoesNotHaveIsNotPaid() throws Exception {
        assertThat(meeting.query(orderNo, BankQuery.Kind.PURCHASE)).isInstanceOf(BankReply.NotPaid.class);
    }

    @Test
    void theSameOrderIsTakenOnce() throws Exception {
        // Given
        var order = meeting.order(orderNo, BankOrder.Kind.PURCHASE);
        assertThat(meeting.place(order)).contains("/unionpay/pay/");

        // When
        var again = meeting.browse(order);

        // Then
        assertThat(again).contains("重复交易");
    }

    @Test
    void aRefundIsAcceptedToldAndFound() throws Exception {
        // Given
        var payment = purchase();
        var refund = meeting.refund(orderNo + "R", BankRefund.Way.REFUND, payment, Money.cny(230));

        // When
        var accepted = meeting.act(refund);

        // Then
        assertThat(accepted).isInstanceOf(BankReply.Processing.class);
        assertThat(meeting.read(meeting.receiver.noticeOf(orderNo + "R"), false))
                .isInstanceOfSatisfying(
                        Bank.Reading.Verified.class,
                        verified ->
                                assertThat(receipt(verified.reply()).amount()).isEqualTo(Money.cny(230)));
        assertThat(receipt(meeting.query(orderNo + "R", BankQuery.Kind.REFUND)).amount())
                .isEqualTo(Money.cny(230));
        var tooMuch = meeting.refund(orderNo + "S", BankRefund.Way.REFUND, payment, Money.cny(1001));
        assertThat(meeting.act(tooMuch)).isInstanceOf(BankReply.Declined.class);
        assertThat(meeting.query(orderNo + "S", BankQuery.Kind.REFUND)).isInstanceOf(BankReply.NotPaid.class);
    }

    @Test
    void aRefundWorksWithoutTheBanksReference() throws Exception {
        // Given
        var payment = purchase();
        var known = new BankMovement(orderNo, payment.orderedAt(), orderNo, null, AMOUNT);

        // When
        var accepted = meeting.act(meeting.refund(orderNo + "R", BankRefund.Way.REFUND, known, AMOUNT));

        // Then
        assertThat(accepted).isInstanceOf(BankReply.Processing.class);
        assertThat(meeting.query(orderNo + "R", BankQuery.Kind.REFUND)).isInstanceOf(BankReply.Paid.class);
    }

    @Test
    void aVoidTakesAPaymentBack() throws Exception {
        // Given
        var payment = purchase();

        // When
        var accepted = meeting.act(meeting.refund(orderNo + "V", BankRefund.Way.VOID, payment, AMOUNT));

        // Then
        assertThat(accepted).isInstanceOf(BankReply.Processing.class);
        assertThat(meeting.query(orderNo + "V", BankQuery.Kind.REFUND)).isInstanceOf(BankReply.Paid.class);
        assertThat(meeting.receiver.booked(orderNo + "V")).containsExactly("void 1230");
        assertThat(meeting.act(meeting.refund(orderNo + "W", BankRefund.Way.VOID, payment, AMOUNT)))
                .isInstanceOf(BankReply.Declined.class);
    }

    @Test
    void aVoidOnTheNextClearingDayIsDeclined() throws Exception {
        // Given
        var payment = purchase();
        meeting.simulator.clock.advance(Duration.ofHours(11));

        // When
        var declined = meeting.act(meeting.refund(orderNo + "V", BankRefund.Way.VOID, payment, AMOUNT));

        // Then
        meeting.simulator.clock.advance(Duration.ofHours(-11));
        assertThat(declined).isInstanceOf(BankReply.Declined.class);
        assertThat(meeting.act(meeting.refund(orderNo + "R", BankRefund.Way.REFUND, payment, AMOUNT)))
                .isInstanceOf(BankReply.Processing.class);
    }

    @Test
    void aHoldIsCapturedAndTheCaptureVoided() throws Exception {
        // Given
        var hold = meeting.paid(meeting.order(orderNo, BankOrder.Kind.PREAUTH));
        var captured = Money.cny(1000);

        // When
        var accepted = meeting.act(meeting.hold(orderNo + "C", BankHoldAct.Kind.CAPTURE, hold, captured));

        // Then
        assertThat(accepted).isInstanceOf(BankReply.Processing.class);
        var found = receipt(meeting.query(orderNo + "C", BankQuery.Kind.CAPTURE));
        assertThat(found.amount()).isEqualTo(captured);
        assertThat(meeting.read(meeting.receiver.noticeOf(orderNo + "C"), false))
                .isInstanceOf(Bank.Reading.Verified.class);
        var capture = new BankMovement(orderNo, hold.orderedAt(), orderNo + "C", found.bankTxnNo(), captured);
        assertThat(meeting.act(meeting.refund(orderNo + "V", BankRefund.Way.CAPTURE_VOID, capture, captured)))
                .isInstanceOf(BankReply.Processing.class);
        assertThat(meeting.query(orderNo + "V", BankQuery.Kind.REFUND)).isInstanceOf(BankReply.Paid.class);
        assertThat(meeting.receiver.booked(orderNo + "V")).containsExactly("capture_void 1000");
    }

    @Test
    void aCaptureIsRefundedInPart() throws Exception {
        // Given
        var hold = meeting.paid(meeting.order(orderNo, BankOrder.Kind.PREAUTH));
        assertThat(meeting.act(meeting.hold(orderNo + "C", BankHoldAct.Kind.CAPTURE, hold, AMOUNT)))
                .isInstanceOf(BankReply.Processing.class);
        var found = receipt(meeting.query(orderNo + "C", BankQuery.Kind.CAPTURE));
        var capture = new BankMovement(orderNo, hold.orderedAt(), orderNo + "C", found.bankTxnNo(), AMOUNT);

        // When
        var accepted = meeting.act(meeting.refund(orderNo + "R", BankRefund.Way.REFUND, capture, Money.cny(30)));

        // Then
        assertThat(accepted).isInstanceOf(BankReply.Processing.class);
        assertThat(meeting.receiver.booked(orderNo + "R")).containsExactly("refund 30");
    }

    @Test
    void aHoldIsLetGo() throws Exception {
        // Given
        var hold = meeting.paid(meeting.order(orderNo, BankOrder.Kind.PREAUTH));

        // When
        var accepted = meeting.act(meeting.hold(orderNo + "X", BankHoldAct.Kind.CANCEL, hold, AMOUNT));

        // Then
        assertThat(accepted).isInstanceOf(BankReply.Processing.class);
        assertThat(meeting.query(orderNo + "X", BankQuery.Kind.CANCEL)).isInstanceOf(BankReply.Cancelled.class);
        assertThat(meeting.read(meeting.receiver.noticeOf(orderNo + "X"), false))
                .isInstanceOfSatisfying(
                        Bank.Reading.Verified.class,
                        verified -> assertThat(verified.reply()).isInstanceOf(BankReply.Cancelled.class));
        assertThat(meeting.act(meeting.hold(orderNo + "C", BankHoldAct.Kind.CAPTURE, hold, AMOUNT)))
                .isInstanceOf(BankReply.Declined.class);
    }

    @Test
    void aResultThatTakesAWhileIsProcessingUntilThen() throws Exception {
        // Given
        var payment = purchase();
        meeting.receiver.settings("settle_delay_ms", 50);
        var refund = meeting.refund(orderNo + "R", BankRefund.Way.REFUND, payment, AMOUNT);
        assertThat(meeting.act(refund)).isInstanceOf(BankReply.Processing.class);
        assertThat(meeting.query(orderNo + "R", BankQuery.Kind.REFUND)).isInstanceOf(BankReply.Processing.class);

        // When
        meeting.simulator.clock.advance(Duration.ofMillis(50));

        // Then
        assertThat(meeting.query(orderNo + "R", BankQuery.Kind.REFUND, refund.orderedAt()))
                .isInstanceOf(BankReply.Paid.class);
    }

    @Test
    void whatWasAcceptedAndFailsIsDeclined() throws Exception {
        // Given
        var payment = purchase();
        meeting.receiver.settings("failing_next", 1);

        // When
        var accepted = meeting.act(meeting.refund(orderNo + "R", BankRefund.Way.REFUND, payment, AMOUNT));

        // Then
        assertThat(accepted).isInstanceOf(BankReply.Processing.class);
        assertThat(meeting.query(orderNo + "R", BankQuery.Kind.REFUND)).isInstanceOf(BankReply.Declined.class);
        assertThat(meeting.read(meeting.receiver.noticeOf(orderNo + "R"), false))
                .isInstanceOfSatisfying(
                        Bank.Reading.Verified.class,
                        verified -> assertThat(verified.reply()).isInstanceOf(BankReply.Declined.class));
    }

    @Test
    void theEncryptionCertificateIsTaken() throws Exception {
        assertThat(SimulatorFixture.await(meeting.adapter.refreshEncryptionKey(meeting.channel)))
                .isEmpty();
    }

    @Test
    void theStatementOfAClosedDayIsFetched() throws Exception {
        // Given
        var earlier = DAY.minusDays(1);
        assertThat(meeting.statement(earlier)).isInstanceOf(StatementReply.NotReady.class);
        var day = new JsonObject().put("bank", "unionpay").put("date", earlier.toString());

        // When
        meeting.simulator.control("POST", "/close-day", day);

        // Then
        assertThat(meeting.statement(earlier)).isInstanceOfSatisfying(StatementReply.Fetched.class, fetched -> {
            assertThat(fetched.format()).isEqualTo("unionpay-zip");
            assertThat(fetched.name()).isEqualTo(UnionPayMerchant.NUMBER + "_20261122.zip");
            assertThat(firstEntry(fetched)).startsWith("INN26112288ZM_");
        });
    }

    private static String firstEntry(StatementReply.Fetched fetched) {
        var bytes = new ByteArrayInputStream(fetched.content().getBytes());
        try (var zip = new ZipInputStream(bytes, Charset.forName("GBK"))) {
            return zip.getNextEntry().getName();
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private BankMovement purchase() throws Exception {
        return meeting.paid(meeting.order(orderNo, BankOrder.Kind.PURCHASE));
    }
}
