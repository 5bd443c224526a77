package dev.tongfu.payment;

import dev.tongfu.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One item of a batch as it stands.
 *
 * @param id of the refund or of the payment
 * @param number the merchant's own: the refund or the order number
 */
public record BatchItem(
        int index, String id, String number, Money amount, String status, Payment.@Nullable Failure failure) {}
