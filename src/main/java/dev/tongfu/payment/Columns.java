package dev.tongfu.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns a list of values into the arrays of one statement, a column each. */
final class Columns {
    private Columns() {}

    @SuppressWarnings("NullAway") // an array of a nullable column holds nulls
    static <T> String[] texts(List<T> items, Function<T, @Nullable String> column) {
        var array = new String[items.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = column.apply(items.get(i));
        }
        return array;
    }

    @SuppressWarnings("NullAway") // an array of a nullable column holds nulls
    static <T> Long[] longs(List<T> items, Function<T, @Nullable Long> column) {
        var array = new Long[items.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = column.apply(items.get(i));
        }
        return array;
    }

    @SuppressWarnings("NullAway") // an array of a nullable column holds nulls
    static <T> Integer[] integers(List<T> items, Function<T, @Nullable Integer> column) {
        var array = new Integer[items.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = column.apply(items.get(i));
        }
        return array;
    }

    @SuppressWarnings("NullAway") // an array of a nullable column holds nulls
    static <T> OffsetDateTime[] times(List<T> items, Function<T, @Nullable Instant> column) {
        var array = new OffsetDateTime[items.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = PaymentRows.timeOrNull(column.apply(items.get(i)));
        }
        return array;
    }

    @SuppressWarnings("NullAway") // an array of a nullable column holds nulls
    static <T> LocalDate[] dates(List<T> items, Function<T, @Nullable LocalDate> column) {
        var array = new LocalDate[items.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = column.apply(items.get(i));
        }
        return array;
    }
}
