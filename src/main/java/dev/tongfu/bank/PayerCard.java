package dev.tongfu.bank;

import org.jspecify.annotations.Nullable;

/**
 * Card and person as the payer gave them: in memory only, never stored, logged or archived.
 *
 * @param cardNo full number, or the tail that was agreed with the bank
 * @param mobile 11 digits, or the last 4 of them
 * @param expiry {@code MMYY}, credit cards only
 * @param cvv three digits, credit cards only
 */
public record PayerCard(
        @Nullable String cardNo,
        @Nullable String mobile,
        @Nullable String name,
        @Nullable CertificateType certificateType,
        @Nullable String certificateNo,
        @Nullable String expiry,
        @Nullable String cvv) {
    /** What kind of document names the person. */
    public enum CertificateType {
        ID_CARD,
        PASSPORT,
        FOREIGN_PASSPORT,
        HK_MACAU_PERMIT,
        TAIWAN_PERMIT,
        OTHER
    }

    @Override
    public String toString() {
        return "PayerCard[not shown]";
    }
}
