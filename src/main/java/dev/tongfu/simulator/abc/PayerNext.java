package dev.tongfu.simulator.abc;

/**
 * Where the payer's browser goes once the bank has taken the money.
 *
 * @param url the merchant's page, where its answer named one; else empty
 * @param message the signed result for the browser to carry to the merchant itself; else empty
 * @param byItself whether the page sends the message without the payer's help
 * @param delayMs how long it waits before
 */
record PayerNext(String url, String message, boolean byItself, long delayMs) {
    static PayerNext stay() {
        return new PayerNext("", "", false, 0);
    }

    static PayerNext to(String url) {
        return new PayerNext(url, "", false, 0);
    }

    static PayerNext carry(String message, long delayMs) {
        return new PayerNext("", message, true, delayMs);
    }

    static PayerNext button(String message) {
        return new PayerNext("", message, false, 0);
    }
}
