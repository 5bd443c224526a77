package dev.tongfu.simulator.abc;

import dev.tongfu.money.Money;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** The rules of a payment order: which fields must be there, in which form. */
final class AbcOrderCheck {
    static final ZoneId BANK_ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter DEADLINE =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

    private final Clock clock;
    private final Duration usualDeadline;

    AbcOrderCheck(Clock clock, Duration usualDeadline) {
        this.clock = clock;
        this.usualDeadline = usualDeadline;
    }

    /** The first field of a payment order that breaks its rule. */
    Optional<String> complaint(AbcRequest request) {
        return bill(request, "ImmediatePay|PreAuthPay")
                .that("PaymentType", request.field("PaymentType").matches("[123567A]"))
                .that("NotifyType", request.field("NotifyType").matches("[01]"))
                .that("ResultNotifyURL", AbcForms.isUrl(request.field("ResultNotifyURL")))
                .that("IsBreakAccount", request.field("IsBreakAccount").matches("[01]"))
                .that("InstallmentMark", request.orderField("InstallmentMark").equals("0"))
                .that("CommodityType", request.orderField("CommodityType").matches("0[1-5][0-9]{2}"))
                .that("OrderItems", hasGoods(request))
                .complaint();
    }

    /** What every bill needs, also one that is paid with a code. */
    AbcCheck bill(AbcRequest request, String payTypeIds) {
        return new AbcCheck()
                .that("PaymentLinkType", request.field("PaymentLinkType").matches("[1-5]"))
                .that("MerchantRemarks", AbcForms.fits(request.field("MerchantRemarks"), 100))
                .that("PayTypeID", request.orderField("PayTypeID").matches(payTypeIds))
                .that("OrderDate", AbcForms.isDay(request.orderField("OrderDate")))
                .that("OrderTime", AbcForms.isTime(request.orderField("OrderTime")))
                .that("OrderNo", AbcForms.isNumber(request.orderField("OrderNo"), 60))
                .that("CurrencyCode", request.orderField("CurrencyCode").equals("156"))
                .that("OrderAmount", amount(request).isPresent())
                .that("OrderDesc", AbcForms.fits(request.orderField("OrderDesc"), 100))
                .that(
                        "orderTimeoutDate",
                        deadline(request).filter(clock.instant()::isBefore).isPresent());
    }

    /** Until when the payer may pay; empty where the order names a time that is none. */
    Optional<Instant> deadline(AbcRequest request) {
        var text = request.orderField("orderTimeoutDate");
        return text.isEmpty() ? Optional.of(clock.instant().plus(usualDeadline)) : time(text);
    }

    static Optional<Money> amount(AbcRequest request) {
        return AbcForms.amount(request.orderField("OrderAmount"));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(
                    LocalDateTime.parse(text, DEADLINE).atZone(BANK_ZONE).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean hasGoods(AbcRequest request) {
        var items = request.order().path("OrderItems");
        return items.isArray()
                && !items.isEmpty()
                && !items.path(0).path("ProductName").asText().isEmpty();
    }
}
