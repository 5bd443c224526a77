package dev.tongfu.simulator;

import static dev.tongfu.simulator.UnionPayMeeting.AMOUNT;
import static dev.tongfu.simulator.UnionPayMeeting.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.StatementReply;
import dev.tongfu.money.Money;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway's adapter of 银联 makes of every fault of the simulated one: never more than is certain. */
class UnionPayAdapterMeetsFaultsIT {
    private static UnionPayMeeting meeting;
    private static int numbers;

    private final String orderNo = "01KAQ5TQ7C9D4N1XB2M3F4R" + (1000 + numbers++);

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
    @ValueSource(strings = {"error", "garbage"})
    void anOrderThePayerCannotPlaceOrSeeIsNotPaid(String fault) throws Exception {
        // Given
        meeting.receiver.fault("pay", fault, 1);

        // When
        var page = meeting.browse(meeting.order(orderNo, BankOrder.Kind.PURCHASE));

        // Then
        assertThat(page).contains("<html").doesNotContain("outcome");
        assertThat(meeting.query(orderNo, BankQuery.Kind.PURCHASE)).isInstanceOf(BankReply.NotPaid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsigned", "bad_signature"})
    void aDamagedMessageOfTheBrowserIsRejected(String fault) throws Exception {
        // Given
        meeting.receiver.fault("pay", fault, 1);
        var page = meeting.place(meeting.order(orderNo, BankOrder.Kind.PURCHASE));

        // When
        var result = meeting.receiver.press(page, "pay");

        // Then
        assertThat(meeting.read(UnionPayMerchant.carried(result), true)).isInstanceOf(Bank.Reading.Rejected.class);
        assertThat(meeting.read(meeting.receiver.noticeOf(orderNo), false)).isInstanceOf(Bank.Reading.Verified.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout_before", "timeout_after", "garbage", "unsigned", "bad_signature", "error"})
    void aQueryWithoutAClearAnswerIsUnknown(String fault) throws Exception {
        // Given
        assertThat(meeting.paid(meeting.order(orderNo, BankOrder.Kind.PURCHASE)).amount())
                .isEqualTo(AMOUNT);
        meeting.receiver.fault("query", fault, 1);

        // When
        var reply = meeting.query(orderNo, BankQuery.Kind.PURCHASE);

        // Then
        assertThat(reply).isInstanceOf(BankReply.Unknown.class);
        assertThat(meeting.query(orderNo, BankQuery.Kind.PURCHASE)).isInstanceOf(BankReply.Paid.class);
    }

    @Test
    void aQueryThatFindsNothingAtFirstIsNotPaidAndThenPaid() throws Exception {
        // Given
        assertThat(meeting.paid(meeting.order(orderNo, BankOrder.Kind.PURCHASE)).amount())
                .isEqualTo(AMOUNT);
        meeting.receiver.fault("query", "not_found_then_success", -1);

        // When
        var first = meeting.query(orderNo, BankQuery.Kind.PURCHASE);

        // Then
        assertThat(first).isInstanceOf(BankReply.NotPaid.class);
        assertThat(meeting.query(orderNo, BankQuery.Kind.PURCHASE)).isInstanceOf(BankReply.Paid.class);
    }

    @ParameterizedTest
    @CsvSource({
        "REFUND,timeout_before,NotPaid",
        "REFUND,timeout_after,Paid",
        "REFUND,garbage,Paid",
        "REFUND,unsigned,Paid",
        "REFUND,bad_signature,Paid",
        "REFUND,error,NotPaid",
        "VOID,timeout_before,NotPaid",
        "VOID,timeout_after,Paid",
        "VOID,bad_signature,Paid"
    })
    void aRefundWithoutAClearAnswerIsUnknownAndTheQueryTells(BankRefund.Way way, String fault, String found)
            throws Exception {
        // Given
        var payment = meeting.paid(meeting.order(orderNo, BankOrder.Kind.PURCHASE));
        meeting.receiver.fault("refund", fault, 1);

        // When
        var reply = meeting.act(meeting.refund(orderNo + "R", way, payment, AMOUNT));

        // Then
        assertThat(reply).isInstanceOf(BankReply.Unknown.class);
        assertThat(simpleName(meeting.query(orderNo + "R", BankQuery.Kind.REFUND)))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "CAPTURE,timeout_before,NotPaid",
        "CAPTURE,timeout_after,Paid",
        "CAPTURE,garbage,Paid",
        "CAPTURE,unsigned,Paid",
        "CAPTURE,bad_signature,Paid",
        "CAPTURE,error,NotPaid",
        "CANCEL,timeout_before,NotPaid",
        "CANCEL,timeout_after,Cancelled",
        "CANCEL,garbage,Cancelled",
        "CANCEL,unsigned,Cancelled",
        "CANCEL,bad_signature,Cancelled",
        "CANCEL,error,NotPaid"
    })
    void anActOnAHoldWithoutAClearAnswerIsUnknownAndTheQueryTells(BankHoldAct.Kind kind, String fault, String found)
            throws Exception {
        // Given
        var hold = meeting.paid(meeting.order(orderNo, BankOrder.Kind.PREAUTH));
        var act = meeting.hold(orderNo + "A", kind, hold, AMOUNT);
        meeting.receiver.fault(act.operation(), fault, 1);

        // When
        var reply = meeting.act(act);

        // Then
        assertThat(reply).isInstanceOf(BankReply.Unknown.class);
        var asked = kind == BankHoldAct.Kind.CAPTURE ? BankQuery.Kind.CAPTURE : BankQuery.Kind.CANCEL;
        assertThat(simpleName(meeting.query(orderNo + "A", asked))).isEqualTo(found);
    }

    @Test
    void aListedRefusalIsDeclined() throws Exception {
        // Given
        var payment = meeting.paid(meeting.order(orderNo, BankOrder.Kind.PURCHASE));
        var rule = SimulatorFixture.aFault("refund", "error").put("bank", "unionpay");
        meeting.simulator.control("PUT", "/faults", rule.put("code", "38").put("times", 1));

        // When
        var reply = meeting.act(meeting.refund(orderNo + "R", BankRefund.Way.REFUND, payment, AMOUNT));

        // Then
        assertThat(reply).isEqualTo(new BankReply.Declined("38", "银联风险受限"));
    }

    @Test
    void aRepeatedRefundIsNoRefusalOfTheFirst() throws Exception {
        // Given
        var payment = meeting.paid(meeting.order(orderNo, BankOrder.Kind.PURCHASE));
        var refund = meeting.refund(orderNo + "R", BankRefund.Way.REFUND, payment, AMOUNT);
        assertThat(meeting.act(refund)).isInstanceOf(BankReply.Processing.class);

        // When
        var again = meeting.act(refund);

        // Then
        assertThat(again).isInstanceOf(BankReply.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsigned", "bad_signature", "garbage"})
    void aDamagedNoticeIsRejected(String fault) throws Exception {
        // Given
        var page = meeting.place(meeting.order(orderNo, BankOrder.Kind.PURCHASE));
        meeting.receiver.fault("notify", fault, 1);

        // When
        var result = meeting.receiver.press(page, "pay");

        // Then
        assertThat(result).contains("支付成功");
        assertThat(meeting.read(meeting.receiver.nextNotice(), false)).isInstanceOf(Bank.Reading.Rejected.class);
    }

    @Test
    void aWrongAmountIsReadAsTheBankSaysIt() throws Exception {
        // Given
        var page = meeting.place(meeting.order(orderNo, BankOrder.Kind.PURCHASE));
        meeting.receiver.fault("notify", "wrong_amount_notice", 1);

        // When
        var result = meeting.receiver.press(page, "pay");

        // Then
        assertThat(result).contains("支付成功");
        assertThat(meeting.read(meeting.receiver.noticeOf(orderNo), false))
                .isInstanceOfSatisfying(
                        Bank.Reading.Verified.class,
                        verified ->
                                assertThat(receipt(verified.reply()).amount()).isEqualTo(AMOUNT.plus(Money.cny(1))));
        assertThat(receipt(meeting.query(orderNo, BankQuery.Kind.PURCHASE)).amount())
                .isEqualTo(AMOUNT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout_before", "timeout_after", "garbage", "unsigned", "bad_signature", "error"})
    void aStatementWithoutAClearAnswerIsUnknown(String fault) throws Exception {
        // Given
        var day = LocalDate.parse("2026-11-20");
        var closed = new JsonObject().put("bank", "unionpay").put("date", day.toString());
        meeting.simulator.control("POST", "/close-day", closed);
        meeting.receiver.fault("statement", fault, 1);

        // When
        var reply = meeting.statement(day);

        // Then
        assertThat(reply).isInstanceOf(StatementReply.Unknown.class);
        assertThat(meeting.statement(day)).isInstanceOf(StatementReply.Fetched.class);
    }

    private static String simpleName(BankReply reply) {
        return reply.getClass().getSimpleName();
    }
}
