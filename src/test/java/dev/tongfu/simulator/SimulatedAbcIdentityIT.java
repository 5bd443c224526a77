package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedAbcIdentityIT {
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

    @ParameterizedTest
    @CsvSource({
        AbcRequests.CARD + ",0000",
        AbcRequests.CARD_MISMATCHED + ",SIM008",
        AbcRequests.CARD_REFUSED + ",SIM007",
        "123,SIM001"
    })
    void aDirectCheckIsItsOwnAnswer(String card, String code) throws Exception {
        // When
        var answer = world.code(AbcRequests.identityDirect(card));

        // Then
        assertThat(answer).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        AbcRequests.CARD + ",pay,0000,验证通过",
        AbcRequests.CARD_MISMATCHED + ",pay,SIM008,身份信息不符",
        AbcRequests.CARD + ",fail,SIM008,身份信息不符"
    })
    void aCheckOnThePageIsToldByANotice(String card, String outcome, String code, String shown) throws Exception {
        // Given
        var url = world.ask(AbcRequests.identityOnPage(card, world.merchant.notifyUrl()))
                .field("VerifyURL");
        assertThat(world.simulator.get(url).body()).contains("身份验证", "value=\"abandon\"");

        // When
        var page = world.simulator.postForm(url, "outcome=" + outcome).body();

        // Then
        assertThat(page).contains(shown, "url=http://127.0.0.1/customer");
        var notice = world.merchant.nextNotice();
        assertThat(world.merchant.verified(notice)).isTrue();
        assertThat(notice)
                .contains("<ReturnCode>" + code + "</ReturnCode>", "<CustomNo>IDC1</CustomNo>", "<AccountName>")
                .doesNotContain(card);
        assertThat(world.simulator.postForm(url, "outcome=pay").body()).contains(shown);
        assertThat(world.merchant.messages).isEmpty();
    }

    @Test
    void theSettingLetsThePayersBrowserCarryTheResult() throws Exception {
        // Given
        world.merchant.settings("identity_by_server", false);
        var url = world.ask(AbcRequests.identityOnPage(AbcRequests.CARD, world.merchant.notifyUrl()))
                .field("VerifyURL");

        // When
        var page = world.simulator.postForm(url, "outcome=pay").body();

        // Then
        assertThat(world.merchant.verified(AbcMerchant.xml(AbcMerchant.message(page))))
                .isTrue();
        world.merchant.settings("identity_by_server", true);
    }

    @Test
    void anAbandonedCheckStaysOpen() throws Exception {
        // Given
        var url = world.ask(AbcRequests.identityOnPage(AbcRequests.CARD, world.merchant.notifyUrl()))
                .field("VerifyURL");

        // When
        var page = world.simulator.postForm(url, "outcome=abandon").body();

        // Then
        assertThat(page).contains("已放弃");
        assertThat(world.simulator.get(url).body()).contains("name=\"outcome\"");
        assertThat(world.merchant.messages).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"BankCardNo,12", "ResultNotifyURL,ftp://x", "CertificateType,1", "CustomType,2", "OrderDate,''"})
    void aCheckThatBreaksARuleIsRefused(String field, String value) throws Exception {
        // Given
        var check = AbcRequests.identityOnPage(AbcRequests.CARD, world.merchant.notifyUrl())
                .put(field, value);

        // When
        var refused = world.code(check);

        // Then
        assertThat(refused).isEqualTo("SIM001");
    }
}
