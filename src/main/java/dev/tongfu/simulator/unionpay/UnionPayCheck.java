package dev.tongfu.simulator.unionpay;

import dev.tongfu.money.Money;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The rules of a request: which fields must be there for its transaction, in which form. */
final class UnionPayCheck {
    private record Rule(String field, boolean required, Predicate<String> form) {
        Optional<UnionPayResult> complaint(UnionPayRequest request) {
            var value = request.field(field);
            if (value.isEmpty()) {
                return required ? Optional.of(UnionPayResult.refused(UnionPayCode.MISSING, field)) : Optional.empty();
            }
            return form.test(value)
                    ? Optional.empty()
                    : Optional.of(UnionPayResult.refused(UnionPayCode.MALFORMED, field));
        }
    }

    private static final List<Rule> COMMON = List.of(
            must("accessType", "0"),
            must("merId", "[0-9A-Z]{15}"),
            must("bizType", "[0-9]{6}"),
            must("txnTime", UnionPayCheck::isTime));
    private static final List<Rule> ORDER = List.of(must("orderId", "[0-9A-Za-z]{8,40}"), must("channelType", "07|08"));
    private static final List<Rule> MONEY = List.of(
            must("txnAmt", "[1-9][0-9]{0,11}"),
            must("backUrl", UnionPayCheck::isUrl),
            may("currencyCode", "156"),
            may("reqReserved", text -> text.length() <= 1024 && !text.matches(".*[&{}'\"].*")));
    private static final List<Rule> FRONT = List.of(
            must("bizType", "000201"),
            must("currencyCode", "156"),
            must("frontUrl", UnionPayCheck::isUrl),
            may("frontFailUrl", UnionPayCheck::isUrl),
            may("payTimeout", UnionPayCheck::isTime),
            may("orderDesc", text -> text.getBytes(StandardCharsets.UTF_8).length <= 256));
    private static final List<Rule> ORIGINAL = List.of(must("origQryId", "[0-9]{21}"));
    private static final List<Rule> REFUND = List.of(
            may("origQryId", "[0-9]{21}"),
            may("origOrderId", "[0-9A-Za-z]{8,40}"),
            may("origTxnTime", UnionPayCheck::isTime));
    private static final List<Rule> QUERY =
            List.of(must("orderId", "[0-9A-Za-z]{8,40}"), must("bizType", "000000|000201"));
    private static final List<Rule> KEY = List.of(must("certType", "01"));
    private static final List<Rule> STATEMENT =
            List.of(must("bizType", "000000"), must("settleDate", "[0-9]{4}"), must("fileType", "00"));

    private final Clock clock;
    private final Duration usualDeadline;
    private final Duration tolerance;

    UnionPayCheck(Clock clock, Duration usualDeadline, Duration tolerance) {
        this.clock = clock;
        this.usualDeadline = usualDeadline;
        this.tolerance = tolerance;
    }

    /** The answer to the first field that breaks its rule. */
    Optional<UnionPayResult> complaint(UnionPayTransaction transaction, UnionPayRequest request) {
        return Stream.concat(COMMON.stream(), rules(transaction))
                .flatMap(rule -> rule.complaint(request).stream())
                .findFirst()
                .or(() -> untimely(transaction, request));
    }

    /** Until when the payer may pay. */
    Instant deadline(UnionPayRequest request) {
        return UnionPayTimes.second(request.field("payTimeout"))
                .orElseGet(() -> clock.instant().plus(usualDeadline));
    }

    static Money amount(UnionPayRequest request) {
        return Money.cny(Long.parseLong(request.field("txnAmt")));
    }

    private static Stream<Rule> rules(UnionPayTransaction transaction) {
        var lists = switch (transaction) {
            case PURCHASE, HOLD -> Stream.of(ORDER, MONEY, FRONT);
            case QUERY -> Stream.of(QUERY);
            case VOID, CAPTURE, CANCEL, CAPTURE_VOID -> Stream.of(ORDER, MONEY, ORIGINAL);
            case REFUND -> Stream.of(ORDER, MONEY, REFUND);
            case ENCRYPTION_KEY -> Stream.of(ORDER, KEY);
            case STATEMENT -> Stream.of(STATEMENT);
        };
        return lists.flatMap(List::stream);
    }

    /** A query names the time of its order; every other transaction names its own, and that is now. */
    private Optional<UnionPayResult> untimely(UnionPayTransaction transaction, UnionPayRequest request) {
        var now = clock.instant();
        var named = UnionPayTimes.second(request.field("txnTime")).orElseThrow();
        if (transaction != UnionPayTransaction.QUERY
                && Duration.between(named, now).abs().compareTo(tolerance) > 0) {
            return Optional.of(UnionPayResult.refused(UnionPayCode.MALFORMED, "txnTime"));
        }
        return transaction.road() == UnionPayTransaction.Road.FRONT && !now.isBefore(deadline(request))
                ? Optional.of(UnionPayResult.refused(UnionPayCode.OUT_OF_TIME, "payTimeout"))
                : Optional.empty();
    }

    private static Rule must(String field, String pattern) {
        return must(field, text -> text.matches(pattern));
    }

    private static Rule must(String field, Predicate<String> form) {
        return new Rule(field, true, form);
    }

    private static Rule may(String field, String pattern) {
        return may(field, text -> text.matches(pattern));
    }

    private static Rule may(String field, Predicate<String> form) {
        return new Rule(field, false, form);
    }

    private static boolean isTime(String text) {
        return UnionPayTimes.second(text).isPresent();
    }

    private static boolean isUrl(String text) {
        return text.matches("https?://[!-~]+") && text.length() <= 256;
    }
}
