package dev.tongfu.merchant;

import dev.tongfu.money.Money;

/**
 * What was agreed with a merchant beside fees.
 *
 * @param lateMoney what becomes of money that comes after a payment was closed or failed
 * @param pendingFloor minor units, 0 or below: how far pending may go for what the merchant starts
 * @param settlementDays a period is settled so many banking days after it, the n of T+n
 * @param requestsPerSecond how many calls one node takes
 * @param settlement what is kept back, held together and waited with when it is settled
 */
public record MerchantPolicy(
        LateMoney lateMoney,
        long pendingFloor,
        SettlementMode settlementMode,
        int settlementDays,
        int requestsPerSecond,
        Settlement settlement) {
    /** What a new merchant has. */
    public static final MerchantPolicy INITIAL =
            new MerchantPolicy(LateMoney.HONOUR, 0, SettlementMode.DIRECT, 1, 1_000, Settlement.INITIAL);

    public MerchantPolicy {
        Rules.require(pendingFloor <= 0 && pendingFloor >= -Money.ORDER_MAX_MINOR, "pending_floor is 0 or below");
        Rules.require(settlementDays >= 1 && settlementDays <= 90, "settlement_days is 1 to 90");
        Rules.require(requestsPerSecond >= 1 && requestsPerSecond <= 1_000_000, "requests_per_second is 1 to 1000000");
    }

    /**
     * How much of what is owed is paid at once.
     *
     * @param minimum minor units; less than this is carried to the next batch
     * @param reservePpm millionths of the gross that are kept as a rolling reserve
     * @param reserveDays for how many days; 0: no reserve
     * @param hold no batch of the merchant is approved meanwhile
     */
    public record Settlement(long minimum, int reservePpm, int reserveDays, boolean hold) {
        public static final Settlement INITIAL = new Settlement(0, 0, 0, false);

        public Settlement {
            Rules.require(
                    minimum >= 0 && minimum <= Money.ORDER_MAX_MINOR,
                    "settlement_minimum is 0 to the largest amount of an order");
            Rules.require(reservePpm >= 0 && reservePpm <= 1_000_000, "reserve_ppm is 0 to 1000000");
            Rules.require(reserveDays >= 0 && reserveDays <= 366, "reserve_days is 0 to 366");
        }
    }

    /** Late money makes the payment succeed, or goes back to the payer. */
    public enum LateMoney {
        HONOUR,
        REFUND
    }

    /** The bank settles to the merchant's own account, or we collect and pay out (licensed operators only). */
    public enum SettlementMode {
        DIRECT,
        PLATFORM
    }
}
