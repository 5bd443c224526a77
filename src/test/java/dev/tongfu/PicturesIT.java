package dev.tongfu;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Takes the documents' pictures: {@code mvn -Pquick test -Dtest=PicturesIT -Dtongfu.pictures=docs/images}. */
@EnabledIfSystemProperty(named = "tongfu.pictures", matches = ".+", disabledReason = "makes pictures, tests nothing")
class PicturesIT {
    private final Path folder = Path.of(System.getProperty("tongfu.pictures", "."));
    private final DemoFixture demo = DemoFixture.shared();

    @Test
    void theWayOfAPayer() {
        try (var browser = PayerBrowser.start("zh-CN")) {
            browser.size(1100, 760, false);
            picture(browser.open(demo.shop()).see("#buy"), "shop");
            browser.size(1100, 610, false);
            picture(browser.open(cashier("porcelain")).see(".countdown"), "cashier-desktop");
            browser.size(390, 560, true);
            picture(browser.open(cashier("tea")).see(".countdown"), "cashier-phone");
            browser.press("button[value=abc]").size(390, 590, true);
            picture(browser.see("button[value=pay]"), "bank-phone");
            browser.script(false);
            browser.size(390, 640, true);
            browser.press("button[value=pay]").press("#tell").at("/result/");
            picture(browser.see("h1"), "result-phone");
        }
    }

    private void picture(PayerBrowser browser, String name) {
        browser.screenshot(folder.resolve(name + ".png"));
    }

    private String cashier(String good) {
        return demo.buy(new JsonObject().put("good", good).put("result_mode", "page"))
                .getString("cashier_url");
    }
}
