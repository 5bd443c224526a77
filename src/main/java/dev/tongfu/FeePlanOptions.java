package dev.tongfu;

import dev.tongfu.merchant.FeePlan;
import dev.tongfu.money.CurrencyCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A fee plan on the command line; amounts in minor units (分). */
final class FeePlanOptions {
    @Option(names = "--bank", required = true, description = "The bank, such as abc.")
    private String bank = "";

    @Option(names = "--kind", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
    private FeePlan.Kind kind = FeePlan.Kind.PURCHASE;

    @Option(names = "--fixed", description = "Minor units (分) on every movement (default: 0).")
    private long fixed;

    @Option(names = "--rate-ppm", description = "Millionths of the amount; 6000 is 0.6 %% (default: 0).")
    private int ratePpm;

    @Option(names = "--minimum", description = "The least fee in minor units (default: 0).")
    private long minimum;

    @Option(names = "--maximum", description = "The greatest fee in minor units (default: none).")
    private @Nullable Long maximum;

    @Option(names = "--given-back", description = "On refunds, one of: ${COMPLETION-CANDIDATES} (default: NONE).")
    private FeePlan.GivenBack givenBack = FeePlan.GivenBack.NONE;

    @Option(names = "--from", description = "RFC 3339 instant from which it is valid (default: now).")
    private @Nullable Instant from;

    FeePlan plan(String merchantId, Instant now) {
        return new FeePlan(
                merchantId,
                bank,
                kind,
                1,
                CurrencyCode.CNY,
                fixed,
                ratePpm,
                minimum,
                maximum,
                givenBack,
                from == null ? now : from);
    }
}
