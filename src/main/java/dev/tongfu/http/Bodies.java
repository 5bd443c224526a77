package dev.tongfu.http;

import java.util.List;

/**
 * The bodies of the merchant API, one table each; a test holds them and {@code openapi.yaml} together field by field.
 */
public final class Bodies {
    private static final String NUMBER = "^[A-Za-z0-9_-]{1,64}$";
    private static final String PLAIN_TEXT = "^[^\"\\\\{}\\u0000-\\u001f\\u007f-\\u009f]+$";
    private static final String WEB_URL = "^https?://[!#-;=?-Z_a-z~%\\[\\]]+$";
    private static final String DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
    private static final int BATCH_MAX = 10_000;

    private static final BodyShape KCODE_CARD = BodyShape.of(
            "KcodeCard", Field.text("card_no", "^[0-9]{6,30}$"), Field.text("mobile", "^(1[0-9]{10}|[0-9]{4})$"));

    private static final BodyShape CONFIRM_CARD = BodyShape.of(
            "ConfirmCard",
            personName("name"),
            certificateType(),
            certificateNo(),
            Field.text("expiry", "^(0[1-9]|1[0-2])[0-9]{2}$").optional(),
            Field.text("cvv", "^[0-9]{3}$").optional());

    public static final BodyShape PAYMENT_CREATE = BodyShape.of(
                    "PaymentCreate",
                    number("order_no"),
                    Field.word("kind", "purchase", "preauth", "kcode").or("purchase"),
                    amount(),
                    Field.word("currency", "CNY"),
                    subject("subject"),
                    Field.word("bank", "abc", "unionpay").optional(),
                    Field.word("result_mode", "page", "server").or("server"),
                    url("notify_url").optional(),
                    url("return_url").optional(),
                    Field.text("expires_at", 0, 40).by(TextRule.INSTANT).optional(),
                    Field.object("card", KCODE_CARD).optional(),
                    Field.metadata("metadata").optional())
            .and(BodyRules::addressesFitResultMode)
            .and(BodyRules::cardOnlyWithKcode);

    public static final BodyShape PAYMENT_CONFIRM =
            BodyShape.of("PaymentConfirm", smsCode(), Field.object("card", CONFIRM_CARD));

    public static final BodyShape CAPTURE_CREATE = BodyShape.of("CaptureCreate", number("capture_no"), amount());

    public static final BodyShape CANCEL_CREATE = BodyShape.of("CancelCreate", number("cancel_no"));

    public static final BodyShape REFUND_CREATE = BodyShape.of(
                    "RefundCreate",
                    number("refund_no"),
                    Field.text("payment_id", "^pay_[0-9A-Z]{26}$").optional(),
                    number("order_no").optional(),
                    amount(),
                    subject("reason").optional())
            .and(BodyRules::onePaymentNamed);

    public static final BodyShape REFUND_BATCH_CREATE = BodyShape.of(
                    "RefundBatchCreate", number("batch_no"), Field.objects("items", 1, BATCH_MAX, REFUND_CREATE))
            .and(BodyRules.distinct("items", "refund_no"));

    public static final BodyShape CONTRACT_CREATE = BodyShape.of(
                    "ContractCreate",
                    number("contract_no"),
                    Field.word("mode", "page", "sms"),
                    Field.word("bank", "abc", "unionpay").or("abc"),
                    Field.text("customer_no", "^[A-Za-z0-9_-]{1,30}$"),
                    personName("name").optional(),
                    certificateType(),
                    certificateNo(),
                    Field.word("card_type", "any", "debit", "credit").or("any"),
                    cardNo().optional(),
                    mobile().optional(),
                    Field.text("expiry", "^(0[1-9]|1[0-2])[0-9]{2}$").optional(),
                    Field.text("cvv", "^[0-9]{3}$").optional(),
                    Field.text("expires_on", DAY).by(TextRule.DATE),
                    url("notify_url").optional(),
                    url("return_url").optional(),
                    Field.metadata("metadata").optional())
            .and(BodyRules.neededInMode("sms", "name", "card_no", "mobile"));

    public static final BodyShape CONTRACT_CONFIRM = BodyShape.of("ContractConfirm", smsCode());

    public static final BodyShape CONTRACT_RESEND_CODE = BodyShape.of("ContractResendCode", cardNo());

    public static final BodyShape DEBIT_CREATE = BodyShape.of(
            "DebitCreate",
            number("order_no"),
            amount(),
            Field.word("currency", "CNY").or("CNY"),
            subject("subject"),
            url("notify_url").optional(),
            Field.metadata("metadata").optional());

    private static final BodyShape DEBIT_ITEM = BodyShape.of(
            "DebitItem",
            number("order_no"),
            Field.text("contract_id", "^ctr_[0-9A-Z]{26}$"),
            amount(),
            subject("subject"));

    public static final BodyShape DEBIT_BATCH_CREATE = BodyShape.of(
                    "DebitBatchCreate", number("batch_no"), Field.objects("items", 1, BATCH_MAX, DEBIT_ITEM))
            .and(BodyRules.distinct("items", "order_no"));

    public static final BodyShape IDENTITY_CHECK_CREATE = BodyShape.of(
                    "IdentityCheckCreate",
                    number("check_no"),
                    Field.word("mode", "page", "direct"),
                    Field.word("bank", "abc", "unionpay").or("abc"),
                    Field.word("customer_type", "personal", "corporate").or("personal"),
                    personName("name").optional(),
                    certificateType(),
                    certificateNo(),
                    cardNo(),
                    mobile().optional(),
                    url("notify_url").optional(),
                    url("return_url").optional())
            .and(BodyRules.neededInMode("direct", "name", "mobile"));

    public static final BodyShape NOTIFICATION_REPLAY = BodyShape.of(
                    "NotificationReplay",
                    Field.text("from", 0, 40).by(TextRule.INSTANT),
                    Field.text("to", 0, 40).by(TextRule.INSTANT),
                    Field.words("types", 1, 40, NotificationTypes.ALL).optional())
            .and(BodyRules::fromBeforeTo);

    /** Every table, for the test that compares them with the schemas. */
    static final List<BodyShape> ALL = List.of(
            PAYMENT_CREATE,
            PAYMENT_CONFIRM,
            CAPTURE_CREATE,
            CANCEL_CREATE,
            REFUND_CREATE,
            REFUND_BATCH_CREATE,
            CONTRACT_CREATE,
            CONTRACT_CONFIRM,
            CONTRACT_RESEND_CODE,
            DEBIT_CREATE,
            DEBIT_BATCH_CREATE,
            IDENTITY_CHECK_CREATE,
            NOTIFICATION_REPLAY);

    private Bodies() {}

    private static Field number(String name) {
        return Field.text(name, NUMBER);
    }

    private static Field amount() {
        return Field.integer("amount", 1, dev.tongfu.money.Money.ORDER_MAX_MINOR);
    }

    private static Field subject(String name) {
        return Field.text(name, 1, 100).matching(PLAIN_TEXT).by(TextRule.GBK_100);
    }

    private static Field personName(String name) {
        return Field.text(name, 1, 30).matching(PLAIN_TEXT).by(TextRule.GBK_100);
    }

    private static Field url(String name) {
        return Field.text(name, 1, 200).matching(WEB_URL).by(TextRule.URL);
    }

    private static Field certificateType() {
        return Field.word(
                "certificate_type",
                "id_card",
                "passport",
                "foreign_passport",
                "hk_macau_permit",
                "taiwan_permit",
                "other");
    }

    private static Field certificateNo() {
        return Field.text("certificate_no", "^[0-9A-Za-z()-]{5,30}$");
    }

    private static Field cardNo() {
        return Field.text("card_no", "^[0-9]{12,20}$");
    }

    private static Field mobile() {
        return Field.text("mobile", "^1[0-9]{10}$");
    }

    private static Field smsCode() {
        return Field.text("code", "^[0-9]{4,8}$");
    }
}
