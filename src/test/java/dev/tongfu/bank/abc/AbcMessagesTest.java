package dev.tongfu.bank.abc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankOrder;
import dev.tongfu.money.Money;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbcMessagesTest {
    private static final String URL = "http://127.0.0.1/n";

    private final AbcMessages messages = new AbcMessages(AbcTestBank.config());

    @Test
    void ordinaryOrderCanBeWritten() {
        assertThat(messages.objection(AbcTestBank.order())).isEmpty();
        assertThat(messages.objection(order("A1", 1, "五".repeat(50), URL))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "say \"tea\"",
                "back\\slash",
                "{",
                "}",
                "two\nlines",
                "五五五五五五五五五五五五五五五五五五五五五五五五五" + "五五五五五五五五五五五五五五五五五五五五五五五五五x",
                "no GBK: \uD83C\uDF75"
            })
    void subjectTheBankCouldNotCarryIsRefusedNotStripped(String subject) {
        assertThat(messages.objection(order("A1", 1, subject, URL))).isPresent();
    }

    @Test
    void orderBeyondTheBanksLimitsIsRefused() {
        assertThat(messages.objection(order("A1", 0, "tea", URL))).isPresent();
        assertThat(messages.objection(order("", 1, "tea", URL))).isPresent();
        assertThat(messages.objection(order("A".repeat(60), 1, "tea", URL))).isEmpty();
        assertThat(messages.objection(order("A".repeat(61), 1, "tea", URL))).isPresent();
        assertThat(messages.objection(order("A1", 1, "tea", "ftp://x"))).isPresent();
        assertThat(messages.objection(order("A1", 1, "tea", "http://" + "x".repeat(194))))
                .isPresent();
    }

    @Test
    void timesAreTheBanksAndAmountsHaveTwoDecimals() {
        // When: one second before midnight in Peking
        String json = messages.payRequest(order("A1", 5, "tea", URL)).toString();

        // Then
        assertThat(json)
                .contains("\"OrderDate\":\"2026/12/31\",\"OrderTime\":\"23:59:59\"")
                .contains("\"orderTimeoutDate\":\"20270101002959\"")
                .contains("\"OrderAmount\":\"0.05\"")
                .contains("\"CurrencyCode\":\"156\"");
    }

    @Test
    void pageModeAsksForThePageOnly() {
        assertThat(messages.payRequest(AbcTestBank.order(BankOrder.NoticeMode.PAGE, "tea"))
                        .toString())
                .contains("\"NotifyType\":\"0\"");
        assertThat(messages.payRequest(AbcTestBank.order(BankOrder.NoticeMode.SERVER, "tea"))
                        .toString())
                .contains("\"NotifyType\":\"1\"");
    }

    private static BankOrder order(String number, long minor, String subject, String notifyUrl) {
        Instant at = Instant.parse("2026-12-31T15:59:59Z");
        return new BankOrder(
                "abc-1",
                number,
                BankOrder.Kind.PURCHASE,
                Money.cny(minor),
                subject,
                at,
                at.plusSeconds(1800),
                BankOrder.NoticeMode.PAGE,
                notifyUrl,
                URL,
                null);
    }
}
