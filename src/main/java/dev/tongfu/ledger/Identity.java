package dev.tongfu.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.function.Function;

/**
 * Something that must be true of the books at any moment; a feature whose own tables must agree with the ledger adds
 * its identities to the proof.
 */
public interface Identity {
    /** As the operator sees it, such as {@code I4 pass-through accounts hold nothing}. */
    String name();

    /** What does not hold; empty when all does. A check reads in one statement, so that it sees one moment. */
    Future<List<Difference>> check(SqlClient client);

    /** A name for what a store reads. */
    record Named(String name, Function<SqlClient, Future<List<Difference>>> query) implements Identity {
        @Override
        public Future<List<Difference>> check(SqlClient client) {
            return query.apply(client);
        }
    }
}
