package dev.tongfu.merchant;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A merchant's account at a bank, where it is paid. Its text form shows the last four digits only.
 *
 * @param bankName with its branch, as the payout file needs it
 * @param accountNo 6 to 34 digits and letters
 * @param holder the name the account is in
 */
public record PayoutAccount(String bankName, String accountNo, String holder) {
    private static final Pattern ACCOUNT_NO = Pattern.compile("[A-Z0-9]{6,34}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int SHOWN = 4;

    public PayoutAccount {
        Rules.require(ACCOUNT_NO.matcher(accountNo).matches(), "an account number is 6 to 34 digits and letters");
        requireName(bankName, "a bank's name");
        requireName(holder, "an account holder's name");
    }

    public String masked() {
        return bankName + " ****" + accountNo.substring(accountNo.length() - SHOWN) + " " + holder;
    }

    String toJson() {
        return new JsonObject()
                .put("bank_name", bankName)
                .put("account_no", accountNo)
                .put("holder", holder)
                .encode();
    }

    static PayoutAccount fromJson(String text) {
        var json = new JsonObject(text);
        return new PayoutAccount(json.getString("bank_name"), json.getString("account_no"), json.getString("holder"));
    }

    @Override
    public String toString() {
        return "PayoutAccount[" + masked() + "]";
    }

    private static void requireName(String name, String what) {
        boolean fits = !name.isBlank() && name.getBytes(StandardCharsets.UTF_8).length <= 90;
        Rules.require(fits && !CONTROL.matcher(name).find(), what + " is 1 to 90 bytes without control characters");
    }
}
