package dev.tongfu.audit;

import dev.tongfu.crypto.SecretBox;
import dev.tongfu.crypto.Tokens;
import dev.tongfu.crypto.Totp;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Gives people accounts, takes them away, and checks their second factor; every change is on record. */
public final class OperatorService {
    private final Pool pool;
    private final Clock clock;
    private final SecretBox secrets;
    private final AuditLog audit;
    private final OperatorStore store = new OperatorStore();

    public OperatorService(Pool pool, Clock clock, SecretBox secrets, AuditLog audit) {
        this.pool = pool;
        this.clock = clock;
        this.secrets = secrets;
        this.audit = audit;
    }

    public Future<List<OperatorListing>> list() {
        return store.list(pool);
    }

    /** A new account with the credentials given, of which no clear text is kept. False: the name is taken. */
    public Future<Boolean> add(String actor, String reason, Operator operator, Credentials credentials) {
        var role = operator.role().name().toLowerCase(Locale.ROOT);
        var act = new AuditAct(actor, "operator.add", operator.name(), reason, new JsonObject().put("role", role));
        String sealed = secrets.sealText(credentials.totp().base32(), context(operator.name()));
        String hash = Tokens.hash(credentials.token());
        return recorded(act, connection -> store.insert(connection, operator, sealed, hash, clock.instant()));
    }

    /** The account and its tokens stop, for ever. False: there is no such account, or it was disabled before. */
    public Future<Boolean> disable(String actor, String reason, String name) {
        var act = new AuditAct(actor, "operator.disable", name, reason, new JsonObject());
        return recorded(act, connection -> store.disable(connection, name, clock.instant()));
    }

    /** Whether this is the operator's one-time code of now; true once for each code. */
    public Future<Boolean> acceptCode(String name, String code) {
        return store.factor(pool, name)
                .compose(factor -> factor.map(known -> acceptCode(name, code, known))
                        .orElseGet(() -> Future.succeededFuture(false)));
    }

    /** The time step of the operator's last used code; 0: none was used yet, or there is no such operator. */
    public Future<Long> usedStep(String name) {
        return store.factor(pool, name)
                .map(factor -> factor.map(OperatorStore.Factor::usedStep).orElse(0L));
    }

    private Future<Boolean> acceptCode(String name, String code, OperatorStore.Factor factor) {
        var totp = Totp.fromBase32(secrets.openText(factor.sealed(), context(name)));
        var step = totp.accept(code, clock.instant(), factor.usedStep());
        return step.isEmpty() ? Future.succeededFuture(false) : store.useStep(pool, name, step.getAsLong());
    }

    private Future<Boolean> recorded(AuditAct act, Function<SqlConnection, Future<Boolean>> work) {
        return pool.withTransaction(connection -> work.apply(connection).compose(done -> {
            return done ? audit.append(connection, act).map(true) : Future.succeededFuture(false);
        }));
    }

    private static String context(String name) {
        return "operator " + name + " totp";
    }
}
