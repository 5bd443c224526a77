package dev.tongfu.bank.abc;

import static dev.tongfu.bank.abc.AbcTestActs.ACT_NO;
import static dev.tongfu.bank.abc.AbcTestActs.SERIAL_NO;
import static dev.tongfu.bank.abc.AbcTestActs.SIGN_NO;
import static dev.tongfu.bank.abc.AbcTestBank.MERCHANT_NO;
import static dev.tongfu.bank.abc.AbcTestBank.ORDER_NO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerForward;
import dev.tongfu.bank.StatementReply;
import dev.tongfu.money.Money;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbcGoldenActsTest {
    private final AbcTestBank bank = new AbcTestBank();

    @Test
    void requestsEndAsTheBanksOwnClientWasSeenToSend() {
        assertThat(message("refund"))
                .endsWith(json("'TrxRequest':{'TrxType':'Refund','OrderDate':'2026/11/23','OrderTime':'04:20:00',"
                        + "'MerRefundAccountNo':'','MerRefundAccountName':'','OrderNo':'" + ORDER_NO
                        + "','NewOrderNo':'" + ACT_NO + "','CurrencyCode':'156','TrxAmount':'0.50','RefundType':'',"
                        + "'MerchantRemarks':'','MerRefundAccountFlag':''}}"));
        assertThat(message("debit-batch"))
                .endsWith(json("'TrxRequest':{'TrxType':'AgentBatch','ReceiveAccount':'','ReceiveAccName':'',"
                        + "'CurrencyCode':'156','AgentBatch':{'BatchNo':'B1','BatchDate':'2026/11/23',"
                        + "'BatchTime':'04:20:00','AgentCount':'1','AgentAmount':'1.00'},'Details':[{'SeqNo':'1',"
                        + "'OrderNo':'AB1','AgentSignNo':'S1','OrderAmount':'1.00'}]}}"));
        assertThat(message("statement"))
                .endsWith(json("'TrxRequest':{'TrxType':'Settle','SettleDate':'2026/11/22','ZIP':'1'}}"));
        assertThat(message("query-refund"))
                .endsWith(json("'TrxRequest':{'TrxType':'Query','PayTypeID':'Refund','OrderNo':'" + ORDER_NO
                        + "','QueryDetail':'false'}}"));
    }

    @Test
    void moneyActsAreAcceptedAndNotDone() {
        for (String act : List.of("refund", "capture", "cancel", "code-pay", "debit")) {
            assertThat(reply(act)).as(act).isEqualTo(new BankReply.Processing("0000"));
        }
    }

    @Test
    void codesAreSentAndContractsSignedAndEnded() {
        for (String act : List.of("code-order", "code-resend", "sign-code", "sign-resend")) {
            assertThat(reply(act)).as(act).isEqualTo(new BankReply.CodeSent());
        }
        assertThat(reply("sign-page"))
                .isEqualTo(new BankReply.Accepted(PayerForward.link("https://bank.test/sign?TOKEN=1")));
        assertThat(reply("sign-submit")).isEqualTo(new BankReply.Signed(SIGN_NO, null));
        assertThat(reply("terminate")).isEqualTo(new BankReply.Terminated());
        assertThat(reply("contract")).isInstanceOf(BankReply.Unknown.class);
    }

    @Test
    void batchesAreAcceptedAndTheirItemsTold() {
        // Given
        var receipt = new BankReply.Receipt(MERCHANT_NO, Money.cny(50), null, LocalDate.of(2026, 11, 23), null);

        // Then
        assertThat(reply("refund-batch")).isEqualTo(new BankReply.BatchAccepted(SERIAL_NO));
        assertThat(reply("debit-batch")).isEqualTo(new BankReply.BatchAccepted(""));
        assertThat(reply("refund-batch-query"))
                .isEqualTo(new BankReply.BatchState(
                        true,
                        List.of(
                                new BankReply.ItemState("RF1", new BankReply.Paid(receipt)),
                                new BankReply.ItemState(
                                        "RF2", new BankReply.Declined("1", "the bank says the item failed"))),
                        2,
                        Money.cny(200)));
        assertThat(reply("debit-batch-query")).isInstanceOfSatisfying(BankReply.BatchState.class, state -> {
            assertThat(state.settled()).isTrue();
            assertThat(state.items()).extracting(item -> item.reply().kind()).containsExactly("paid");
        });
    }

    @Test
    void identityIsCheckedOnAPageOrAtOnce() {
        assertThat(reply("identity-page"))
                .isEqualTo(new BankReply.Accepted(PayerForward.link("https://bank.test/verify?TOKEN=1")));
        assertThat(reply("identity-direct")).isEqualTo(new BankReply.Matched());
    }

    @Test
    void booksAreUnpackedAndKeptAsTheyCame() {
        // When
        var statement = (StatementReply.Fetched) reply("statement");
        var flow = (StatementReply.Fetched) reply("flow");

        // Then
        assertThat(statement.name()).isEqualTo("abc-" + MERCHANT_NO + "-2026-11-22.txt");
        assertThat(statement.format()).isEqualTo("abc");
        assertThat(statement.content().toString(GbkScanner.GBK))
                .startsWith("商户号|交易类型|")
                .endsWith("|A8ECEP01130139251873|");
        assertThat(flow.name()).isEqualTo("abc-" + MERCHANT_NO + "-2026-11-22-0-9.txt");
        assertThat(flow.content()).isEqualTo(Buffer.buffer("商户号|交易类型".getBytes(GbkScanner.GBK)));
    }

    @Test
    void aRefundIsFoundWithItsOwnAmount() {
        assertThat(reply("query-refund"))
                .isInstanceOfSatisfying(
                        BankReply.Paid.class,
                        paid -> assertThat(paid.receipt().amount()).isEqualTo(Money.cny(50)));
    }

    private Object reply(String name) {
        var exchange = AbcGoldenActs.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        var opened = AbcEnvelope.open(golden(name + ".answer.gbk"), bank.pinned::verify);
        assertThat(opened).isInstanceOf(AbcEnvelope.Opened.Trusted.class);
        return exchange.call().reader().apply(((AbcEnvelope.Opened.Trusted) opened).answer());
    }

    private static String message(String name) {
        String envelope = golden(name + ".request.json").toString(StandardCharsets.UTF_8);
        return envelope.substring("{\"Message\":".length(), envelope.indexOf(",\"Signature-Algorithm\""));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static Buffer golden(String name) {
        return Buffer.buffer(AbcTestBank.bytes(AbcGoldenFiles.FOLDER.resolve(name)));
    }
}
