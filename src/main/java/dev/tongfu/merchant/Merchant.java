package dev.tongfu.merchant;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Someone whose payments we take.
 *
 * @param id {@code m_…}
 * @param name as payers see it
 */
public record Merchant(
        String id, String name, Status status, Instant createdAt, MerchantPolicy policy, Webhook webhook) {
    private static final Pattern ID = Pattern.compile("m_[A-Za-z0-9_-]{1,62}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int NAME_BYTES_MAX = 200;

    public Merchant {
        Rules.require(ID.matcher(id).matches(), "a merchant's id is m_ and 1 to 62 of A-Z a-z 0-9 _ -");
        Rules.require(
                !name.isBlank()
                        && name.equals(name.strip())
                        && !CONTROL.matcher(name).find()
                        && name.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES_MAX,
                "a merchant's name is 1 to 200 bytes without control characters and outer blanks");
    }

    public boolean active() {
        return status == Status.ACTIVE;
    }

    /** A suspended merchant's calls are refused; what is under way goes on. */
    public enum Status {
        ACTIVE,
        SUSPENDED
    }
}
