package dev.tongfu.payment;

/** The addresses that payers and banks are given; their tokens cannot be guessed and serve one purpose each. */
public interface PayerLinks {
    /** {@code https://…/cashier/{token}}. */
    String cashier(String merchantId, String paymentId);

    /** {@code https://…/result/{token}}. */
    String result(String merchantId, String paymentId);

    /** Where a bank sends its results: {@code https://…/bank/{bank}/notify}. */
    String bankNotice(String bank);
}
