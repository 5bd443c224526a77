package dev.tongfu.bank;

import io.vertx.core.Future;
import java.time.Instant;

/**
 * 身份验证: are this name, certificate and card one person's?
 *
 * @param mode on the bank's page, or by one call
 * @param card card number and certificate; for a direct check name and mobile too
 */
public record BankIdentityCheck(
        String channelId,
        String bankOrderNo,
        Mode mode,
        CustomerType customerType,
        PayerCard card,
        Instant orderedAt,
        String notifyUrl)
        implements BankAct {
    /** Who checks. */
    public enum Mode {
        PAGE,
        DIRECT
    }

    /** Whose card it is. */
    public enum CustomerType {
        PERSONAL,
        CORPORATE
    }

    @Override
    public String operation() {
        return "identity";
    }

    @Override
    public Bank.Capability needs() {
        return Bank.Capability.IDENTITY;
    }

    @Override
    public Future<BankCall> at(Bank bank, BankChannel channel) {
        return ((IdentityChecks) bank).check(channel, this);
    }
}
