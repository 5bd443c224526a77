package dev.tongfu.merchant;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;

/** Puts a change on record, in the transaction of the change. */
@FunctionalInterface
public interface ChangeRecorder {
    Future<Void> record(SqlConnection connection, Change change);

    /**
     * What was changed.
     *
     * @param action such as {@code merchant.key-add}
     * @param object the merchant or channel
     * @param detail the values set; never a secret
     */
    record Change(Author author, String action, String object, JsonObject detail) {}
}
