package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedAbcContractsIT {
    private static AbcWorld world;

    @BeforeAll
    static void startWorld() throws Exception {
        world = new AbcWorld();
    }

    @AfterAll
    static void stopWorld() throws Exception {
        world.close();
    }

    @BeforeEach
    void cleanWorld() throws Exception {
        world.clean();
    }

    @Test
    void aContractSignedOnThePageIsToldByANotice() throws Exception {
        // Given
        var orderNo = world.number("CTR");
        var accepted = world.ask(AbcRequests.signOnPage(orderNo, "1", world.merchant.notifyUrl()));
        var url = accepted.field("B2CAgentSignContractURL");
        assertThat(world.simulator.get(url).body())
                .contains("name=\"outcome\" value=\"pay\"", "value=\"fail\"", "value=\"abandon\"", orderNo);

        // When
        var page = world.simulator.postForm(url, "outcome=pay").body();

        // Then
        assertThat(page).contains("签约成功", "url=http://127.0.0.1/customer");
        var notice = world.merchant.nextNotice();
        assertThat(world.merchant.verified(notice)).isTrue();
        var state = world.ask(AbcRequests.querySign(orderNo));
        assertThat(notice)
                .contains(
                        "<TrxType>AGENTSIGN</TrxType>",
                        "<OrderNo>" + orderNo + "</OrderNo>",
                        "<AgentSignNo>" + state.field("AgentSignNo") + "</AgentSignNo>",
                        "<Last4CardNo>0018</Last4CardNo>");
        assertThat(state.field("AgentSignStatus")).isEqualTo("1");
        assertThat(state.field("InvaidDate")).isEqualTo("2027/11/23");
        assertThat(world.simulator.postForm(url, "outcome=fail").body()).contains("签约成功");
        assertThat(world.simulator.postForm(url + "/notify", "").body()).contains("url=http://127.0.0.1/customer");
    }

    @Test
    void inPageModeThePayersBrowserCarriesTheMessage() throws Exception {
        // Given
        var orderNo = world.number("CTR");
        var url = world.ask(AbcRequests.signOnPage(orderNo, "0", world.merchant.notifyUrl()))
                .field("B2CAgentSignContractURL");

        // When
        var page = world.simulator.postForm(url, "outcome=pay").body();

        // Then
        var xml = AbcMerchant.xml(AbcMerchant.message(page));
        assertThat(world.merchant.verified(xml)).isTrue();
        assertThat(xml).contains(orderNo);
        assertThat(world.merchant.messages).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"fail,签约未生效,2", "abandon,已放弃,0"})
    void aContractThatIsNotSignedIsNotInForce(String outcome, String shown, String status) throws Exception {
        // Given
        var orderNo = world.number("CTR");
        var url = world.ask(AbcRequests.signOnPage(orderNo, "1", world.merchant.notifyUrl()))
                .field("B2CAgentSignContractURL");

        // When
        var page = world.simulator.postForm(url, "outcome=" + outcome).body();

        // Then
        assertThat(page).contains(shown);
        var state = world.ask(AbcRequests.querySign(orderNo));
        assertThat(state.field("AgentSignStatus")).isEqualTo(status);
        assertThat(state.field("AgentSignNo")).isEmpty();
        assertThat(world.code(AbcRequests.debit(world.number("DEB"), orderNo, "1.00")))
                .isEqualTo("SIM011");
    }

    @Test
    void aContractSignedWithACodeLetsTheMerchantDebitUntilItEnds() throws Exception {
        // Given
        var orderNo = world.number("CTR");
        var signNo = world.signed(orderNo, AbcRequests.CARD);
        var debitNo = world.number("DEB");

        // When
        var accepted = world.code(AbcRequests.debit(debitNo, signNo, "3.00"));

        // Then
        assertThat(accepted).isEqualTo("0000");
        assertThat(world.status("AgentPay", debitNo)).isEqualTo("04");
        assertThat(world.charges(debitNo)).singleElement().satisfies(charge -> {
            assertThat(charge.getString("kind")).isEqualTo("debit");
            assertThat(charge.getString("direction")).isEqualTo("in");
            assertThat(charge.getString("original_no")).isEqualTo(orderNo);
        });
        assertThat(world.code(AbcRequests.debit(debitNo, signNo, "3.00"))).isEqualTo("SIM002");
        assertThat(world.code(AbcRequests.refund(debitNo, world.number("REF"), "3.00")))
                .isEqualTo("0000");
        assertThat(world.code(AbcRequests.unsign(orderNo, signNo))).isEqualTo("0000");
        assertThat(world.code(AbcRequests.debit(world.number("DEB"), orderNo, "3.00")))
                .isEqualTo("SIM011");
        var state = world.ask(AbcRequests.querySign(orderNo));
        assertThat(state.field("AgentSignStatus")).isEqualTo("3");
        assertThat(state.field("UnSignDate")).isNotEmpty();
        assertThat(state.field("Last4CardNo")).isEqualTo("0010");
        assertThat(state.field("CertificateNo")).isEmpty();
    }

    @Test
    void wrongCodesEndTheSigning() throws Exception {
        // Given
        var orderNo = world.number("CTR");
        assertThat(world.code(AbcRequests.signWithCode(orderNo, AbcRequests.CARD)))
                .isEqualTo("0000");
        var wrong = world.wrongCode(orderNo);

        // When
        var codes = List.of(
                world.code(AbcRequests.signSubmit(orderNo, wrong)),
                world.code(AbcRequests.signSubmit(orderNo, wrong)),
                world.code(AbcRequests.signSubmit(orderNo, wrong)),
                world.code(AbcRequests.signResend(orderNo, AbcRequests.CARD)));

        // Then
        assertThat(codes).containsExactly("SIM005", "SIM005", "SIM006", "SIM011");
        assertThat(world.ask(AbcRequests.querySign(orderNo)).field("AgentSignStatus"))
                .isEqualTo("2");
    }

    @Test
    void anotherCodeIsSentForTheSameCardOnly() throws Exception {
        // Given
        var orderNo = world.number("CTR");
        assertThat(world.code(AbcRequests.signWithCode(orderNo, AbcRequests.CARD)))
                .isEqualTo("0000");

        // When
        var codes = List.of(
                world.code(AbcRequests.signResend(orderNo, AbcRequests.CARD)),
                world.code(AbcRequests.signResend(orderNo, AbcRequests.CARD_MISMATCHED)));

        // Then
        assertThat(codes).containsExactly("0000", "SIM011");
        assertThat(world.codes(orderNo).getJsonArray("data").getJsonObject(0).getInteger("times"))
                .isEqualTo(2);
    }

    @Test
    void whatABankMayRefuseIsRefused() throws Exception {
        // Given
        var poor = world.signed(world.number("CTR"), AbcRequests.CARD_WITHOUT_FUNDS);
        var taken = world.number("CTR");
        var signNo = world.signed(taken, AbcRequests.CARD);

        // When
        var codes = List.of(
                world.code(AbcRequests.signWithCode(world.number("CTR"), AbcRequests.CARD_REFUSED)),
                world.code(AbcRequests.signWithCode(taken, AbcRequests.CARD)),
                world.code(AbcRequests.debit(world.number("DEB"), poor, "1.00")),
                world.code(AbcRequests.debit(world.number("DEB"), "NOBODY", "1.00")),
                world.code(AbcRequests.debit(world.number("DEB"), signNo, "0.00")),
                world.code(AbcRequests.unsign("NOBODY", "NOBODY")),
                world.code(AbcRequests.querySign("NOBODY")));

        // Then
        assertThat(codes).containsExactly("SIM007", "SIM002", "SIM009", "SIM013", "SIM001", "SIM013", "SIM404");
    }

    @Test
    void anExpiredContractIsNotDebited() throws Exception {
        // Given
        var signNo = world.signed(world.number("CTR"), AbcRequests.CARD);

        // When
        world.simulator.clock.advance(Duration.ofDays(60));

        // Then
        assertThat(world.code(AbcRequests.debit(world.number("DEB"), signNo, "1.00")))
                .isEqualTo("SIM011");
        world.simulator.clock.advance(Duration.ofDays(-60));
    }

    @Test
    void theSettingSaysByWhichNumberAContractIsNamed() throws Exception {
        // Given
        var orderNo = world.number("CTR");
        var signNo = world.signed(orderNo, AbcRequests.CARD);
        world.merchant.settings("agent_sign_no", "order_no");

        // When
        var codes = List.of(
                world.code(AbcRequests.debit(world.number("DEB"), signNo, "1.00")),
                world.code(AbcRequests.debit(world.number("DEB"), orderNo, "1.00")));

        // Then
        assertThat(codes).containsExactly("SIM013", "0000");
        world.merchant.settings("agent_sign_no", "either");
    }

    @Test
    void aBatchOfDebitsIsAskedAfterByTheMerchantsNumber() throws Exception {
        // Given
        var signNo = world.signed(world.number("CTR"), AbcRequests.CARD);
        var poor = world.signed(world.number("CTR"), AbcRequests.CARD_WITHOUT_FUNDS);
        var batchNo = world.number("B");
        var items = List.of(
                new AbcRequests.Item(batchNo + "A", signNo, "1.00"),
                new AbcRequests.Item(batchNo + "B", poor, "2.00"),
                new AbcRequests.Item(batchNo + "C", "NOBODY", "4.00"));
        var batch = AbcRequests.batchDebit(batchNo, "7.00", items);
        var accepted = world.ask(batch);
        assertThat(accepted.fields().fieldNames()).endsWith("MerchantNo", "SendTime");

        // When
        var ended = world.ended(AbcRequests.queryBatchDebit(batchNo));

        // Then
        assertThat(ended.field("BatchStatus")).isEqualTo("8");
        assertThat(ended.field("SuccessAmount")).isEqualTo("1.00");
        assertThat(ended.field("FailedCount")).isEqualTo("2");
        assertThat(ended.fields()
                        .getJsonArray("AgentBatchDetail")
                        .getJsonObject(1)
                        .encode())
                .isEqualTo("{\"OrderNo\":\"" + batchNo + "B\",\"OrderAmount\":\"2.00\",\"AgentSignNo\":\"" + poor
                        + "\",\"OrderStatus\":\"1\"}");
        assertThat(world.status("AgentPay", batchNo + "A")).isEqualTo("04");
        assertThat(world.code(batch)).isEqualTo("SIM002");
    }
}
