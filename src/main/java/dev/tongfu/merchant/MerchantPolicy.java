package dev.tongfu.merchant;

import dev.tongfu.money.Money;

/**
 * What was agreed with a merchant beside fees.
 *
 * @param lateMoney what becomes of money that comes after a payment was closed or failed
 * @param pendingFloor minor units, 0 or below: how far pending may go for what the merchant starts
 * @param settlementDays a period is settled so many banking days after it, the n of T+n
 * @param requestsPerSecond how many calls one node takes
 */
public record MerchantPolicy(
        LateMoney lateMoney,
        long pendingFloor,
        SettlementMode settlementMode,
        int settlementDays,
        int requestsPerSecond) {
    /** What a new merchant has. */
    public static final MerchantPolicy INITIAL =
            new MerchantPolicy(LateMoney.HONOUR, 0, SettlementMode.DIRECT, 1, 1_000);

    public MerchantPolicy {
        Rules.require(pendingFloor <= 0 && pendingFloor >= -Money.ORDER_MAX_MINOR, "pending_floor is 0 or below");
        Rules.require(settlementDays >= 1 && settlementDays <= 90, "settlement_days is 1 to 90");
        Rules.require(requestsPerSecond >= 1 && requestsPerSecond <= 1_000_000, "requests_per_second is 1 to 1000000");
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
