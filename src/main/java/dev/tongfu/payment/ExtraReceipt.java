package dev.tongfu.payment;

import dev.tongfu.money.Money;
import java.time.LocalDate;

/** A second success of one payment; the money is booked apart and goes back to the payer. */
record ExtraReceipt(String bankRef, Money amount, LocalDate bankDate) {}
