package dev.tongfu.ledger;

import static dev.tongfu.ledger.AccountCode.FEE_INCOME;
import static dev.tongfu.ledger.AccountCode.MERCHANT_AVAILABLE;
import static dev.tongfu.ledger.AccountCode.MERCHANT_PENDING;
import static dev.tongfu.ledger.AccountCode.MERCHANT_RESERVE;

import dev.tongfu.money.Money;
import java.time.LocalDate;
import java.util.List;

/**
 * What an approved settlement batch posts: rows C1 to C6 of the posting table; C5 posts nothing.
 *
 * <p>A merchant's pending balance is gross until here: fees are computed when a line succeeds and posted now.
 */
public final class SettlementPostings {
    private SettlementPostings() {}

    /** C1: the fees of one kind. */
    public static List<Transfer> fees(
            String settlementId, String kind, String merchantId, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.atHouse(date, settlementId);
        return List.of(booking.posted(
                "C1",
                settlementId + ":fee:" + kind,
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                Account.ofHouse(FEE_INCOME, currency),
                amount));
    }

    /** C2: fees of one kind given back. */
    public static List<Transfer> feesGivenBack(
            String settlementId, String kind, String merchantId, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.atHouse(date, settlementId);
        return List.of(booking.posted(
                "C2",
                settlementId + ":fee_back:" + kind,
                Account.ofHouse(FEE_INCOME, currency),
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                amount));
    }

    /** C3: the rolling reserve is kept. */
    public static List<Transfer> reserveKept(String settlementId, String merchantId, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.atHouse(date, settlementId);
        return List.of(booking.posted(
                "C3",
                settlementId + ":reserve",
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                Account.ofMerchant(MERCHANT_RESERVE, merchantId, currency),
                amount));
    }

    /** C4: the net to pay. */
    public static List<Transfer> net(String settlementId, String merchantId, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.atHouse(date, settlementId);
        return List.of(booking.posted(
                "C4",
                settlementId + ":net",
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                Account.ofMerchant(MERCHANT_AVAILABLE, merchantId, currency),
                amount));
    }

    /** C6: a reserve is due. */
    public static List<Transfer> reserveReleased(String reserveId, String merchantId, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.atHouse(date, reserveId);
        return List.of(booking.posted(
                "C6",
                reserveId + ":release",
                Account.ofMerchant(MERCHANT_RESERVE, merchantId, currency),
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                amount));
    }
}
