package dev.tongfu.money;

/**
 * An ISO 4217 currency the gateway carries, with its number of minor digits.
 *
 * <p>Only currencies that both the ledger and the banks carry are listed; adding one is adding a constant.
 */
public enum CurrencyCode {
    CNY("156", 2);

    private final String numeric;
    private final int minorDigits;

    CurrencyCode(String numeric, int minorDigits) {
        this.numeric = numeric;
        this.minorDigits = minorDigits;
    }

    /** The three-digit code the banks use, such as {@code 156}. */
    public String numeric() {
        return numeric;
    }

    public int minorDigits() {
        return minorDigits;
    }
}
