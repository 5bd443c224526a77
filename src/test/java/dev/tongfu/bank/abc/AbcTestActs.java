package dev.tongfu.bank.abc;

import static dev.tongfu.bank.abc.AbcTestBank.AMOUNT;
import static dev.tongfu.bank.abc.AbcTestBank.ORDERED_AT;
import static dev.tongfu.bank.abc.AbcTestBank.ORDER_NO;

import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankBatch;
import dev.tongfu.bank.BankCode;
import dev.tongfu.bank.BankDebit;
import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankIdentityCheck;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankMovement;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.PayerCard;
import dev.tongfu.bank.StatementRequest;
import dev.tongfu.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** One of everything that is asked of the bank beside orders. The card is a test card, the person nobody. */
final class AbcTestActs {
    static final String CHANNEL = "abc-1";
    static final String NOTIFY_URL = "http://127.0.0.1/n";
    static final String ACT_NO = "01KAQ5TQ7C9D4N1XB2M3P4R5T9";
    static final String SIGN_NO = "AS00000000000042";
    static final String BATCH_NO = "01KAQ5TQ7C9D4N1XB2M3";
    static final String SERIAL_NO = "20261123000000000017";
    static final String CARD_NO = "4000001234567899";
    static final String CVV = "987";
    static final String CODE = "135790";
    static final String CERTIFICATE_NO = "11010519491231002X";
    static final String MOBILE = "13800138000";
    static final String NAME = "测试人";
    static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    private AbcTestActs() {}

    static PayerCard card() {
        return new PayerCard(CARD_NO, MOBILE, NAME, PayerCard.CertificateType.ID_CARD, CERTIFICATE_NO, "1230", CVV);
    }

    static BankMovement movement() {
        return new BankMovement(ORDER_NO, ORDERED_AT, ACT_NO.replace("T9", "C1"), "A8ECEP01130139251873", AMOUNT);
    }

    static BankRefund refund() {
        return refund(BankRefund.Way.REFUND);
    }

    static BankRefund refund(BankRefund.Way way) {
        return new BankRefund(CHANNEL, ACT_NO, way, movement(), Money.cny(50), ORDERED_AT, NOTIFY_URL);
    }

    static BankHoldAct hold(BankHoldAct.Kind kind) {
        return new BankHoldAct(CHANNEL, ACT_NO, kind, movement(), AMOUNT, ORDERED_AT, NOTIFY_URL);
    }

    static BankCode.Order codeOrder() {
        return new BankCode.Order(CHANNEL, ORDER_NO, AMOUNT, "测试商品", ORDERED_AT, ORDERED_AT.plusSeconds(1800), card());
    }

    static BankCode.Resend codeResend() {
        return new BankCode.Resend(CHANNEL, ORDER_NO, AMOUNT, ORDERED_AT);
    }

    static BankCode.Pay codePay() {
        return new BankCode.Pay(CHANNEL, ORDER_NO, AMOUNT, ORDERED_AT, CODE, card());
    }

    static BankMandate.Sign sign(BankMandate.Mode mode) {
        return sign(mode, card());
    }

    static BankMandate.Sign sign(BankMandate.Mode mode, PayerCard card) {
        return new BankMandate.Sign(
                CHANNEL,
                ORDER_NO,
                mode,
                "C42",
                BankMandate.CardType.ANY,
                card,
                LocalDate.of(2027, 12, 31),
                ORDERED_AT,
                BankOrder.NoticeMode.SERVER,
                NOTIFY_URL);
    }

    static BankMandate.ResendCode signResend() {
        return new BankMandate.ResendCode(CHANNEL, ORDER_NO, card());
    }

    static BankMandate.SubmitCode signSubmit() {
        return new BankMandate.SubmitCode(CHANNEL, ORDER_NO, CODE);
    }

    static BankMandate.Terminate terminate() {
        return new BankMandate.Terminate(CHANNEL, ORDER_NO, SIGN_NO, ORDERED_AT);
    }

    static BankMandate.Query contractQuery() {
        return new BankMandate.Query(CHANNEL, ORDER_NO);
    }

    static BankDebit debit() {
        return new BankDebit(CHANNEL, ACT_NO, SIGN_NO, ORDER_NO, AMOUNT, "测试商品", ORDERED_AT);
    }

    static BankBatch.Refunds refunds() {
        var items = List.of(
                new BankBatch.Item("RF1", "ON1", null, Money.cny(50)),
                new BankBatch.Item("RF2", "ON2", null, Money.cny(150)));
        return new BankBatch.Refunds(CHANNEL, BATCH_NO, items, ORDERED_AT);
    }

    static BankBatch.RefundsQuery refundsQuery() {
        return new BankBatch.RefundsQuery(CHANNEL, BATCH_NO, SERIAL_NO, ORDERED_AT);
    }

    static BankBatch.Debits debits() {
        var items = List.of(new BankBatch.Item("AB1", "ON1", "S1", Money.cny(100)));
        return new BankBatch.Debits(CHANNEL, "B1", items, ORDERED_AT);
    }

    static BankBatch.DebitsQuery debitsQuery() {
        return new BankBatch.DebitsQuery(CHANNEL, "B1", ORDERED_AT);
    }

    static BankIdentityCheck identity(BankIdentityCheck.Mode mode) {
        return new BankIdentityCheck(
                CHANNEL, ACT_NO, mode, BankIdentityCheck.CustomerType.PERSONAL, card(), ORDERED_AT, NOTIFY_URL);
    }

    static StatementRequest statement() {
        return new StatementRequest(CHANNEL, DAY, null);
    }

    static StatementRequest flow() {
        return new StatementRequest(CHANNEL, DAY, new StatementRequest.Hours(0, 9));
    }

    static BankQuery query(BankQuery.Kind kind) {
        return new BankQuery(CHANNEL, ORDER_NO, kind, ORDERED_AT, AMOUNT);
    }

    /** All of them but books and orders, by the names of their golden exchanges. */
    static Map<String, BankAct> all() {
        return Map.ofEntries(
                Map.entry("refund", refund()),
                Map.entry("capture", hold(BankHoldAct.Kind.CAPTURE)),
                Map.entry("cancel", hold(BankHoldAct.Kind.CANCEL)),
                Map.entry("code-order", codeOrder()),
                Map.entry("code-resend", codeResend()),
                Map.entry("code-pay", codePay()),
                Map.entry("sign-page", sign(BankMandate.Mode.PAGE)),
                Map.entry("sign-code", sign(BankMandate.Mode.SMS)),
                Map.entry("sign-resend", signResend()),
                Map.entry("sign-submit", signSubmit()),
                Map.entry("terminate", terminate()),
                Map.entry("contract", contractQuery()),
                Map.entry("debit", debit()),
                Map.entry("refund-batch", refunds()),
                Map.entry("refund-batch-query", refundsQuery()),
                Map.entry("debit-batch", debits()),
                Map.entry("debit-batch-query", debitsQuery()),
                Map.entry("identity-page", identity(BankIdentityCheck.Mode.PAGE)),
                Map.entry("identity-direct", identity(BankIdentityCheck.Mode.DIRECT)));
    }

    /** The fields of an answer, as {@code TrxType} and pairs of name and value. */
    static String fields(String transaction, String... pairs) {
        var text = new StringBuilder(",\"TrxType\":\"" + transaction + "\"");
        for (int at = 0; at < pairs.length; at += 2) {
            text.append(",\"")
                    .append(pairs[at])
                    .append("\":\"")
                    .append(pairs[at + 1])
                    .append('"');
        }
        return text.toString();
    }

    /** A verified answer, nested as the bank's newer releases write it. */
    static AbcAnswer answer(String code, String fields) {
        return AbcAnswer.parse(AbcTestBank.nested(code, "text", fields)).orElseThrow();
    }
}
