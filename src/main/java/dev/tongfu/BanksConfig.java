package dev.tongfu;

import dev.tongfu.bank.abc.AbcConfig;

/** The banks, a section for each; a new bank is one more here. */
public record BanksConfig(AbcConfig abc) {}
