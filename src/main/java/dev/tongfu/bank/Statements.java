package dev.tongfu.bank;

import io.vertx.core.Future;

/** What a bank implements that offers {@link Bank.Capability#STATEMENT}; {@code FLOW} allows to ask for hours. */
public interface Statements {
    Future<StatementCall> fetch(BankChannel channel, StatementRequest request);

    /** How the files it fetches are read; also those that an operator brings by hand. */
    StatementFormat format();
}
