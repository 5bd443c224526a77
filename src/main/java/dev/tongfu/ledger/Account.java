package dev.tongfu.ledger;

import dev.tongfu.money.CurrencyCode;
import java.time.LocalDate;

/**
 * One account: a code of the chart, the key it stands for, one currency.
 *
 * @param key the merchant, the channel, the channel and bank date joined by a colon, or {@code house}
 */
public record Account(AccountCode code, String key, CurrencyCode currency) {
    private static final String HOUSE = "house";

    public static Account ofMerchant(AccountCode code, String merchantId, CurrencyCode currency) {
        return new Account(require(code, AccountCode.Key.MERCHANT), merchantId, currency);
    }

    public static Account ofChannel(AccountCode code, String channelId, CurrencyCode currency) {
        return new Account(require(code, AccountCode.Key.CHANNEL), channelId, currency);
    }

    /** 1101 of a channel and the bank's date of the movement. */
    public static Account receivable(String channelId, LocalDate bankDate, CurrencyCode currency) {
        return new Account(AccountCode.BANK_RECEIVABLE, channelId + ":" + bankDate, currency);
    }

    public static Account ofHouse(AccountCode code, CurrencyCode currency) {
        return new Account(require(code, AccountCode.Key.HOUSE), HOUSE, currency);
    }

    /** The key in the database and on screens, such as {@code 1101/abc-1:2026-11-23/CNY}. */
    public String id() {
        return code.number() + "/" + key + "/" + currency;
    }

    private static AccountCode require(AccountCode code, AccountCode.Key key) {
        if (code.key() != key) {
            throw new IllegalArgumentException(code + " is not keyed by " + key);
        }
        return code;
    }
}
