package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankIdentityCheck;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerCard;
import java.util.Optional;

/**
 * 身份验证: {@code IdentityVerifyReq} and {@code StaticIdentifyVerifyReq}, bank-protocols A3.7.
 *
 * <p>Neither has a number of ours but the customer's, so ours is sent as that.
 */
final class AbcIdentity {
    private static final int NAME_BYTES_MAX = 30;
    private static final int CERTIFICATE_BYTES_MAX = 30;

    private final AbcConfig config;
    private final AbcVerdicts verdicts;
    private final AbcWords words;

    AbcIdentity(AbcConfig config, AbcVerdicts verdicts) {
        this.config = config;
        this.verdicts = verdicts;
        this.words = new AbcWords(config);
    }

    AbcCall<BankReply> call(BankIdentityCheck check, String merchantNo) {
        return check.mode() == BankIdentityCheck.Mode.PAGE
                ? AbcCall.act(check, objection(check), () -> page(check), answer -> page(answer, merchantNo))
                : AbcCall.act(check, objection(check), () -> direct(check), answer -> direct(answer, merchantNo));
    }

    private static Optional<String> objection(BankIdentityCheck check) {
        PayerCard card = check.card();
        var common = new AbcCheck()
                .number(check.bankOrderNo())
                .digits("the card number", card.cardNo(), 6, 20)
                .that(card.certificateType() != null, "the kind of certificate is not given")
                .given("the certificate number", card.certificateNo(), CERTIFICATE_BYTES_MAX);
        if (check.mode() == BankIdentityCheck.Mode.PAGE) {
            return common.url(check.notifyUrl()).objection();
        }
        return common.given("the name", card.name(), NAME_BYTES_MAX)
                .digits("the mobile number", card.mobile(), 11, 11)
                .objection();
    }

    private AbcObject page(BankIdentityCheck check) {
        return new AbcObject()
                .text("TrxType", "IdentityVerifyReq")
                .text("CustomType", customer(check))
                .card("BankCardNo", AbcWords.or(check.card().cardNo()))
                .secret("CertificateNo", AbcWords.or(check.card().certificateNo()))
                .text("CertificateType", AbcWords.certificate(check.card().certificateType()))
                .text("ResultNotifyURL", check.notifyUrl())
                .text("OrderDate", words.date(check.orderedAt()))
                .text("OrderTime", words.time(check.orderedAt()))
                .text("PaymentLinkType", config.order().paymentLinkType())
                .text("CustomNo", check.bankOrderNo());
    }

    private AbcObject direct(BankIdentityCheck check) {
        return new AbcObject()
                .text("TrxType", config.identity().directTransaction())
                .text("CustomType", customer(check))
                .secret("ClientName", AbcWords.or(check.card().name()))
                .card("AccNo", AbcWords.or(check.card().cardNo()))
                .secret("CertificateNo", AbcWords.or(check.card().certificateNo()))
                .text("CertificateType", AbcWords.certificate(check.card().certificateType()))
                .secret("MobileNo", AbcWords.or(check.card().mobile()))
                .text("CustomNo", check.bankOrderNo());
    }

    private BankReply page(AbcAnswer answer, String merchantNo) {
        var asked = new AbcAsked(merchantNo, "IdentityVerifyReq").typed();
        return verdicts.act(answer, asked, accepted -> AbcReplies.forward(accepted, "VerifyURL"));
    }

    /** The bank's package has the name in two spellings. */
    private BankReply direct(AbcAnswer answer, String merchantNo) {
        var asked = new AbcAsked(merchantNo, "StaticIdentifyVerifyReq", "StaticIdentityVerifyReq").typed();
        return verdicts.read(answer, asked, same -> new BankReply.Matched(), this::mismatched);
    }

    /** Only a listed code says that they are not one person's; the check may have failed for any other reason. */
    private BankReply mismatched(AbcAnswer answer) {
        return config.codes().mismatch().contains(answer.code())
                ? new BankReply.Mismatched(answer.code(), answer.words())
                : new BankReply.Unknown("return code " + answer.code());
    }

    private String customer(BankIdentityCheck check) {
        return check.customerType() == BankIdentityCheck.CustomerType.PERSONAL
                ? config.identity().personal()
                : config.identity().corporate();
    }
}
