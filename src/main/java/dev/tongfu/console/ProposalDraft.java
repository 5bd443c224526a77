package dev.tongfu.console;

import dev.tongfu.merchant.PayerAccounts;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a maker proposes.
 *
 * @param breakId null: a proposal without a break (T12, T13, T15, T16)
 * @param template T1 to T16 of the posting table
 * @param variant which of the template's rows, such as {@code shortage}
 * @param parameters what the template asks for; amounts in minor units
 * @param evidence a file that shows why; null: none
 * @param payer the account that is paid to; null: the template pays nobody, or parameters name one that is kept
 */
public record ProposalDraft(
        @Nullable String breakId,
        String template,
        String variant,
        JsonObject parameters,
        String reason,
        @Nullable Evidence evidence,
        PayerAccounts.@Nullable Given payer) {
    public ProposalDraft {
        parameters = parameters.copy();
    }

    @Override
    public JsonObject parameters() {
        return parameters.copy();
    }

    ProposalDraft with(String name, String value) {
        return new ProposalDraft(
                breakId, template, variant, parameters.copy().put(name, value), reason, evidence, payer);
    }

    /** A file as the maker brought it. */
    public record Evidence(String name, Buffer content) {}
}
