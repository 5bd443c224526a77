package dev.tongfu.console;

import dev.tongfu.audit.AuditAct;
import dev.tongfu.audit.AuditLog;
import dev.tongfu.audit.Operator;
import dev.tongfu.crypto.Tokens;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Log-in, sessions and log-out.
 *
 * <p>An operator proves who he is by his name, his API token and a one-time code. The token stands where others have a
 * password: it has 256 random bits, so it can be neither guessed nor used elsewhere too, and a second secret of that
 * kind would only be one more to lose. The code is the second factor, so a token that leaked opens no console. Whoever
 * is refused does not hear which of the three was wrong.
 */
public final class ConsoleSessions {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,31}");
    private static final int TOKEN_MAX = 256;
    private static final int NOTICE_MAX = 1_200;
    private static final Duration KEPT = Duration.ofDays(30);

    private final Pool pool;
    private final Clock clock;
    private final ConsoleConfig limits;
    private final Function<String, Optional<Operator>> byToken;
    private final SecondFactor factor;
    private final AuditLog audit;
    private final Throttle throttle;
    private final Tokens secrets = new Tokens();
    private final SessionStore store = new SessionStore();

    /** @param byToken who a token belongs to; answers from memory */
    public ConsoleSessions(
            Pool pool,
            Clock clock,
            ConsoleConfig limits,
            Function<String, Optional<Operator>> byToken,
            SecondFactor factor) {
        this.pool = pool;
        this.clock = clock;
        this.limits = limits;
        this.byToken = byToken;
        this.factor = factor;
        this.audit = new AuditLog(clock);
        this.throttle = new Throttle(pool, clock, limits);
    }

    /** What somebody brings who wants to come in. */
    record Claim(String name, String token, String code, String address) {
        boolean readable() {
            return NAME.matcher(name).matches() && token.length() <= TOKEN_MAX;
        }

        @Override
        public String toString() {
            return "Claim[" + name + "]";
        }
    }

    /** What became of a log-in. */
    sealed interface LogIn {
        record Opened(ConsoleSession session) implements LogIn {}

        /** Something of it was wrong; nobody says what. */
        record Refused() implements LogIn {}

        record Wait(int seconds) implements LogIn {}
    }

    Future<LogIn> logIn(Claim claim) {
        String address = "address:" + claim.address();
        return throttle.begin(address).compose(wait -> {
            if (wait > 0) {
                return Future.succeededFuture(new LogIn.Wait(wait));
            }
            return claim.readable() ? named(claim, address) : Future.succeededFuture(new LogIn.Refused());
        });
    }

    private Future<LogIn> named(Claim claim, String address) {
        String name = "name:" + claim.name();
        return throttle.begin(name).compose(wait -> {
            if (wait > 0) {
                return Future.succeededFuture(new LogIn.Wait(wait));
            }
            return proven(claim)
                    .compose(operator -> operator.isEmpty()
                            ? refused(claim)
                            : throttle.succeeded(name)
                                    .compose(done -> throttle.succeeded(address))
                                    .compose(done -> opened(operator.get(), claim.address())));
        });
    }

    private Future<Optional<Operator>> proven(Claim claim) {
        var operator = byToken.apply(claim.token()).filter(one -> one.name().equals(claim.name()));
        return operator.isEmpty()
                ? Future.succeededFuture(operator)
                : factor.accept(claim.name(), claim.code())
                        .map(verdict -> operator.filter(one -> verdict == SecondFactor.Verdict.ACCEPTED));
    }

    private Future<LogIn> refused(Claim claim) {
        var act = act("console.login-refused", claim.name(), claim.address());
        return pool.withTransaction(connection -> audit.append(connection, act)).map(new LogIn.Refused());
    }

    private Future<LogIn> opened(Operator operator, String address) {
        String secret = secrets.next();
        var now = clock.instant();
        var span = new SessionStore.Span(
                now, now.plus(Duration.ofHours(limits.sessionHours())), limits.sessionsMax() - 1, KEPT.toSeconds());
        return pool.withTransaction(connection -> store.open(
                                connection, Tokens.hash(secret), operator.name(), address, span)
                        .compose(done -> audit.append(connection, act("console.login", operator.name(), address))))
                .map(done -> new LogIn.Opened(new ConsoleSession(secret, operator, null)));
    }

    private static AuditAct act(String action, String name, String address) {
        return new AuditAct("console", action, name, "", new JsonObject().put("address", address));
    }

    /** The session of a cookie; empty when it is over, was never there, or its operator is disabled. */
    Future<Optional<ConsoleSession>> find(String secret) {
        var now = clock.instant();
        return store.use(pool, Tokens.hash(secret), now, now.minus(Duration.ofMinutes(limits.idleMinutes())))
                .map(found -> found.map(one -> new ConsoleSession(secret, one.operator(), one.notice())));
    }

    Future<Void> note(ConsoleSession session, String notice) {
        String cut = notice.length() > NOTICE_MAX ? notice.substring(0, NOTICE_MAX) : notice;
        return store.note(pool, Tokens.hash(session.secret()), cut);
    }

    Future<Void> logOut(ConsoleSession session) {
        var act = new AuditAct(
                session.operator().actor(), "console.logout", session.operator().name(), "", new JsonObject());
        return pool.withTransaction(connection -> store.end(connection, Tokens.hash(session.secret()), clock.instant())
                        .compose(done -> audit.append(connection, act)))
                .mapEmpty();
    }
}
