package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankCalendar;
import dev.tongfu.bank.BankHttpConfig;
import dev.tongfu.bank.BreakerConfig;
import java.util.List;

/**
 * The profile of 农行 ABC TrustPay.
 *
 * <p>What public material does not settle about the bank is a key here and never a constant; such keys say
 * <i>unconfirmed</i>.
 *
 * @param http the bank's address and the limits of its client
 * @param transactionPath where every transaction but the statement file goes; unconfirmed:
 *     {@code /ebus/ReceiveMerchantTrxReqServlet} or the older {@code /ebus/trustpay/ReceiveMerchantTrxReqServlet}
 * @param statementPath where {@code DownloadStatement} alone goes
 * @param bankCertificates files of the pinned certificates of the bank, DER or PEM, several during a change; their
 *     dates are watched, not enforced
 * @param calendar unconfirmed: when the accounting day of ABC cards ends
 */
public record AbcConfig(
        BankHttpConfig http,
        String transactionPath,
        String statementPath,
        List<String> bankCertificates,
        Order order,
        Codes codes,
        FieldNames fieldNames,
        Limits limits,
        BreakerConfig breaker,
        BankCalendar calendar) {
    public AbcConfig {
        bankCertificates = List.copyOf(bankCertificates);
    }

    /**
     * What every order says of itself (bank-side merchant set-up decides).
     *
     * @param ecMerchantType {@code EBUS}
     * @param paymentType 1 debit card, 2 international card, 3 credit card, 5 third party, 6 UnionPay, 7 corporate,
     *     A debit and credit
     * @param paymentLinkType 1 internet, 2 mobile, 3 digital television, 4 smart client, 5 offline
     * @param commodityType four digits, such as {@code 0202} traditional goods
     */
    public record Order(String ecMerchantType, String paymentType, String paymentLinkType, String commodityType) {}

    /**
     * How the bank's codes are read. The bank's full list is unconfirmed.
     *
     * @param unknown return codes that leave the result unknown even in a signed answer
     * @param refusal return codes of a signed answer that refuse an order; {@code *} is every code not listed as
     *     unknown
     * @param notFound unconfirmed: return codes of a query that mean the bank has no such order; empty for none
     * @param paidStatuses order states that mean paid; {@code 04}, and {@code 03} only where the merchant number
     *     takes wallets alone, for which it means paid
     */
    public record Codes(List<String> unknown, List<String> refusal, List<String> notFound, List<String> paidStatuses) {
        public Codes {
            unknown = List.copyOf(unknown);
            refusal = List.copyOf(refusal);
            notFound = List.copyOf(notFound);
            paidStatuses = List.copyOf(paidStatuses);
        }
    }

    /**
     * Spellings that differ between releases of the bank's package; all unconfirmed.
     *
     * @param queryDetailValue the value of {@code QueryDetail} that asks for the short answer, {@code false} or
     *     {@code 0}. The long one names the payer's account, which is not wanted
     * @param splitMerchant {@code SplitMerchantID} or {@code SubMerchantID}
     * @param certificateNumber {@code CertificateID} or {@code CertificateNo} in a card payment by code
     * @param signDatePrefix {@code Request} or {@code Order}, before {@code Date} and {@code Time} of a signing
     */
    public record FieldNames(
            String queryDetailValue, String splitMerchant, String certificateNumber, String signDatePrefix) {}

    /**
     * @param requestBytesMax the largest request; 8000 is the older client's limit, the server's is unconfirmed
     * @param noticeBytesMax the largest notification looked at
     * @param signingsMax signatures under way at once; one more is refused and provably not sent
     */
    public record Limits(int requestBytesMax, int noticeBytesMax, int signingsMax) {
        public Limits {
            if (requestBytesMax < 1 || noticeBytesMax < 1 || signingsMax < 1) {
                throw new IllegalArgumentException("every limit of bank abc is a positive number");
            }
        }
    }

    /** The published values, for the bank at an address. */
    public static AbcConfig standard(String baseUrl, List<String> bankCertificates) {
        return new AbcConfig(
                BankHttpConfig.standard(baseUrl),
                "/ebus/ReceiveMerchantTrxReqServlet",
                "/ebussettle/ReceiveMerchantFileTrxReqServlet",
                bankCertificates,
                new Order("EBUS", "A", "1", "0202"),
                new Codes(List.of("EUNKWN"), List.of("*"), List.of(), List.of("04")),
                new FieldNames("false", "SplitMerchantID", "CertificateNo", "Request"),
                new Limits(8_000, 65_536, 64),
                BreakerConfig.standard(),
                new BankCalendar("Asia/Shanghai", 24));
    }
}
