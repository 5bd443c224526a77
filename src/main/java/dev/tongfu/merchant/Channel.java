package dev.tongfu.merchant;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One bank with one bank-side merchant number and the settings that go with it.
 *
 * <p>Settings name key files and options; a secret among them is only ever a reference.
 *
 * @param id ours, part of the keys of its accounts; never changes
 * @param fees whether the bank takes its fees from what it settles, or sends an invoice
 */
public record Channel(
        String id, String bank, String merchantNo, Map<String, String> settings, boolean enabled, Fees fees) {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Pattern BANK = Pattern.compile("[a-z][a-z0-9]{0,15}");
    private static final Pattern MERCHANT_NO = Pattern.compile("[A-Za-z0-9]{1,32}");
    private static final Pattern SETTING = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):[^}]+}");
    private static final Set<String> SECRET_WORDS = Set.of("password", "passphrase", "secret", "key", "token", "pin");

    public Channel {
        settings = Map.copyOf(settings);
        Rules.require(ID.matcher(id).matches(), "a channel's id is 1 to 32 of a-z 0-9 -");
        Rules.require(BANK.matcher(bank).matches(), "a bank's name is 1 to 16 of a-z 0-9");
        Rules.require(MERCHANT_NO.matcher(merchantNo).matches(), "a merchant number is 1 to 32 letters and digits");
        settings.forEach(Channel::check);
    }

    private static void check(String key, String value) {
        Rules.require(SETTING.matcher(key).matches(), "a setting's name is 1 to 64 of a-z 0-9 _");
        Rules.require(value.length() <= 1_000, "a setting is at most 1000 characters long: " + key);
        Rules.require(!value.contains("-----BEGIN"), "a setting names a key's file, it is never the key: " + key);
        String lastWord = key.substring(key.lastIndexOf('_') + 1);
        Rules.require(
                !SECRET_WORDS.contains(lastWord) || REFERENCE.matcher(value).matches(),
                "a secret setting is a reference, ${env:NAME} or ${file:path}: " + key);
    }

    /** How the bank is paid for its work. */
    public enum Fees {
        TAKEN,
        INVOICED
    }
}
