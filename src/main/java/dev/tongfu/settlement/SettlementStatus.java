package dev.tongfu.settlement;

import java.util.Locale;
import java.util.Optional;

/**
 * The life of a batch.
 *
 * <pre>
 * open → calculated → approved → paying → paid → returned → paying
 *        calculated → open | closed;  approved → carried;  paying → failed → paying
 *        failed → paid when the payout is proven paid late
 * </pre>
 */
public enum SettlementStatus {
    OPEN,
    CALCULATED,
    CLOSED,
    APPROVED,
    CARRIED,
    PAYING,
    PAID,
    FAILED,
    RETURNED;

    /** What happens to a batch. */
    public enum Event {
        CALCULATED,
        REJECTED,
        EMPTY,
        APPROVED,
        NOTHING_TO_PAY,
        PAYOUT_CREATED,
        PAYOUT_PAID,
        PAYOUT_FAILED,
        PAYOUT_RETURNED
    }

    /** Empty: this does not happen in this status. */
    public Optional<SettlementStatus> after(Event event) {
        return Optional.ofNullable(
                switch (event) {
                    case CALCULATED -> this == OPEN ? CALCULATED : null;
                    case REJECTED -> this == CALCULATED ? OPEN : null;
                    case EMPTY -> this == CALCULATED ? CLOSED : null;
                    case APPROVED -> this == CALCULATED ? APPROVED : null;
                    case NOTHING_TO_PAY -> this == APPROVED ? CARRIED : null;
                    case PAYOUT_CREATED -> this == APPROVED || this == FAILED || this == RETURNED ? PAYING : null;
                    case PAYOUT_PAID -> this == PAYING || this == FAILED ? PAID : null;
                    case PAYOUT_FAILED -> this == PAYING ? FAILED : null;
                    case PAYOUT_RETURNED -> this == PAID ? RETURNED : null;
                });
    }

    /** Its transfers are posted: what it carries is the next batch's. */
    public boolean settled() {
        return this != OPEN && this != CALCULATED;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static SettlementStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
