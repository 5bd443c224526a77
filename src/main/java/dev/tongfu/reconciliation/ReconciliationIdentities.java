package dev.tongfu.reconciliation;

import dev.tongfu.ledger.Difference;
import dev.tongfu.ledger.Identity;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.function.Function;

/** What must hold between reconciliation and the ledger at any moment: I1, I2 and I3. */
public final class ReconciliationIdentities {
    private ReconciliationIdentities() {}

    public static List<Identity> all() {
        var store = new IdentityStore();
        return List.of(
                new Named("I1 bank cash is what the statements say", store::cash),
                new Named(
                        "I2 receivables are movements that no line states",
                        client -> store.receivables(client, null, null)),
                new Named("I3 suspense is the breaks that are not resolved", client -> store.suspense(client, null)));
    }

    private record Named(String name, Function<SqlClient, Future<List<Difference>>> query) implements Identity {
        @Override
        public Future<List<Difference>> check(SqlClient client) {
            return query.apply(client);
        }
    }
}
