package dev.tongfu.payment;

import dev.tongfu.bank.BankReply;
import java.util.Map;

/** The kinds of evidence that the table of contracts is written in. */
enum ContractEvidence {
    ACCEPTED,
    CODE_SENT,
    WRONG_CODE,
    SIGNED,
    NOT_SIGNED,
    TERMINATED,
    DECLINED,
    NOT_SENT,
    UNKNOWN,
    /** A word about something else than a contract. */
    OTHER;

    private static final Map<Class<? extends BankReply>, ContractEvidence> OF = Map.ofEntries(
            Map.entry(BankReply.Accepted.class, ACCEPTED),
            Map.entry(BankReply.CodeSent.class, CODE_SENT),
            Map.entry(BankReply.WrongCode.class, WRONG_CODE),
            Map.entry(BankReply.Signed.class, SIGNED),
            Map.entry(BankReply.NotSigned.class, NOT_SIGNED),
            Map.entry(BankReply.Terminated.class, TERMINATED),
            Map.entry(BankReply.Declined.class, DECLINED),
            Map.entry(BankReply.NotSent.class, NOT_SENT),
            Map.entry(BankReply.Unknown.class, UNKNOWN));

    static ContractEvidence of(BankReply reply) {
        return OF.getOrDefault(reply.getClass(), OTHER);
    }
}
