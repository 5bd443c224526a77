package dev.tongfu.console;

import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.escaper.SafeString;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the console writes amounts, moments and states; what is null is written as nothing. */
final class ConsoleFilters extends AbstractExtension {
    static final String LANGUAGE = "language";

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZONE);
    private static final Set<String> GOOD = Set.of(
            "succeeded",
            "captured",
            "paid",
            "done",
            "delivered",
            "sealed",
            "proven",
            "executed",
            "resolved",
            "cleared",
            "parsed",
            "stored",
            "approved",
            "authorized",
            "released");
    private static final Set<String> BAD = Set.of(
            "failed", "dead", "unproven", "bad", "late", "declined", "returned", "stale", "rejected", "bank_unpaid");
    private static final Set<String> WARN = Set.of(
            "unknown",
            "late_paid",
            "open",
            "carried",
            "proposed",
            "suspended",
            "resolving",
            "calculated",
            "reversed",
            "expected",
            "hold");

    @Override
    public Map<String, Filter> getFilters() {
        return Map.of(
                "money", simple(ConsoleFilters::money),
                "count", simple(value -> String.format(Locale.ROOT, "%,d", ((Number) value).longValue())),
                "at", simple(ConsoleFilters::at),
                "word", new Worded(false),
                "chip", new Worded(true));
    }

    /** Minor units as 1,234.56, with a minus sign of a digit's width. */
    static String money(Object minor) {
        var amount = BigDecimal.valueOf(((Number) minor).longValue(), 2);
        return String.format(Locale.ROOT, "%,.2f", amount).replace('-', '−');
    }

    /** The moment in the banks' time zone, without the year. */
    static String at(Object moment) {
        return moment instanceof OffsetDateTime known ? AT.format(known) : moment.toString();
    }

    /** How a state is coloured: only what means something good, doubtful or bad has a colour. */
    static String tone(String kind, String value) {
        if (kind.equals("day") && value.equals("open")) {
            return "calm";
        }
        return GOOD.contains(value) ? "good" : BAD.contains(value) ? "bad" : WARN.contains(value) ? "warn" : "calm";
    }

    private interface Text {
        String of(Object value);
    }

    private static Filter simple(Text text) {
        return new Filter() {
            @Override
            public @Nullable List<String> getArgumentNames() {
                return null;
            }

            @Override
            public Object apply(
                    @Nullable Object input,
                    Map<String, Object> arguments,
                    PebbleTemplate self,
                    EvaluationContext context,
                    int line) {
                return input == null ? "" : text.of(input);
            }
        };
    }

    /** A value in the operator's language: {@code {{ payment.status | chip("payment") }}}. */
    private record Worded(boolean chip) implements Filter {
        @Override
        public List<String> getArgumentNames() {
            return List.of("kind");
        }

        @Override
        public Object apply(
                @Nullable Object input,
                Map<String, Object> arguments,
                PebbleTemplate self,
                EvaluationContext context,
                int line) {
            if (input == null) {
                return "";
            }
            var language = (ConsoleLanguage) Objects.requireNonNull(context.getVariable(LANGUAGE));
            String value = input.toString();
            String kind = String.valueOf(arguments.get("kind"));
            String word = language.word(kind, value);
            return chip
                    ? new SafeString("<span class=\"chip " + tone(kind, value) + "\">" + escaped(word) + "</span>")
                    : word;
        }
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
