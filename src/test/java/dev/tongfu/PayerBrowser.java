package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A payer's browser, headless Chromium, with the size and the habits the test asks for. */
final class PayerBrowser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ChromeDriver driver;

    private PayerBrowser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** A browser that blocks windows nobody clicked for, as browsers do and their drivers usually don't. */
    static PayerBrowser start(String language) {
        assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "browser tests are skipped: install the packages chromium and chromium-driver");
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.setExperimentalOption("excludeSwitches", List.of("disable-popup-blocking"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--no-proxy-server",
                "--lang=" + language,
                "--accept-lang=" + language,
                "--window-size=1280,900");
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        return new PayerBrowser(new ChromeDriver(service, options));
    }

    /** A new session in the same browser: no cookies, script on, desktop. */
    void forget() {
        var windows = List.copyOf(driver.getWindowHandles());
        windows.stream().skip(1).forEach(window -> {
            driver.switchTo().window(window);
            driver.close();
        });
        driver.switchTo().window(windows.get(0));
        script(true);
        driver.get("about:blank");
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    void script(boolean on) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
    }

    void phone() {
        size(390, 844, true);
    }

    void size(int width, int height, boolean mobile) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    }

    @CanIgnoreReturnValue
    PayerBrowser open(String url) {
        driver.get(url);
        return this;
    }

    /** Presses what the selector names, once it is there. */
    @CanIgnoreReturnValue
    PayerBrowser press(String css) {
        until(ExpectedConditions.elementToBeClickable(By.cssSelector(css))).click();
        return this;
    }

    /** Presses the button or link with these words. */
    @CanIgnoreReturnValue
    PayerBrowser pressText(String words) {
        until(ExpectedConditions.elementToBeClickable(
                        By.xpath("//*[self::button or self::a][contains(normalize-space(.), '" + words + "')]")))
                .click();
        return this;
    }

    /** Fills the field with this name. */
    @CanIgnoreReturnValue
    PayerBrowser type(String field, String text) {
        var input = until(ExpectedConditions.visibilityOfElementLocated(By.name(field)));
        input.clear();
        input.sendKeys(text);
        return this;
    }

    @CanIgnoreReturnValue
    PayerBrowser see(String css) {
        until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)));
        return this;
    }

    @CanIgnoreReturnValue
    PayerBrowser seeText(String words) {
        until(ExpectedConditions.textToBePresentInElementLocated(By.tagName("body"), words));
        return this;
    }

    @CanIgnoreReturnValue
    PayerBrowser at(String partOfUrl) {
        until(ExpectedConditions.urlContains(partOfUrl));
        return this;
    }

    /** Follows the payer into the window that was opened last. */
    @CanIgnoreReturnValue
    PayerBrowser nextWindow() {
        until(ExpectedConditions.numberOfWindowsToBe(2));
        var here = driver.getWindowHandle();
        driver.getWindowHandles().stream()
                .filter(window -> !window.equals(here))
                .findFirst()
                .ifPresent(window -> driver.switchTo().window(window));
        return this;
    }

    /** Whatever the page had planned for "now" has happened. */
    @CanIgnoreReturnValue
    PayerBrowser letScriptRun() {
        driver.executeAsyncScript("setTimeout(arguments[arguments.length - 1], 0)");
        return this;
    }

    int windows() {
        return driver.getWindowHandles().size();
    }

    /** Nothing is cut off at the right and nothing scrolls sideways. */
    void fitsItsWindow() {
        var wide = driver.executeScript("return document.documentElement.scrollWidth");
        var window = driver.executeScript("return window.innerWidth");
        assertThat(wide).as(url()).isEqualTo(window);
    }

    @CanIgnoreReturnValue
    <T> T until(ExpectedCondition<T> condition) {
        return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .ignoring(org.openqa.selenium.StaleElementReferenceException.class)
                .until(condition);
    }

    String url() {
        return driver.getCurrentUrl();
    }

    String text(String css) {
        return until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)))
                .getText();
    }

    ChromeDriver driver() {
        return driver;
    }

    void screenshot(Path file) {
        try {
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
