package dev.tongfu.reconciliation;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** The parameters of a proposal, by name; which of them a template takes is said by {@link ProposalKind}. */
public final class ProposalParameters {
    static final String AMOUNT = "amount";
    static final String CURRENCY = "currency";
    static final String MERCHANT = "merchant_id";
    static final String PAYMENT = "payment_id";
    static final String REFUND = "refund_id";
    static final String OTHER_BREAK = "other_break_id";
    static final String OTHER_VERSION = "other_version";
    static final String ACCOUNT = "account";
    static final String BANK_DATE = "bank_date";
    static final String TRANSFER = "transfer_id";
    static final String BANK_REF = "bank_ref";
    static final String ORDER = "order_no";
    static final String BENEFICIARY = "beneficiary";

    private final JsonObject values;

    /** @param values texts, and {@code amount} as a number of minor units */
    public ProposalParameters(JsonObject values) {
        this.values = values.copy();
    }

    Set<String> names() {
        return values.fieldNames();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.getString(name));
    }

    Optional<Long> number(String name) {
        return Optional.ofNullable(values.getLong(name));
    }

    Optional<LocalDate> date(String name) {
        return text(name).map(LocalDate::parse);
    }

    ProposalParameters with(String name, long number) {
        return new ProposalParameters(values.copy().put(name, number));
    }

    public JsonObject toJson() {
        return values.copy();
    }
}
