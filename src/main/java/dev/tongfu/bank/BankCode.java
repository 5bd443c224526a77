package dev.tongfu.bank;

import dev.tongfu.money.Money;
import io.vertx.core.Future;
import java.time.Instant;

/** K码支付: the payer pays on the merchant's page with a code that the bank sends by SMS. */
public final class BankCode {
    private BankCode() {}

    /** Sends the bill and the first code. The card's number and the mobile's last four digits are there. */
    public record Order(
            String channelId,
            String bankOrderNo,
            Money amount,
            String subject,
            Instant orderedAt,
            Instant deadline,
            PayerCard card)
            implements BankAct {
        @Override
        public String operation() {
            return "pay";
        }

        @Override
        public Bank.Capability needs() {
            return Bank.Capability.KCODE;
        }

        @Override
        public Future<BankCall> at(Bank bank, BankChannel channel) {
            return ((CodePayments) bank).sendCode(channel, this);
        }
    }

    /** Another SMS for the same order. */
    public record Resend(String channelId, String bankOrderNo, Money amount, Instant orderedAt) implements BankAct {
        @Override
        public String operation() {
            return "pay";
        }

        @Override
        public Bank.Capability needs() {
            return Bank.Capability.KCODE;
        }

        @Override
        public Future<BankCall> at(Bank bank, BankChannel channel) {
            return ((CodePayments) bank).resendCode(channel, this);
        }
    }

    /** Pays with the code; name, certificate and for credit cards expiry and CVV come again. */
    public record Pay(
            String channelId, String bankOrderNo, Money amount, Instant orderedAt, String code, PayerCard card)
            implements BankAct {
        @Override
        public String operation() {
            return "pay";
        }

        @Override
        public Bank.Capability needs() {
            return Bank.Capability.KCODE;
        }

        @Override
        public Future<BankCall> at(Bank bank, BankChannel channel) {
            return ((CodePayments) bank).pay(channel, this);
        }

        @Override
        public String toString() {
            return "Pay[" + bankOrderNo + "]";
        }
    }
}
