package dev.tongfu.simulator.abc;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The rules of a payment order: which fields must be there, in which form. */
final class AbcOrderCheck {
    static final ZoneId BANK_ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter DEADLINE =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter PLACED =
            DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private record Rule(String field, Predicate<AbcRequest> holds) {}

    private static final List<Rule> RULES = List.of(
            new Rule("PaymentType", request -> request.field("PaymentType").matches("[123567A]")),
            new Rule(
                    "PaymentLinkType",
                    request -> request.field("PaymentLinkType").matches("[1-5]")),
            new Rule("NotifyType", request -> request.field("NotifyType").matches("[01]")),
            new Rule("ResultNotifyURL", request -> isUrl(request.field("ResultNotifyURL"))),
            new Rule(
                    "IsBreakAccount", request -> request.field("IsBreakAccount").matches("[01]")),
            new Rule("MerchantRemarks", request -> fits(request.field("MerchantRemarks"), 100)),
            new Rule("PayTypeID", request -> request.orderField("PayTypeID").matches("ImmediatePay|PreAuthPay")),
            new Rule("OrderDate", request -> placedAt(request).isPresent()),
            new Rule("OrderNo", request -> request.orderField("OrderNo").matches("[!-~]{1,60}")),
            new Rule(
                    "CurrencyCode",
                    request -> request.orderField("CurrencyCode").equals("156")),
            new Rule("OrderAmount", request -> amount(request).isPresent()),
            new Rule("OrderDesc", request -> fits(request.orderField("OrderDesc"), 100)),
            new Rule(
                    "InstallmentMark",
                    request -> request.orderField("InstallmentMark").equals("0")),
            new Rule(
                    "CommodityType",
                    request -> request.orderField("CommodityType").matches("0[1-5][0-9]{2}")),
            new Rule("OrderItems", AbcOrderCheck::hasGoods));

    private final Clock clock;
    private final Duration usualDeadline;

    AbcOrderCheck(Clock clock, Duration usualDeadline) {
        this.clock = clock;
        this.usualDeadline = usualDeadline;
    }

    /** The first field that breaks its rule. */
    Optional<String> complaint(AbcRequest request) {
        return RULES.stream()
                .filter(rule -> !rule.holds().test(request))
                .map(Rule::field)
                .findFirst()
                .or(() -> deadline(request).filter(clock.instant()::isBefore).isPresent()
                        ? Optional.empty()
                        : Optional.of("orderTimeoutDate"));
    }

    /** Until when the payer may pay; empty where the order names a time that is none. */
    Optional<Instant> deadline(AbcRequest request) {
        var text = request.orderField("orderTimeoutDate");
        return text.isEmpty() ? Optional.of(clock.instant().plus(usualDeadline)) : time(text, DEADLINE);
    }

    static Optional<Money> amount(AbcRequest request) {
        return Money.parseDecimal(request.orderField("OrderAmount"), CurrencyCode.CNY)
                .filter(amount -> amount.minor() > 0);
    }

    private static Optional<Instant> placedAt(AbcRequest request) {
        return time(request.orderField("OrderDate") + " " + request.orderField("OrderTime"), PLACED);
    }

    private static Optional<Instant> time(String text, DateTimeFormatter format) {
        try {
            return Optional.of(
                    LocalDateTime.parse(text, format).atZone(BANK_ZONE).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isUrl(String text) {
        return text.matches("https?://[!-~]+") && text.getBytes(StandardCharsets.UTF_8).length <= 200;
    }

    private static boolean fits(String text, int bytesMax) {
        return text.getBytes(AbcAnswers.GBK).length <= bytesMax;
    }

    private static boolean hasGoods(AbcRequest request) {
        var items = request.order().path("OrderItems");
        return items.isArray()
                && !items.isEmpty()
                && !items.path(0).path("ProductName").asText().isEmpty();
    }
}
