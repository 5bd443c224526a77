package dev.tongfu.settlement;

import dev.tongfu.merchant.PayoutAccount;
import io.vertx.core.Future;

/**
 * A road by which money leaves to merchants' accounts; the wall behind which a bank's own way of paying out is.
 *
 * <p>Before {@link #send} the attempt is committed as submitted, so a road is asked at most once per reference to pay.
 */
public interface Payouts {
    String FILE = "file";
    String DIRECT = "direct";

    /** {@link #FILE} or {@link #DIRECT}. */
    String road();

    /** Asks for the payment. Never fails for what a network or a bank does. */
    Future<Said> send(Order order);

    /** Asks what became of a reference. Never fails for what a network or a bank does. */
    Future<Said> query(String reference);

    /**
     * One payment.
     *
     * @param reference ours, 20 to 32 letters and digits, of this attempt alone
     * @param amountMinor in minor units
     */
    record Order(String reference, long amountMinor, String currency, PayoutAccount account) {}

    /**
     * What the road says.
     *
     * @param event empty knowledge is {@code SUBMITTED}: accepted, not final
     * @param words the bank's own, or ours about the road
     */
    record Said(PayoutStatus.Event event, String words) {}
}
