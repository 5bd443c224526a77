package dev.tongfu;

import dev.tongfu.bank.abc.AbcConfig;
import dev.tongfu.bank.unionpay.UnionPayConfig;
import java.util.List;

/**
 * The banks, a section for each; a new bank is one more here.
 *
 * @param enabled names of the banks that are called; the others' sections are not looked at
 */
public record BanksConfig(List<String> enabled, AbcConfig abc, UnionPayConfig unionpay) {
    public BanksConfig {
        enabled = List.copyOf(enabled);
    }
}
