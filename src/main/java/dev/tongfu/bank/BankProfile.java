package dev.tongfu.bank;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a bank offers and how it counts days.
 *
 * @param refundBatchMax items of one chunk of refunds; 0 where refunds go one by one
 * @param debitBatchMax items of one chunk of debits; 0 where there are none
 * @param holdDays how many days a pre-authorisation holds at most
 */
public record BankProfile(
        Set<Bank.Capability> capabilities, BankCalendar calendar, int refundBatchMax, int debitBatchMax, int holdDays) {
    public BankProfile {
        capabilities = capabilities.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(capabilities));
    }

    public boolean offers(Bank.Capability capability) {
        return capabilities.contains(capability);
    }
}
