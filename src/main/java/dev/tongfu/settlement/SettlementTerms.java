package dev.tongfu.settlement;

import dev.tongfu.merchant.MerchantPolicy;
import java.math.BigInteger;

/**
 * How much of what is owed is paid now: what the policy keeps back, holds together and waits with.
 *
 * @param minimum less than this is carried
 * @param reservePpm millionths of the gross, half up, kept as a rolling reserve
 * @param reserveDays how long it is kept
 */
record SettlementTerms(
        MerchantPolicy.SettlementMode mode, long minimum, int reservePpm, int reserveDays, boolean hold) {
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    /**
     * The totals with reserve, net and what is carried on.
     *
     * @param free posted less pending debits of the merchant's pending account, before anything of this batch
     */
    Settlement.Totals split(Settlement.Totals lines, long free) {
        if (mode == MerchantPolicy.SettlementMode.DIRECT) {
            return lines.split(0, 0);
        }
        long owed = Math.max(0, Math.min(lines.owed(), free - lines.fees()));
        long reserve = reserveDays == 0 ? 0 : Math.min(owed, share(lines.gross()));
        long net = owed - reserve;
        return lines.split(reserve, net < minimum ? 0 : net);
    }

    private long share(long gross) {
        var parts = BigInteger.valueOf(Math.max(0, gross)).multiply(BigInteger.valueOf(reservePpm));
        return parts.add(MILLION.shiftRight(1)).divide(MILLION).longValueExact();
    }
}
