package dev.tongfu.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlGuardTest {
    private static final String PUBLIC = "93.184.216.34";
    private static final UrlGuardConfig CONFIG = new UrlGuardConfig(List.of(443, 8443), List.of("m_demo"), 1000, 8);
    private static final UrlRules RULES = new UrlRules(CONFIG);

    private final List<String> asked = new ArrayList<>();

    @Test
    void publicNameIsDialledAtItsCheckedAddress() {
        // When
        var verdict = check("m_1", "https://shop.example:8443/hooks?a=1", PUBLIC);

        // Then
        assertThat(verdict).isInstanceOfSatisfying(UrlVerdict.Allowed.class, allowed -> {
            assertThat(allowed.address().hostAddress()).isEqualTo(PUBLIC);
            assertThat(allowed.address().port()).isEqualTo(8443);
            assertThat(allowed.uri()).hasToString("https://shop.example:8443/hooks?a=1");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.9.9.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "fc00::1",
                "fd12::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void addressesThatAreNotPublicAreRefused(String address) {
        assertThat(check("m_1", "https://shop.example/hooks", address)).isInstanceOf(UrlVerdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PUBLIC,
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.0.1.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.254",
                "2606:4700:4700::1111",
                "2408:8000::1"
            })
    void publicAddressesAreAllowed(String address) {
        assertThat(check("m_1", "https://shop.example/hooks", address)).isInstanceOf(UrlVerdict.Allowed.class);
    }

    @Test
    void oneBadAddressAmongGoodOnesRefusesAll() {
        assertThat(check("m_1", "https://shop.example/", PUBLIC, "10.0.0.1")).isInstanceOf(UrlVerdict.Refused.class);
        assertThat(check("m_1", "https://shop.example/", PUBLIC, "::1")).isInstanceOf(UrlVerdict.Refused.class);
    }

    @Test
    void nameThatChangesItsMindIsCheckedAtEachAttempt() {
        // Given
        var answers = new ArrayList<>(List.of(PUBLIC, "127.0.0.1"));
        var guard = new UrlGuard(RULES, host -> Future.succeededFuture(addresses(answers.remove(0))));

        // When
        var first = guard.check("m_1", "https://rebinding.example/").result();
        var second = guard.check("m_1", "https://rebinding.example/").result();

        // Then
        assertThat(first)
                .isInstanceOfSatisfying(
                        UrlVerdict.Allowed.class,
                        allowed -> assertThat(allowed.address().hostAddress()).isEqualTo(PUBLIC));
        assertThat(second).isInstanceOf(UrlVerdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example/",
                "ftp://shop.example/",
                "file:///etc/passwd",
                "https:shop.example",
                "https:///x",
                "//shop.example/",
                "shop.example",
                "https://user@shop.example/",
                "https://u:p@shop.example/",
                "https://shop.example@10.0.0.1/",
                "https://a%40b@shop.example/",
                "https://2130706433/",
                "https://0x7f.1/",
                "https://0x7f000001/",
                "https://127.1/",
                "https://0177.0.0.1/",
                "https://017700000001/",
                "https://127.0.0.1./",
                "https://1.2.3.4.5/",
                "https://256.1.1.1/",
                "https://shop.example:22/",
                "https://shop.example:0/",
                "https://shop.example:80/",
                "https://shop.example:99999/",
                "https://shop.example/#part",
                "https://shop.example/a b",
                "https://shop.example/\u0000",
                "https://shop.example/\r\nX: y",
                "https://\u5546\u5e97.example/",
                "https://shop_1.example/",
                "https://[fe80::1%25eth0]/",
                "javascript:alert(1)",
                ""
            })
    void malformedAndDressedUpAddressesAreRefusedUnresolved(String url) {
        // When
        var verdict = check("m_1", url, PUBLIC);

        // Then
        assertThat(verdict).isInstanceOf(UrlVerdict.Refused.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void longAddressIsRefused() {
        String url = "https://shop.example/" + "a".repeat(180);
        assertThat(url).hasSize(201);
        assertThat(check("m_1", url, PUBLIC)).isInstanceOf(UrlVerdict.Refused.class);
        assertThat(check("m_1", url.substring(0, 200), PUBLIC)).isInstanceOf(UrlVerdict.Allowed.class);
    }

    @Test
    void addressLiteralsAreCheckedLikeNames() {
        assertThat(check("m_1", "https://10.0.0.1/", "10.0.0.1")).isInstanceOf(UrlVerdict.Refused.class);
        assertThat(check("m_1", "https://[::1]/", "::1")).isInstanceOf(UrlVerdict.Refused.class);
        assertThat(check("m_1", "https://[::ffff:7f00:1]/", "127.0.0.1")).isInstanceOf(UrlVerdict.Refused.class);
        assertThat(asked).containsExactly("10.0.0.1", "::1", "::ffff:7f00:1");
    }

    @Test
    void nameWithoutAddressIsTriedLater() {
        // Given
        var guard = new UrlGuard(RULES, host -> Future.failedFuture(new UnknownHostException(host)));

        // When
        var verdict = guard.check("m_1", "https://shop.example/").result();

        // Then
        assertThat(verdict).isInstanceOf(UrlVerdict.Unresolved.class);
    }

    @Test
    void onlyTheListedMerchantMayUseThisMachine() {
        assertThat(check("m_demo", "http://127.0.0.1:8090/shop", "127.0.0.1")).isInstanceOf(UrlVerdict.Allowed.class);
        assertThat(check("m_demo", "http://localhost:8090/", "127.0.0.1", "::1"))
                .isInstanceOf(UrlVerdict.Allowed.class);
        assertThat(check("m_1", "https://127.0.0.1/shop", "127.0.0.1")).isInstanceOf(UrlVerdict.Refused.class);
    }

    @Test
    void listedMerchantGetsNoOtherPrivateAddress() {
        assertThat(check("m_demo", "https://shop.example/", "10.0.0.1")).isInstanceOf(UrlVerdict.Refused.class);
        assertThat(check("m_demo", "https://shop.example/", "127.0.0.1", "10.0.0.1"))
                .isInstanceOf(UrlVerdict.Refused.class);
        assertThat(check("m_demo", "http://shop.example/", PUBLIC)).isInstanceOf(UrlVerdict.Refused.class);
        assertThat(check("m_demo", "https://u@localhost/", "127.0.0.1")).isInstanceOf(UrlVerdict.Refused.class);
    }

    @Test
    void payersMayBeSentToAnyPortButByHttpsOnly() {
        assertThat(RULES.refusalToShow("m_1", "https://shop.example:9000/done")).isEmpty();
        assertThat(RULES.refusalToShow("m_1", "http://shop.example/done")).isPresent();
        assertThat(RULES.refusalToShow("m_demo", "http://127.0.0.1:8090/done")).isEmpty();
        assertThat(RULES.refusalToShow("m_demo", "javascript:alert(1)")).isPresent();
    }

    @Test
    void notifyAddressIsCheckedAtIntakeByTheSameRules() {
        assertThat(RULES.refusalToNotify("m_1", "https://shop.example/hooks")).isEmpty();
        assertThat(RULES.refusalToNotify("m_1", "https://shop.example:9000/")).contains("this port is not allowed");
        assertThat(RULES.refusalToNotify("m_1", "http://shop.example/")).contains("the address must be https");
    }

    private UrlVerdict check(String merchantId, String url, String... addresses) {
        var guard = new UrlGuard(RULES, host -> {
            asked.add(host);
            return Future.succeededFuture(addresses(addresses));
        });
        return guard.check(merchantId, url).result();
    }

    private static List<InetAddress> addresses(String... literals) {
        return Arrays.stream(literals).map(UrlGuardTest::address).toList();
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException notALiteral) {
            throw new IllegalArgumentException(notALiteral);
        }
    }
}
