package dev.tongfu;

import dev.tongfu.merchant.MerchantPolicy;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Changes of a policy on the command line; what is not named stays. */
final class PolicyOptions {
    @Option(names = "--late-money", description = "What becomes of late money: ${COMPLETION-CANDIDATES}.")
    private MerchantPolicy.@Nullable LateMoney lateMoney;

    @Option(
            names = "--pending-floor",
            description = "Minor units (分), 0 or below: how far pending may go for what the merchant starts.")
    private @Nullable Long pendingFloor;

    @Option(names = "--settlement-mode", description = "Who settles: ${COMPLETION-CANDIDATES}.")
    private MerchantPolicy.@Nullable SettlementMode settlementMode;

    @Option(names = "--settlement-days", description = "The n of T+n, 1 to 90.")
    private @Nullable Integer settlementDays;

    @Option(names = "--requests-per-second", description = "How many calls one node takes.")
    private @Nullable Integer requestsPerSecond;

    @Option(names = "--settlement-minimum", description = "Minor units (分); less is carried to the next batch.")
    private @Nullable Long settlementMinimum;

    @Option(names = "--reserve-ppm", description = "Millionths of the gross kept as a rolling reserve.")
    private @Nullable Integer reservePpm;

    @Option(names = "--reserve-days", description = "For how many days it is kept; 0: no reserve.")
    private @Nullable Integer reserveDays;

    @Option(names = "--settlement-hold", arity = "1", description = "true: no batch is approved meanwhile.")
    private @Nullable Boolean settlementHold;

    MerchantPolicy applyTo(MerchantPolicy policy) {
        return new MerchantPolicy(
                lateMoney == null ? policy.lateMoney() : lateMoney,
                pendingFloor == null ? policy.pendingFloor() : pendingFloor,
                settlementMode == null ? policy.settlementMode() : settlementMode,
                settlementDays == null ? policy.settlementDays() : settlementDays,
                requestsPerSecond == null ? policy.requestsPerSecond() : requestsPerSecond,
                applyTo(policy.settlement()));
    }

    private MerchantPolicy.Settlement applyTo(MerchantPolicy.Settlement old) {
        return new MerchantPolicy.Settlement(
                settlementMinimum == null ? old.minimum() : settlementMinimum,
                reservePpm == null ? old.reservePpm() : reservePpm,
                reserveDays == null ? old.reserveDays() : reserveDays,
                settlementHold == null ? old.hold() : settlementHold);
    }

    /** What is named, for the audit log. */
    JsonObject named() {
        var named = new JsonObject();
        put(named, "late_money", lateMoney);
        put(named, "pending_floor", pendingFloor);
        put(named, "settlement_mode", settlementMode);
        put(named, "settlement_days", settlementDays);
        put(named, "requests_per_second", requestsPerSecond);
        put(named, "settlement_minimum", settlementMinimum);
        put(named, "reserve_ppm", reservePpm);
        put(named, "reserve_days", reserveDays);
        put(named, "settlement_hold", settlementHold);
        return named;
    }

    private static void put(JsonObject named, String key, @Nullable Object value) {
        if (value != null) {
            named.put(key, value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value);
        }
    }
}
