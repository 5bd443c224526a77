package dev.tongfu.bank.abc;

import static dev.tongfu.bank.abc.AbcTestActs.answer;
import static dev.tongfu.bank.abc.AbcTestActs.fields;
import static dev.tongfu.bank.abc.AbcTestBank.AMOUNT;
import static dev.tongfu.bank.abc.AbcTestBank.MERCHANT_NO;
import static dev.tongfu.bank.abc.AbcTestBank.ORDER_NO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankCode;
import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankIdentityCheck;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerCard;
import dev.tongfu.money.Money;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AbcActsTest {
    /** Those that only ask, and the check whose unlisted refusal says nothing. */
    private static final Set<String> OPEN = Set.of(
            "contract",
            "refund-batch-query",
            "debit-batch-query",
            "identity-direct",
            "statement",
            "flow",
            "query-refund");

    private final AbcConfig config = AbcTestBank.config();
    private final AbcVerdicts verdicts = AbcTestBank.verdicts(config);

    static List<AbcGoldenActs.Exchange<?>> exchanges() {
        return AbcGoldenActs.all();
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void signedCodeRefusesAnActAndLeavesAQuestionOpen(AbcGoldenActs.Exchange<?> exchange) {
        String expected = OPEN.contains(exchange.name()) ? "unknown" : "declined";
        assertThat(kind(exchange, answer("9999", ""))).isEqualTo(expected);
        assertThat(kind(exchange, answer("9999", exchange.fields()))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void unclearCodeIsUnknownEvenSigned(AbcGoldenActs.Exchange<?> exchange) {
        assertThat(kind(exchange, answer("EUNKWN", exchange.fields()))).isEqualTo("unknown");
        assertThat(kind(exchange, answer("", exchange.fields()))).isEqualTo("unknown");
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void answerToSomethingElseIsNoAnswer(AbcGoldenActs.Exchange<?> exchange) {
        // Given
        String fields = exchange.fields();
        String others = fields.replace(ORDER_NO, "X1")
                .replace(AbcTestActs.ACT_NO, "X2")
                .replace(AbcTestActs.SERIAL_NO, "X3")
                .replace("\"B1\"", "\"X4\"");
        var stranger = AbcAnswer.parse(AbcTestBank.nested("0000", "", fields).replace(MERCHANT_NO, "103880000000002"))
                .orElseThrow();

        // Then
        assertThat(kind(exchange, stranger)).isEqualTo("unknown");
        assertThat(kind(exchange, answer("0000", fields.replaceFirst("\"TrxType\":\"", "\"TrxType\":\"X"))))
                .isEqualTo("unknown");
        assertThat(kind(exchange, answer("0000", ""))).isEqualTo("unknown");
        if (!others.equals(fields) && !exchange.name().equals("refund-batch")) {
            assertThat(kind(exchange, answer("0000", others))).isEqualTo("unknown");
        }
    }

    @Test
    void amountThatIsNotOursIsUnknown() {
        assertThat(refund(fields("Refund", "NewOrderNo", AbcTestActs.ACT_NO, "TrxAmount", "0.51")))
                .isInstanceOf(BankReply.Unknown.class);
        assertThat(refund(fields("Refund", "NewOrderNo", AbcTestActs.ACT_NO, "TrxAmount", "free")))
                .isInstanceOf(BankReply.Unknown.class);
        assertThat(refund(fields("Refund", "NewOrderNo", AbcTestActs.ACT_NO))).isInstanceOf(BankReply.Processing.class);
    }

    @Test
    void acceptanceIsFinalWhereTheProfileSaysSo() {
        // Given
        var standard = AbcCodes.standard();
        var finals = new AbcCodes.Finals(true, true, true, true, true);
        var all = AbcGoldenActs.all(AbcTestBank.config(new AbcCodes(
                standard.unknown(),
                standard.refusal(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                standard.statuses(),
                finals)));

        // Then
        for (var exchange : all) {
            String reply = kind(exchange, answer("0000", exchange.fields()));
            switch (exchange.name()) {
                case "refund", "capture", "code-pay", "debit" ->
                    assertThat(reply).isEqualTo("paid");
                case "cancel" -> assertThat(reply).isEqualTo("cancelled");
                default -> assertThat(reply).isNotIn("cancelled", "authorised");
            }
        }
    }

    @Test
    void onlyListedCodesAskForAnotherCodeOrSayMismatch() {
        // Given
        var standard = AbcCodes.standard();
        var listed = AbcGoldenActs.all(AbcTestBank.config(new AbcCodes(
                standard.unknown(),
                standard.refusal(),
                List.of("3001"),
                List.of("3002"),
                List.of("3003"),
                List.of("3004"),
                standard.statuses(),
                standard.finals())));

        // Then
        for (var exchange : listed) {
            boolean code = Set.of("code-pay", "sign-submit").contains(exchange.name());
            boolean identity = exchange.name().equals("identity-direct");
            boolean books = Set.of("statement", "flow").contains(exchange.name());
            assertThat(kind(exchange, answer("3002", "")).equals("wrongcode")).isEqualTo(code);
            assertThat(kind(exchange, answer("3003", "")).equals("mismatched")).isEqualTo(identity);
            assertThat(kind(exchange, answer("3004", "")).equals("notready")).isEqualTo(books);
        }
        assertThat(kind(named(listed, "contract"), answer("3001", ""))).isEqualTo("notsigned");
        assertThat(kind(named(listed, "query-refund"), answer("3001", ""))).isEqualTo("notpaid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", ""})
    void acceptanceWithoutAPageForThePayerIsUnknown(String url) {
        var page = named(AbcGoldenActs.all(), "sign-page");
        String fields = fields("AgentSign", "OrderNo", ORDER_NO, "B2CAgentSignContractURL", url);
        assertThat(kind(page, answer("0000", fields))).isEqualTo("unknown");
    }

    @Test
    void signedContractWithoutItsNumberIsUnknown() {
        var submit = named(AbcGoldenActs.all(), "sign-submit");
        assertThat(kind(submit, answer("0000", fields("InterfaceAgentSignSubmit", "OrderNo", ORDER_NO))))
                .isEqualTo("unknown");
    }

    @Test
    void onlyListedWordsSayHowAContractStands() {
        // Given
        var standard = AbcCodes.standard();
        var statuses = standard.statuses();
        var words = new AbcCodes.Statuses(
                statuses.paid(),
                statuses.refunded(),
                statuses.captured(),
                statuses.cancelled(),
                statuses.debited(),
                List.of("1"),
                List.of("2"),
                List.of("0"));
        var listed = AbcTestBank.config(new AbcCodes(
                standard.unknown(),
                standard.refusal(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                words,
                standard.finals()));
        var query = new AbcMandates(listed, verdicts).query(AbcTestActs.contractQuery(), MERCHANT_NO);

        // Then
        assertThat(query.reader().apply(answer("0000", AbcGoldenActs.contract("1"))))
                .isEqualTo(new BankReply.Signed(AbcTestActs.SIGN_NO, "7899"));
        assertThat(query.reader().apply(answer("0000", AbcGoldenActs.contract("2"))))
                .isEqualTo(new BankReply.Terminated());
        assertThat(query.reader().apply(answer("0000", AbcGoldenActs.contract("0"))))
                .isEqualTo(new BankReply.NotSigned("0"));
        assertThat(query.reader().apply(answer("0000", AbcGoldenActs.contract("3"))))
                .isEqualTo(new BankReply.Unknown("contract status 3"));
    }

    @Test
    void spellingsAreTheProfiles() {
        // Given
        var other = AbcTestBank.config(new AbcConfig.FieldNames(
                "0",
                "SubMerchantID",
                "CertificateID",
                "PayLinkType",
                AbcConfig.CardExpiry.YYMM,
                "Order",
                AbcConfig.SignNumber.ORDER,
                AbcConfig.RefundedNumber.CAPTURE));
        var all = AbcGoldenActs.all(other);

        // Then
        assertThat(json(named(all, "code-pay")))
                .contains("\"CertificateID\":\"11010519491231002X\"")
                .contains("\"PayLinkType\":\"1\"")
                .contains("\"ExpDate\":\"3012\"");
        assertThat(json(named(all, "sign-page"))).contains("\"OrderDate\":\"2026/11/23\"");
        assertThat(json(named(all, "debit"))).contains("\"AgentSignNo\":\"" + ORDER_NO + "\"");
        assertThat(json(named(all, "debit-batch"))).contains("\"AgentSignNo\":\"ON1\"");
        assertThat(json(named(all, "refund")))
                .contains("\"OrderNo\":\"" + AbcTestActs.movement().movementNo() + "\"");
        assertThat(json(named(AbcGoldenActs.all(), "refund"))).contains("\"OrderNo\":\"" + ORDER_NO + "\"");
    }

    @Test
    void debitCardPaysWithoutExpiryAndCvv() {
        // Given
        var debit = new PayerCard(AbcTestActs.CARD_NO, AbcTestActs.MOBILE, null, null, null, null, null);
        var order = AbcTestActs.codeOrder();
        var call = new AbcCodePayments(config, verdicts)
                .order(
                        new BankCode.Order(
                                "abc-1", ORDER_NO, AMOUNT, order.subject(), order.orderedAt(), order.deadline(), debit),
                        MERCHANT_NO);

        // Then
        assertThat(call.objection()).isEmpty();
        assertThat(call.transaction().get().json())
                .contains("\"PaymentType\":\"1\"")
                .contains("\"MobileNo\":\"8000\"");
    }

    @Test
    void whatTheBankCouldNotCarryIsNotSent() {
        var nobody = new PayerCard(null, null, null, null, null, null, null);
        var mandates = new AbcMandates(config, verdicts);
        var refunds = new AbcRefunds(config, verdicts);
        assertThat(exchanges())
                .allSatisfy(exchange -> assertThat(exchange.call().objection()).isEmpty());
        assertThat(refunds.call(AbcTestActs.refund(BankRefund.Way.VOID), MERCHANT_NO)
                        .objection())
                .isPresent();
        assertThat(refunds.call(AbcTestActs.refund(BankRefund.Way.CAPTURE_VOID), MERCHANT_NO)
                        .objection())
                .isPresent();
        for (var mode : BankMandate.Mode.values()) {
            assertThat(mandates.sign(AbcTestActs.sign(mode, nobody), MERCHANT_NO)
                            .objection())
                    .isPresent();
        }
        for (var mode : BankIdentityCheck.Mode.values()) {
            var check = AbcTestActs.identity(mode);
            var empty = new BankIdentityCheck(
                    check.channelId(),
                    check.bankOrderNo(),
                    mode,
                    check.customerType(),
                    nobody,
                    check.orderedAt(),
                    check.notifyUrl());
            assertThat(new AbcIdentity(config, verdicts)
                            .call(empty, MERCHANT_NO)
                            .objection())
                    .isPresent();
        }
        var hold = AbcTestActs.hold(BankHoldAct.Kind.CAPTURE);
        var nothing = new BankHoldAct(
                hold.channelId(),
                hold.bankOrderNo(),
                hold.kind(),
                hold.hold(),
                Money.cny(0),
                hold.orderedAt(),
                hold.notifyUrl());
        assertThat(new AbcHolds(config, verdicts).call(nothing, MERCHANT_NO).objection())
                .isPresent();
    }

    private BankReply refund(String fields) {
        return new AbcRefunds(config, verdicts)
                .call(AbcTestActs.refund(), MERCHANT_NO)
                .reader()
                .apply(answer("0000", fields));
    }

    private static AbcGoldenActs.Exchange<?> named(List<AbcGoldenActs.Exchange<?>> all, String name) {
        return all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private static String json(AbcGoldenActs.Exchange<?> exchange) {
        return exchange.call().transaction().get().json();
    }

    private static String kind(AbcGoldenActs.Exchange<?> exchange, AbcAnswer answer) {
        return exchange.call().reader().apply(answer).getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
