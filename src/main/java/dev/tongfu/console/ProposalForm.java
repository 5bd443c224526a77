package dev.tongfu.console;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a template of the posting table asks its maker for.
 *
 * @param template T1 to T16
 * @param variants which of its rows; one without a choice has a single empty name
 * @param fields the parameters; {@code amount} is written in yuan and sent in minor units
 * @param codes the breaks it may resolve; empty: it stands without a break
 */
record ProposalForm(String template, List<String> variants, List<String> fields, Set<String> codes) {
    private static final List<String> NONE = List.of("");
    private static final Set<String> SURPLUS =
            Set.of("bank_only", "duplicate", "kind", "amount_over", "amount_under", "platform_only", "fee_difference");
    private static final Set<String> ANY = Set.of(
            "bank_only",
            "platform_only",
            "bank_paid",
            "bank_unpaid",
            "amount_over",
            "amount_under",
            "fee_difference",
            "duplicate",
            "kind");

    /** Every template, in the order of the posting table. */
    static final List<ProposalForm> ALL = List.of(
            new ProposalForm("T1", List.of("payment", "merchant"), List.of("payment_id", "merchant_id"), SURPLUS),
            new ProposalForm("T2", List.of("bank", "payout"), List.of("payment_id", "amount"), SURPLUS),
            new ProposalForm("T3", NONE, List.of("payment_id"), Set.of("bank_paid")),
            new ProposalForm("T4", List.of("surplus", "shortage"), List.of("account", "amount"), ANY),
            new ProposalForm("T5", NONE, List.of("payment_id"), Set.of("bank_unpaid", "platform_only")),
            new ProposalForm("T6", NONE, List.of("payment_id"), Set.of("bank_unpaid")),
            new ProposalForm("T7", NONE, List.of("refund_id"), Set.of("platform_only", "bank_unpaid")),
            new ProposalForm("T8", List.of("charged", "won_back"), List.of("merchant_id", "amount"), SURPLUS),
            new ProposalForm("T9", NONE, List.of("amount"), Set.of("bank_only", "fee_difference")),
            new ProposalForm("T10", List.of("shortage", "surplus"), List.of("amount"), ANY),
            new ProposalForm("T11", NONE, List.of("other_break_id", "amount"), ANY),
            new ProposalForm("T14", NONE, List.of("other_break_id", "amount"), Set.of("bank_only")),
            new ProposalForm("T12", List.of("for", "against"), List.of("merchant_id", "amount"), Set.of()),
            new ProposalForm("T13", List.of("freeze", "release"), List.of("merchant_id", "amount"), Set.of()),
            new ProposalForm("T15", List.of("in", "out"), List.of("channel_id", "amount"), Set.of()),
            new ProposalForm("T16", NONE, List.of("transfer_id"), Set.of()));

    /** Those that may resolve a break of this code; of none: those that stand alone. */
    static List<ProposalForm> fitting(String code) {
        return ALL.stream()
                .filter(form ->
                        code.isEmpty() ? form.codes().isEmpty() : form.codes().contains(code))
                .toList();
    }

    static Optional<ProposalForm> named(String template) {
        return ALL.stream().filter(form -> form.template().equals(template)).findFirst();
    }

    /** What the maker filled in, or the names of what can't be read. */
    record Reading(JsonObject parameters, List<String> faulty) {}

    Reading read(Visit visit) {
        var parameters = new JsonObject();
        var faulty = new ArrayList<String>();
        for (String field : fields) {
            String text = visit.field(field);
            if (text.isEmpty()) {
                continue;
            }
            if (!field.equals("amount")) {
                parameters.put(field, text);
            } else {
                minor(text).ifPresentOrElse(amount -> parameters.put(field, amount), () -> faulty.add(field));
            }
        }
        return new Reading(parameters, faulty);
    }

    /** Yuan with at most two decimals, in minor units. */
    static Optional<Long> minor(String text) {
        if (!text.matches("[0-9]{1,10}(\\.[0-9]{1,2})?")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text).movePointRight(2).longValueExact())
                .filter(amount -> amount > 0);
    }
}
