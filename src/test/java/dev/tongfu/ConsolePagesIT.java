package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.console.ConsoleWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.logging.LogType;

/** Every page of the console in a real browser: both languages, wide and narrow, by mouse and by keyboard. */
class ConsolePagesIT {
    private static final List<String> PAGES = List.of(
            "login",
            "today",
            "payments",
            "reconciliation",
            "runs/run_1",
            "runs/run_2",
            "statements/abc-1/2026-11-25",
            "breaks",
            "breaks/brk_001",
            "breaks/brk_002",
            "proposals",
            "proposals?status=",
            "settlements",
            "settlements/stl_2",
            "payouts",
            "ledger",
            "accounts",
            "transfers?date=2026-11-26",
            "audit?prove=1",
            "breaks/none");

    private static PayerBrowser browser;
    private static ConsoleWorld world;

    @BeforeAll
    static void start() {
        browser = PayerBrowser.start("zh-CN");
        world = new ConsoleWorld().seeded();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (world != null) {
            world.close();
        }
    }

    private static void logIn(String name) {
        browser.forget();
        browser.open(world.url() + "/console/login");
        browser.type("name", name);
        browser.type("token", ConsoleWorld.token(name));
        browser.type("code", world.freshCode(name));
        browser.press(".login .primary").at("/console/today");
    }

    @ParameterizedTest(name = "{0} at {1} px")
    @CsvSource({"zh-CN, 1280", "en, 1280", "zh-CN, 390", "en, 390"})
    void everyPageFitsItsWindowAndComplainsOfNothing(String language, int width) {
        // Given
        logIn("checker");
        browser.size(width, 900, width < 500);
        browser.open(world.url() + "/console/today?lang=" + language);

        // When
        for (String page : allPages()) {
            browser.open(world.url() + "/console/" + page);

            // Then
            fits(page);
            shoot(page, language, width);
            assertThat(browser.driver().getPageSource()).as(page).contains("lang=\"" + language + "\"");
        }
        assertThat(complaints()).isEmpty();
    }

    /** Nothing is cut off at the right and nothing but tables scrolls sideways; a scroll bar takes its own place. */
    private static void fits(String page) {
        assertThat(pixels("scrollWidth")).as(page).isLessThanOrEqualTo(pixels("clientWidth"));
    }

    private static long pixels(String property) {
        var found = browser.driver().executeScript("return document.documentElement." + property);
        return Long.parseLong(String.valueOf(found));
    }

    private static List<String> allPages() {
        var all = new java.util.ArrayList<>(PAGES);
        browser.open(world.url() + "/console/payments?q=TEA-2026-0001");
        var address = browser.driver().findElement(By.cssSelector("td a")).getDomProperty("href");
        all.add(String.valueOf(address).replaceFirst(".*/console/", ""));
        return all;
    }

    /** What the console of the browser was told: errors of scripts, of the policy and of what was not found. */
    private static List<String> complaints() {
        return browser.driver().manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(Object::toString)
                .filter(line -> !line.contains("/breaks/none"))
                .toList();
    }

    private static void shoot(String page, String language, int width) {
        String folder = System.getProperty("tongfu.shots");
        if (folder != null) {
            long height = pixels("scrollHeight");
            browser.size(width, (int) Math.min(height, 4_000), width < 500);
            browser.screenshot(
                    Path.of(folder, (page.replaceAll("[^a-z0-9_-]+", "_") + "-" + language + "-" + width + ".png")));
            browser.size(width, 900, width < 500);
        }
    }

    @Test
    void aMakerProposesAndACheckerApprovesWithHisCodeWithoutScript() {
        // Given
        logIn("maker");
        browser.script(false);
        browser.open(world.url() + "/console/breaks/brk_002");
        browser.press("details:has(input[value=T10]) summary");
        browser.see(".propose[open] .primary")
                .driver()
                .findElement(By.cssSelector(".propose[open] [name=reason]"))
                .sendKeys("Nobody asks for it");

        // When
        browser.press(".propose[open] .primary").see(".notice.good");

        // Then
        browser.script(true);
        logIn("checker");
        browser.open(world.url() + "/console/proposals");
        browser.type("code", world.freshCode("checker"));
        browser.press(".proposal .primary").see(".notice.good");
    }

    @Test
    void theLogInAndTheNavigationWorkByKeyboardAlone() {
        // Given
        browser.forget();
        browser.open(world.url() + "/console/login");
        var keys = new org.openqa.selenium.interactions.Actions(browser.driver());

        // When
        keys.sendKeys("viewer", Keys.TAB, ConsoleWorld.token("viewer"), Keys.TAB, world.freshCode("viewer"), Keys.ENTER)
                .perform();
        browser.at("/console/today");
        new org.openqa.selenium.interactions.Actions(browser.driver())
                .sendKeys(Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER)
                .perform();

        // Then
        browser.at("/console/payments");
    }
}
