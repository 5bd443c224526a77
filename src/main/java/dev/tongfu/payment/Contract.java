package dev.tongfu.payment;

import dev.tongfu.bank.BankMandate;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 授权支付: a payer's leave to have the bank debit him, as it stands at one {@code version}.
 *
 * @param request what the merchant asked for
 * @param card what is kept of the payer's card and person
 * @param signOrderNo our number for its signing at the bank
 * @param signUntil until when it can be signed
 * @param signUrl the bank's page, once it is known
 * @param signNo the bank's number of it, once it is signed
 * @param codeTries how many wrong codes were given
 */
public record Contract(
        String id,
        NewContract request,
        CardPrint card,
        ContractStatus status,
        int version,
        int sequence,
        String channelId,
        String signOrderNo,
        Instant signUntil,
        @Nullable String signUrl,
        @Nullable String signNo,
        @Nullable Instant signedAt,
        int codeTries,
        Payment.@Nullable Failure failure,
        Instant createdAt,
        Instant changedAt) {

    public String merchantId() {
        return request.merchantId();
    }

    boolean byPage() {
        return request.mode() == BankMandate.Mode.PAGE;
    }

    /** In force on a day of the bank's calendar. */
    boolean inForce(LocalDate today) {
        return status == ContractStatus.SIGNED && !request.expiresOn().isBefore(today);
    }

    /** The next version, in this or another state. */
    Contract to(ContractStatus next, Payment.@Nullable Failure why, Instant now) {
        return with(next, card, signUrl, signNo, signedAt, why, now);
    }

    Contract awaitingPayer(String url, Instant now) {
        return with(ContractStatus.AWAITING_PAYER, card, url, signNo, signedAt, null, now);
    }

    Contract signed(String bankNo, @Nullable String cardLast4, Instant now) {
        var print = card.masked() != null || cardLast4 == null
                ? card
                : new CardPrint(
                        CardPrint.maskOfEnd(cardLast4),
                        card.cardHash(),
                        card.certificateHash(),
                        card.nameHash(),
                        card.mobileHash());
        return with(ContractStatus.SIGNED, print, signUrl, bankNo, signedAt == null ? now : signedAt, null, now);
    }

    /** The same version, with one more wrong code. */
    Contract wrongCode() {
        return new Contract(
                id,
                request,
                card,
                status,
                version,
                sequence,
                channelId,
                signOrderNo,
                signUntil,
                signUrl,
                signNo,
                signedAt,
                codeTries + 1,
                failure,
                createdAt,
                changedAt);
    }

    /** The same version, with one more message told. */
    Contract told() {
        return new Contract(
                id,
                request,
                card,
                status,
                version,
                sequence + 1,
                channelId,
                signOrderNo,
                signUntil,
                signUrl,
                signNo,
                signedAt,
                codeTries,
                failure,
                createdAt,
                changedAt);
    }

    private Contract with(
            ContractStatus next,
            CardPrint print,
            @Nullable String url,
            @Nullable String bankNo,
            @Nullable Instant signed,
            Payment.@Nullable Failure why,
            Instant now) {
        return new Contract(
                id,
                request,
                print,
                next,
                version + 1,
                sequence,
                channelId,
                signOrderNo,
                signUntil,
                url,
                bankNo,
                signed,
                codeTries,
                why,
                createdAt,
                now);
    }
}
