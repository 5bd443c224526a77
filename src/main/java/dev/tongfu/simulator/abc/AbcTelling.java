package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.Fault;
import java.util.Optional;

/**
 * Something the merchant is to be told.
 *
 * @param subject for the log
 * @param byServer the bank's server tells; else the payer's browser carries the message
 * @param silent nobody is told at all
 */
record AbcTelling(String subject, boolean byServer, String notifyUrl, boolean silent, Message message) {
    /** The value of the form field {@code MSG}, damaged as a fault says. */
    interface Message {
        String write(Optional<Fault> fault);
    }

    String message(Optional<Fault> fault) {
        return message.write(fault);
    }
}
