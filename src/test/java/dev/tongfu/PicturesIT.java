package dev.tongfu;

import dev.tongfu.console.ConsoleWorld;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Takes the documents' pictures: {@code mvn -Pquick test -Dtest=PicturesIT -Dtongfu.pictures=docs/images}. */
@EnabledIfSystemProperty(named = "tongfu.pictures", matches = ".+", disabledReason = "makes pictures, tests nothing")
class PicturesIT {
    private final Path folder = Path.of(System.getProperty("tongfu.pictures", "."));

    @Test
    void theWayOfAPayer() {
        var demo = DemoFixture.shared();
        try (var browser = PayerBrowser.start("zh-CN")) {
            browser.size(1100, 760, false);
            picture(browser.open(demo.shop()).see("#buy"), "shop");
            browser.size(1100, 610, false);
            picture(browser.open(cashier(demo, "porcelain")).see(".countdown"), "cashier-desktop");
            browser.size(390, 560, true);
            picture(browser.open(cashier(demo, "tea")).see(".countdown"), "cashier-phone");
            browser.press("button[value=abc]").size(390, 590, true);
            picture(browser.see("button[value=pay]"), "bank-phone");
            browser.script(false);
            browser.size(390, 640, true);
            browser.press("button[value=pay]").press("#tell").at("/result/");
            picture(browser.see("h1"), "result-phone");
        }
    }

    @Test
    void theConsole() {
        try (var browser = PayerBrowser.start("zh-CN");
                var world = new ConsoleWorld().seeded()) {
            browser.size(1280, 1000, false);
            browser.open(world.url() + "/console/login");
            browser.type("name", "checker").type("token", ConsoleWorld.token("checker"));
            browser.type("code", world.code("checker")).press(".login .primary").at("/console/today");
            browser.open(world.url() + "/console/today?lang=en");
            picture(browser.see("main"), "console-today");
            browser.open(world.url() + "/console/payments?q=TEA-2026-0001").press("td a");
            picture(browser.see(".timeline"), "console-payment");
            browser.open(world.url() + "/console/runs/run_1");
            picture(browser.see(".verdict"), "console-run");
            browser.open(world.url() + "/console/settlements/stl_2");
            picture(browser.see(".sum"), "console-settlement");
        }
    }

    private void picture(PayerBrowser browser, String name) {
        browser.screenshot(folder.resolve(name + ".png"));
    }

    private static String cashier(DemoFixture demo, String good) {
        return demo.buy(new JsonObject().put("good", good).put("result_mode", "page"))
                .getString("cashier_url");
    }
}
