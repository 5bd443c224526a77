package dev.tongfu.bank;

import java.util.Map;

/**
 * One bank-side merchant number with its keys.
 *
 * @param id ours, such as {@code abc-1}; part of account keys
 * @param bank the bank's name, such as {@code abc}
 * @param merchantNo the number the bank gave
 * @param settings the bank's own settings by name: key files, profile options; secrets by reference only
 */
public record BankChannel(String id, String bank, String merchantNo, Map<String, String> settings) {
    public BankChannel {
        settings = Map.copyOf(settings);
    }
}
