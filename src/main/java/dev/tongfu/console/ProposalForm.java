package dev.tongfu.console;

import dev.tongfu.merchant.PayerAccounts;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one row of a template of the posting table asks its maker for; which breaks it may resolve decides the form, not
 * whether it may be proposed, which is for whoever takes the proposal to say.
 *
 * @param template T1 to T16
 * @param about what a break must have for it
 * @param direction {@code in} or {@code out} where only such a break fits; empty: either
 * @param required the parameters it can't do without; {@code amount} is written in yuan and sent in minor units
 */
record ProposalForm(
        String template, String variant, About about, String direction, List<String> required, List<String> optional) {
    private static final List<String> NONE = List.of();
    private static final List<String> AMOUNT = List.of("amount");
    private static final List<String> MERCHANT_AMOUNT = List.of("merchant_id", "amount");
    private static final List<String> MERCHANT_PAYMENT = List.of("merchant_id", "payment_id");
    private static final List<String> PLACE = List.of("bank_date", "merchant_id", "payment_id", "bank_ref", "order_no");

    /** Whom a payout goes to; the account is no parameter of the proposal. */
    private static final List<String> ACCOUNT = List.of("bank_name", "account_no", "holder");

    private static final List<String> PAYER = List.of("merchant_id", "bank_name", "account_no", "holder");

    /** What a form is for. */
    enum About {
        SURPLUS,
        SHORTAGE,
        SUSPENSE,
        FROZEN,
        NOTHING,
        ANYTHING
    }

    /** Every row, in the order of the posting table. */
    static final List<ProposalForm> ALL = List.of(
            in("T1", "payment", NONE, List.of("payment_id", "merchant_id", "amount")),
            in("T1", "merchant", NONE, MERCHANT_AMOUNT),
            in("T2", "surplus", NONE, List.of("payment_id", "merchant_id", "order_no", "amount")),
            in("T2", "surplus_payout", PAYER, AMOUNT),
            alone("T2", "late", MERCHANT_PAYMENT),
            alone("T2", "duplicate", List.of("merchant_id", "payment_id", "bank_ref", "amount")),
            alone("T2", "late_payout", concat(MERCHANT_PAYMENT, ACCOUNT)),
            alone("T2", "duplicate_payout", concat(List.of("merchant_id", "payment_id", "bank_ref"), ACCOUNT)),
            alone("T3", "honour", MERCHANT_PAYMENT),
            new ProposalForm("T4", "out", About.SUSPENSE, "", List.of("account"), PLACE),
            new ProposalForm("T4", "in", About.SUSPENSE, "", List.of("account", "amount"), PLACE),
            new ProposalForm("T5", "frozen", About.SHORTAGE, "in", NONE, NONE),
            new ProposalForm("T5", "pending", About.SHORTAGE, "in", NONE, NONE),
            new ProposalForm("T6", "unfreeze", About.FROZEN, "", NONE, NONE),
            new ProposalForm("T7", "refund", About.SURPLUS, "out", NONE, NONE),
            alone("T7", "unsettled", List.of("merchant_id", "refund_id")),
            new ProposalForm("T8", "charged", About.SHORTAGE, "out", NONE, MERCHANT_AMOUNT),
            in("T8", "won", NONE, MERCHANT_AMOUNT),
            new ProposalForm("T9", "charge", About.SHORTAGE, "", NONE, AMOUNT),
            new ProposalForm("T10", "shortage", About.SHORTAGE, "", NONE, AMOUNT),
            new ProposalForm("T10", "surplus", About.SURPLUS, "", NONE, AMOUNT),
            new ProposalForm("T11", "offset", About.SUSPENSE, "", List.of("other_break_id"), AMOUNT),
            alone("T12", "for", MERCHANT_AMOUNT),
            alone("T12", "against", MERCHANT_AMOUNT),
            alone("T13", "freeze", MERCHANT_AMOUNT),
            alone("T13", "release", MERCHANT_AMOUNT),
            new ProposalForm("T14", "sweep", About.SUSPENSE, "", List.of("other_break_id"), AMOUNT),
            in("T15", "in", NONE, AMOUNT),
            new ProposalForm("T15", "out", About.SHORTAGE, "out", NONE, AMOUNT),
            new ProposalForm("T16", "correct", About.ANYTHING, "", List.of("transfer_id"), NONE));

    private static ProposalForm in(String template, String variant, List<String> required, List<String> optional) {
        return new ProposalForm(template, variant, About.SURPLUS, "in", required, optional);
    }

    private static ProposalForm alone(String template, String variant, List<String> required) {
        return new ProposalForm(template, variant, About.NOTHING, "", required, NONE);
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** Those that stand without a break. */
    static List<ProposalForm> standing() {
        return ALL.stream()
                .filter(form -> form.about == About.NOTHING || form.about == About.ANYTHING)
                .toList();
    }

    /** Those that a break of this kind may be resolved by. */
    static List<ProposalForm> fitting(Map<String, Object> found) {
        return ALL.stream().filter(form -> form.fits(found)).toList();
    }

    private boolean fits(Map<String, Object> found) {
        if (!direction.isEmpty() && !direction.equals(found.get("direction"))) {
            return false;
        }
        return switch (about) {
            case SURPLUS -> "surplus".equals(found.get("side"));
            case SHORTAGE -> "shortage".equals(found.get("side"));
            case SUSPENSE -> found.get("side") != null;
            case FROZEN -> found.get("frozen") instanceof Long frozen && frozen > 0;
            case NOTHING -> false;
            case ANYTHING -> true;
        };
    }

    static Optional<ProposalForm> named(String template, String variant) {
        return ALL.stream()
                .filter(form -> form.template.equals(template) && form.variant.equals(variant))
                .findFirst();
    }

    /** What the maker filled in, or the names of what can't be read or is missing. */
    record Reading(JsonObject parameters, List<String> faulty) {}

    Reading read(Visit visit) {
        var parameters = new JsonObject();
        var faulty = new ArrayList<String>();
        for (var fields : List.of(required, optional)) {
            for (String field : fields) {
                read(field, visit.field(field), parameters, faulty);
            }
        }
        return new Reading(parameters, faulty);
    }

    private void read(String field, String text, JsonObject parameters, List<String> faulty) {
        if (text.isEmpty()) {
            if (required.contains(field)) {
                faulty.add(field);
            }
        } else if (field.equals("amount")) {
            minor(text).ifPresentOrElse(amount -> parameters.put(field, amount), () -> faulty.add(field));
        } else if (!ACCOUNT.contains(field)) {
            parameters.put(field, text);
        }
    }

    /** The account of the payer, where the form asks for one. */
    PayerAccounts.@Nullable Given payer(Visit visit) {
        return required.containsAll(ACCOUNT)
                ? new PayerAccounts.Given(visit.field("bank_name"), visit.field("account_no"), visit.field("holder"))
                : null;
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
