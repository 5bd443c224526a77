package dev.tongfu.reconciliation;

import dev.tongfu.money.Money;
import org.jspecify.annotations.Nullable;

/** Unresolved breaks of one code, side, age and bank: how many, what they are about, and what of it is in suspense. */
public record BreakSum(
        String bank, String code, @Nullable BreakSide side, BreakAge age, long count, Money amount, long suspense) {}
