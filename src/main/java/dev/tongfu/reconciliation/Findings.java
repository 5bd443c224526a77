package dev.tongfu.reconciliation;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the sets of a run gave, small enough for memory: sums of what agrees, rows of what does not.
 *
 * @param suspended matches of which a side is in suspense from an earlier run
 * @param ran bank dates of the channel whose runs have posted
 * @param payouts lines that are payouts of ours, which know of them
 */
record Findings(
        List<Sum> sums,
        List<Fee> fees,
        List<Matched> differing,
        List<Matched> suspended,
        List<OpenLine> lines,
        List<OpenMovement> movements,
        List<Known> breaks,
        List<Net> postings,
        Set<LocalDate> ran,
        Set<String> payouts) {

    /** What agrees, of one kind and one bank date of ours; at the bank's amount where that is less. */
    record Sum(String kind, boolean in, LocalDate movedOn, String merchantId, CurrencyCode currency, long amount) {}

    /** What the bank is expected to take of matched lines, and to give back. */
    record Fee(String kind, String merchantId, CurrencyCode currency, long taken, long back) {}

    /**
     * A line and the movement it states.
     *
     * @param home the line's statement
     * @param expectedFee by the bank's price, or the bank's own figure
     */
    record Matched(
            String lineId,
            int lineNo,
            LocalDate home,
            String rule,
            long lineAmount,
            long fee,
            long expectedFee,
            @Nullable String note,
            Ours ours) {}

    /** A movement of ours. */
    record Ours(
            String transferId,
            String template,
            LocalDate bankDate,
            boolean in,
            String kind,
            long amount,
            CurrencyCode currency,
            String merchantId,
            @Nullable String paymentId,
            String resourceId,
            String ourRef,
            @Nullable String bankRef) {
        Money money() {
            return new Money(amount, currency);
        }
    }

    /**
     * A line that no movement stands for.
     *
     * @param twin a movement with its reference and direction, stated by another line already
     * @param opposite a movement with its reference in the other direction
     * @param oppositeOpen no line stands for that one
     * @param order {@code in} or {@code out} where its reference is an order or call of ours, which moves money so
     */
    record OpenLine(
            String lineId,
            int lineNo,
            boolean in,
            String kind,
            @Nullable String ourRef,
            @Nullable String bankRef,
            long amount,
            long fee,
            CurrencyCode currency,
            @Nullable LocalDate namedDate,
            @Nullable Ours twin,
            @Nullable Ours opposite,
            boolean oppositeOpen,
            @Nullable String order) {
        long net() {
            return Math.subtractExact(in ? amount : -amount, fee);
        }
    }

    /** A movement that no line stands for. */
    record OpenMovement(Ours ours) {}

    /**
     * A break as it is.
     *
     * @param matched its movement, or its line of an earlier day, has found its other side
     */
    record Known(Break row, int version, boolean matched) {
        boolean decided() {
            return switch (row.status()) {
                case "proposed", "resolving", "resolved" -> true;
                default -> false;
            };
        }
    }

    /** What is posted for a key between two accounts: positive where {@code low} was debited. */
    record Net(
            LocalDate home,
            String key,
            String template,
            String low,
            String high,
            long net,
            int count,
            String currency) {}
}
