package dev.tongfu.bank;

import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops new payments to a bank that does not answer.
 *
 * <p>A payment it refuses was never sent and may be tried again or elsewhere. Queries do not pass through it: what
 * is unknown must be asked for as long as it is unknown.
 */
public final class BankBreaker {
    private static final Logger LOGGER = LoggerFactory.getLogger(BankBreaker.class);
    private static final long NO_TIMEOUT = -1;

    private final CircuitBreaker breaker;

    public BankBreaker(Vertx vertx, String bank, BreakerConfig config) {
        var options = new CircuitBreakerOptions()
                .setMaxFailures(config.failuresMax())
                .setFailuresRollingWindow(config.windowMs())
                .setResetTimeout(config.resetMs())
                .setTimeout(NO_TIMEOUT)
                .setMaxRetries(0)
                .setNotificationAddress(null);
        this.breaker = CircuitBreaker.create("bank." + bank, vertx, options)
                .openHandler(open -> LOGGER.atWarn().addKeyValue("bank", bank).log("new payments to the bank stop"))
                .closeHandler(
                        closed -> LOGGER.atInfo().addKeyValue("bank", bank).log("new payments go on"));
    }

    /** Makes the call unless the breaker is open; a call without a clear answer counts against the bank. */
    public Future<BankCall> guard(Supplier<Future<BankCall>> call) {
        return breaker.<BankCall>execute(() -> call.get().compose(BankBreaker::count))
                .recover(BankBreaker::uncount);
    }

    public void close() {
        breaker.close();
    }

    private static Future<BankCall> count(BankCall call) {
        boolean silent = call.reply() instanceof BankReply.Unknown || call.reply() instanceof BankReply.NotSent;
        return silent ? Future.failedFuture(new Silent(call)) : Future.succeededFuture(call);
    }

    private static Future<BankCall> uncount(Throwable failure) {
        if (failure instanceof Silent silent) {
            return Future.succeededFuture(silent.call);
        }
        if (failure instanceof OpenCircuitException) {
            var reply = new BankReply.NotSent("the bank has not been answering; new payments wait");
            return Future.succeededFuture(new BankCall(reply, Buffer.buffer(), Buffer.buffer()));
        }
        return Future.failedFuture(failure);
    }

    /** Carries an unanswered call past the breaker's counting. */
    private static final class Silent extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient BankCall call;

        Silent(BankCall call) {
            super("no answer", null, false, false);
            this.call = call;
        }
    }
}
