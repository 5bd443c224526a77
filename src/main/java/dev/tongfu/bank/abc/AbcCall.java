package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankReply;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One transaction to be made at the bank.
 *
 * @param operation the word in logs
 * @param number which of ours it is about
 * @param objection why it can't be asked at all
 * @param transaction writes it, off the event loop
 * @param reader reads a verified answer
 * @param unsent what it means when the request never left: an act is not sent, a question stays open
 * @param unclear what it means when there is no verified answer
 * @param size whose limits it has
 */
record AbcCall<T>(
        String operation,
        String number,
        Optional<String> objection,
        Supplier<AbcObject> transaction,
        Function<AbcAnswer, T> reader,
        Function<String, T> unsent,
        Function<String, T> unclear,
        AbcSize size) {
    /** Something that changes what stands at the bank. */
    static AbcCall<BankReply> act(
            String operation,
            String number,
            Optional<String> objection,
            Supplier<AbcObject> transaction,
            Function<AbcAnswer, BankReply> reader) {
        return new AbcCall<>(
                operation,
                number,
                objection,
                transaction,
                reader,
                BankReply.NotSent::new,
                BankReply.Unknown::new,
                AbcSize.SINGLE);
    }

    static AbcCall<BankReply> act(
            BankAct act,
            Optional<String> objection,
            Supplier<AbcObject> transaction,
            Function<AbcAnswer, BankReply> reader) {
        return act(act.operation(), act.bankOrderNo(), objection, transaction, reader);
    }

    /** Something that only asks. */
    static AbcCall<BankReply> question(
            String operation, String number, Supplier<AbcObject> transaction, Function<AbcAnswer, BankReply> reader) {
        return new AbcCall<>(
                operation,
                number,
                Optional.empty(),
                transaction,
                reader,
                BankReply.Unknown::new,
                BankReply.Unknown::new,
                AbcSize.SINGLE);
    }

    /** The same with the limits of a batch. */
    AbcCall<T> batch() {
        return new AbcCall<>(operation, number, objection, transaction, reader, unsent, unclear, AbcSize.BATCH);
    }
}
