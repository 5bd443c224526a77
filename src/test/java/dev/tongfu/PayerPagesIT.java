package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.support.ui.ExpectedConditions;

/** Payers with real browsers: from the shop to the bank and back, with script and without. */
class PayerPagesIT {
    private static final String PAID = "#state[data-status=succeeded]";
    private static final String ABC = "button[value=abc]";
    private static final String PAY = "button[value=pay]";
    private static final String TELL = "#tell";
    private static final Pattern MESSAGE =
            Pattern.compile("action=\"([^\"]+/notify)\".*?name=\"MSG\" value=\"([^\"]+)\"", Pattern.DOTALL);

    private static PayerBrowser browser;
    private static DemoFixture demo;

    @BeforeAll
    static void start() {
        browser = PayerBrowser.start("zh-CN");
        demo = DemoFixture.shared();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void fresh() {
        browser.forget();
    }

    @AfterEach
    void usualBank() {
        demo.control("PUT", "/settings", new JsonObject().put("bank", "abc").put("notice_window", "same"));
    }

    private static JsonObject wish(String mode) {
        return new JsonObject().put("good", "tea").put("result_mode", mode);
    }

    private static String cashier(JsonObject order) {
        return order.getString("cashier_url");
    }

    @Test
    void serverModeLeadsFromTheShopOverTheBankBackToTheShop() {
        // Given
        browser.open(demo.shop()).press("#buy");

        // When
        browser.at("/cashier/").press(ABC).press(PAY);

        // Then
        browser.at("/shop/orders/").see(PAID);
        assertThat(demo.heard(orderNo(), "server")).isEqualTo(1);
    }

    @Test
    void pageModeLeadsFromTheShopOverTheBankBackToTheShop() {
        // Given
        browser.open(demo.shop()).press("input[value=page]").press("#buy");

        // When
        browser.at("/cashier/").press(ABC).press(PAY);

        // Then
        browser.at("/shop/orders/").see(PAID);
        assertThat(demo.heard(orderNo(), "page")).isEqualTo(1);
    }

    private static String orderNo() {
        return browser.url().replaceFirst(".*/", "");
    }

    @Test
    void theCashierGoesToAFixedBankByItselfButOnlyOnce() {
        // Given
        var order = demo.buy(wish("server").put("bank", "abc"));

        // When
        browser.open(cashier(order));

        // Then
        browser.see(PAY);
        browser.open(cashier(order)).see("button.primary");
        assertThat(browser.url()).contains("/cashier/");
    }

    @Test
    void theButtonTellsTheShopWhereTheBanksWindowIsBlocked() {
        // Given
        demo.control("PUT", "/settings", new JsonObject().put("bank", "abc").put("notice_window", "new"));
        var order = demo.buy(wish("page"));

        // When
        browser.open(cashier(order)).press(ABC).press(PAY).see(TELL).letScriptRun();

        // Then
        assertThat(browser.windows()).isEqualTo(1);
        assertThat(demo.heard(order.getString("order_no"), "page")).isZero();
        browser.press(TELL).nextWindow().at("/shop/orders/").see(PAID);
        assertThat(demo.heard(order.getString("order_no"), "page")).isEqualTo(1);
    }

    @Test
    void everyStepOfPageModeWorksByButtonsWithoutScript() {
        // Given
        browser.script(false);
        browser.open(demo.shop()).press("input[value=page]").press("#buy");

        // When
        browser.at("/cashier/").press(ABC).press(PAY).press(TELL).at("/result/").pressText("返回商户");

        // Then
        browser.at("/shop/orders/").see(PAID);
    }

    @Test
    void everyStepOfServerModeWorksByButtonsWithoutScript() {
        // Given
        browser.script(false);
        var order = demo.buy(wish("server").put("bank", "abc"));

        // When
        browser.open(cashier(order)).press("button.primary").press(PAY).press("#merchant");

        // Then
        browser.at("/shop/orders/").see(PAID);
    }

    @Test
    void theResultPageTellsTheShopAgainAtThePressOfAButton() {
        // Given
        browser.script(false);
        var order = demo.buy(wish("page"));
        browser.open(cashier(order)).press(ABC).press(PAY).press(TELL).at("/result/");

        // When
        browser.pressText("通知商户支付成功").pressText("返回商户");

        // Then
        browser.at("/shop/orders/").see(PAID);
        assertThat(demo.heard(order.getString("order_no"), "page")).isEqualTo(1);
    }

    @Test
    void theBanksNoticeOpenedInThePayersBrowserForwardsByItself() {
        // Given
        var order = demo.buy(wish("page"));
        var message = carriedMessage(order);

        // When
        browser.open(message.action() + "?MSG=" + DemoFixture.encoded(message.value()));

        // Then
        browser.at("/shop/orders/").see(PAID);
    }

    @Test
    void theBanksNoticePostedByThePayersBrowserForwardsWithoutScript() {
        // Given
        browser.script(false);
        var order = demo.buy(wish("page"));
        browser.open(cashier(order)).press(ABC).press(PAY);

        // When
        browser.press(TELL);

        // Then
        browser.at("/result/");
        assertThat(browser.text("h1")).isEqualTo("支付成功");
    }

    private record Carried(String action, String value) {}

    /** The payer pays, and the bank's page with the notice stays unused. */
    private static Carried carriedMessage(JsonObject order) {
        var bank = demo.post(cashier(order), Map.of("bank", "abc")).headers().firstValue("Location");
        var page = demo.post(bank.orElseThrow(), Map.of("outcome", "pay")).body();
        var found = MESSAGE.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return new Carried(found.group(1), found.group(2));
    }

    @Test
    void markupInTheSubjectIsShownAsText() {
        // Given
        var subject = "<script>document.title=1</script><b>茶</b>";
        var order = demo.buy(wish("page").put("subject", subject));

        // When
        browser.open(cashier(order));

        // Then
        assertThat(browser.text("dl")).contains(subject);
        assertThat(browser.driver().getTitle()).startsWith("收银台");
        assertThat(browser.press(ABC).text("dl")).contains(subject);
        browser.script(false);
        browser.press(PAY).press(TELL).at("/result/");
        assertThat(browser.text("dl")).contains(subject);
        assertThat(browser.driver().getTitle()).startsWith("支付结果");
    }

    @Test
    void theLanguageChosenAtTheCashierIsKeptOnTheWayOverTheBank() {
        // Given
        var order = demo.buy(wish("page"));
        browser.open(cashier(order)).seeText("选择付款银行");

        // When
        browser.pressText("English").seeText("Choose your bank");

        // Then
        browser.script(false);
        browser.press(ABC).press(PAY).press(TELL).at("/result/");
        assertThat(browser.text("h1")).isEqualTo("Payment succeeded");
        browser.pressText("中文");
        browser.until(ExpectedConditions.urlContains("lang=zh-CN"));
        assertThat(browser.text("h1")).isEqualTo("支付成功");
    }

    @Test
    void theCountdownRunsAndAnExpiredOrderStaysStill() {
        // Given
        var order = demo.buy(wish("server"));

        // When
        browser.open(cashier(order));

        // Then
        assertThat(browser.text(".countdown")).matches("剩余 (30:0|29:5)\\d");
        var expired = demo.later(Duration.ofMinutes(31), () -> demo.get(cashier(order)));
        assertThat(expired.body())
                .contains("订单已过期")
                .doesNotContain("data-seconds", "data-auto", "http-equiv", "value=\"abc\"");
    }

    @Test
    void anOrderThatFailedAtTheBankCanBePaidAfterAll() {
        // Given
        var order = demo.buy(wish("server"));
        browser.open(cashier(order)).press(ABC).press("button[value=fail]").seeText("支付失败");

        // When
        browser.open(cashier(order)).press(ABC).press(PAY);

        // Then
        browser.at("/shop/orders/").see(PAID);
    }

    @Test
    void thePagesFitAPhone() {
        // Given
        browser.phone();
        var order = demo.buy(wish("page"));

        // When
        browser.script(false);
        browser.open(cashier(order));

        // Then
        browser.fitsItsWindow();
        browser.press(ABC).see(PAY).fitsItsWindow();
        browser.press(PAY).press(TELL).at("/result/").fitsItsWindow();
        browser.open(demo.shop()).fitsItsWindow();
    }
}
