package dev.tongfu;

import dev.tongfu.console.OperatorConfig;
import dev.tongfu.db.DatabaseConfig;
import dev.tongfu.db.EmbeddedServerConfig;
import dev.tongfu.db.MicroBatchConfig;
import dev.tongfu.http.HttpConfig;
import dev.tongfu.http.JsonLimits;
import dev.tongfu.http.RequestSignatureConfig;
import dev.tongfu.ledger.DayConfig;
import dev.tongfu.ledger.LedgerConfig;
import dev.tongfu.merchant.MerchantConfig;
import dev.tongfu.metrics.MetricsConfig;
import dev.tongfu.notification.NotificationConfig;
import dev.tongfu.notification.UrlGuardConfig;
import dev.tongfu.payment.BatchConfig;
import dev.tongfu.payment.InquiryConfig;
import dev.tongfu.payment.OperationConfig;
import dev.tongfu.payment.PayerStepConfig;
import dev.tongfu.reconciliation.ProposalConfig;
import dev.tongfu.reconciliation.RunConfig;
import dev.tongfu.reconciliation.StatementConfig;
import dev.tongfu.settlement.PayoutConfig;
import dev.tongfu.settlement.SettlementConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration; mirrors {@code conf/tongfu.yaml}, key by key in snake_case.
 *
 * <p>Each feature owns its record. Defaults are in the resource {@code tongfu-defaults.yaml} and nowhere else.
 */
public record GatewayConfig(
        Environment environment,
        AddressConfig addresses,
        KeysConfig keys,
        DatabaseConfig database,
        EmbeddedServerConfig embedded,
        MicroBatchConfig microBatch,
        HttpConfig http,
        JsonLimits json,
        RequestSignatureConfig requestSignature,
        OperatorConfig operators,
        MetricsConfig metrics,
        LogConfig log,
        MerchantConfig merchants,
        InquiryConfig inquiry,
        OperationConfig bankOperations,
        BatchConfig merchantBatches,
        PayerStepConfig payerSteps,
        StatementConfig statements,
        ProposalConfig proposals,
        RunConfig reconciliation,
        LedgerConfig ledger,
        DayConfig accountingDays,
        SettlementConfig settlement,
        PayoutConfig payouts,
        CalendarConfig calendars,
        BanksConfig banks,
        NotificationConfig notification,
        UrlGuardConfig urlGuard) {
    private static final String DEFAULTS = "/tongfu-defaults.yaml";

    /** Reads configurations of the gateway. */
    public static ConfigLoader<GatewayConfig> loader(Function<String, @Nullable String> environment) {
        return new ConfigLoader<>(GatewayConfig.class, defaults(), environment, ProductionRules::check);
    }

    static String defaults() {
        try (var in = GatewayConfig.class.getResourceAsStream(DEFAULTS)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + DEFAULTS);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
