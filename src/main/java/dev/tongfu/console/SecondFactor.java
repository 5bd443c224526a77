package dev.tongfu.console;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Takes operators' one-time codes: each once, and not many wrong ones in a row. */
public final class SecondFactor {
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private final BiFunction<String, String, Future<Boolean>> codes;
    private final Throttle throttle;

    /** @param codes whether it is the operator's code of now, true once: {@code OperatorService.acceptCode} */
    public SecondFactor(
            BiFunction<String, String, Future<Boolean>> codes, Pool pool, Clock clock, ConsoleConfig limits) {
        this.codes = codes;
        this.throttle = new Throttle(pool, clock, limits);
    }

    /** What became of a code. */
    public enum Verdict {
        ACCEPTED,
        WRONG,
        TOO_MANY_TRIES
    }

    /** The verdict; a text that is no code at all is wrong without being counted. */
    public Future<Verdict> accept(String name, String code) {
        if (!CODE.matcher(code).matches()) {
            return Future.succeededFuture(Verdict.WRONG);
        }
        String subject = "code:" + name;
        return throttle.begin(subject)
                .compose(wait -> wait > 0
                        ? Future.succeededFuture(Verdict.TOO_MANY_TRIES)
                        : codes.apply(name, code)
                                .compose(right -> right
                                        ? throttle.succeeded(subject).map(Verdict.ACCEPTED)
                                        : Future.succeededFuture(Verdict.WRONG)));
    }
}
