package dev.tongfu.reconciliation;

import dev.tongfu.money.CurrencyCode;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A difference between statement and books, as a run finds it.
 *
 * @param id the same in every run that finds it
 * @param suspense minor units in 2301 or 1201 for it now
 * @param side {@code surplus} or {@code shortage}; null where nothing is in suspense
 * @param frozen minor units of the merchant's that are kept from it
 */
record Break(
        String id,
        LocalDate bankDate,
        String code,
        String status,
        boolean in,
        long amount,
        CurrencyCode currency,
        @Nullable String side,
        long suspense,
        long frozen,
        @Nullable String lineId,
        @Nullable Integer lineNo,
        @Nullable String transferId,
        @Nullable String ourRef,
        @Nullable String bankRef,
        @Nullable String merchantId,
        @Nullable String paymentId,
        @Nullable String resourceId,
        String rule,
        JsonObject evidence) {
    static final String SURPLUS = "surplus";
    static final String SHORTAGE = "shortage";
    private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);
    private static final int ID_LENGTH = 26;

    /** @param subject the line's id, or the transfer's */
    static String id(String channelId, LocalDate bankDate, String code, String subject) {
        String text = channelId + "|" + ChronoUnit.DAYS.between(EPOCH, bankDate) + "|" + code + "|" + subject;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "brk_" + HexFormat.of().formatHex(digest).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Nothing is open of it any more; what is frozen stays so until people release it. */
    Break cleared() {
        return with(frozen > 0 ? "open" : "cleared", null, 0, frozen);
    }

    Break with(String newStatus, @Nullable String newSide, long newSuspense, long newFrozen) {
        return new Break(
                id,
                bankDate,
                code,
                newStatus,
                in,
                amount,
                currency,
                newSide,
                newSuspense,
                newFrozen,
                lineId,
                lineNo,
                transferId,
                ourRef,
                bankRef,
                merchantId,
                paymentId,
                resourceId,
                rule,
                evidence);
    }

    /** True where a run that finds this has something to write. */
    boolean differsFrom(Break known) {
        return !status.equals(known.status)
                || suspense != known.suspense
                || frozen != known.frozen
                || amount != known.amount
                || !java.util.Objects.equals(side, known.side);
    }
}
