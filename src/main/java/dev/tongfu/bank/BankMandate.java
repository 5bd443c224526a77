package dev.tongfu.bank;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;

/** 授权支付: the payer lets the merchant have the bank debit him; signing, asking, ending. */
public final class BankMandate {
    private BankMandate() {}

    /**
     * Begins to sign.
     *
     * @param mode on the bank's page, or with a code by SMS; the latter needs card, mobile and name
     * @param customerNo the merchant's number for the payer
     * @param expiresOn the last day it is in force
     * @param notice whether the bank's server tells the result too
     */
    public record Sign(
            String channelId,
            String bankOrderNo,
            Mode mode,
            String customerNo,
            CardType cardType,
            PayerCard card,
            LocalDate expiresOn,
            Instant orderedAt,
            BankOrder.NoticeMode notice,
            String notifyUrl)
            implements Act {
        @Override
        public Future<BankCall> at(Bank bank, BankChannel channel) {
            return ((Mandates) bank).sign(channel, this);
        }
    }

    /** Another SMS; the card's number is given again, because we keep none. */
    public record ResendCode(String channelId, String bankOrderNo, PayerCard card) implements Act {
        @Override
        public Future<BankCall> at(Bank bank, BankChannel channel) {
            return ((Mandates) bank).resendCode(channel, this);
        }
    }

    /** Signs with the code. */
    public record SubmitCode(String channelId, String bankOrderNo, String code) implements Act {
        @Override
        public Future<BankCall> at(Bank bank, BankChannel channel) {
            return ((Mandates) bank).submitCode(channel, this);
        }

        @Override
        public String toString() {
            return "SubmitCode[" + bankOrderNo + "]";
        }
    }

    /**
     * Ends a contract.
     *
     * @param bankOrderNo the number under which it was signed
     * @param signNo the bank's number of the contract
     */
    public record Terminate(String channelId, String bankOrderNo, String signNo, Instant orderedAt) implements Act {
        @Override
        public Future<BankCall> at(Bank bank, BankChannel channel) {
            return ((Mandates) bank).terminate(channel, this);
        }
    }

    /** Asks where a contract stands, by the number under which it was signed. */
    public record Query(String channelId, String bankOrderNo) implements Act {
        @Override
        public String operation() {
            return "query";
        }

        @Override
        public Future<BankCall> at(Bank bank, BankChannel channel) {
            return ((Mandates) bank).queryContract(channel, this);
        }
    }

    /** Where the payer signs. */
    public enum Mode {
        PAGE,
        SMS
    }

    /** Which of the payer's cards may be bound. */
    public enum CardType {
        ANY,
        DEBIT,
        CREDIT
    }

    /** What they have in common. */
    interface Act extends BankAct {
        @Override
        default String operation() {
            return "sign";
        }

        @Override
        default Bank.Capability needs() {
            return Bank.Capability.CONTRACT;
        }
    }
}
