package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes to ask after attempts whose time has come, to close payments nobody began to pay, to give back what is not the
 * merchants', to end what its time ends, and to send or ask after calls at banks that nobody attends to.
 *
 * <p>Due rows are claimed by lease in the database, so any number of nodes may run it and a restart loses nothing.
 */
public final class InquiryVerticle extends VerticleBase {
    private static final Logger LOGGER = LoggerFactory.getLogger(InquiryVerticle.class);

    private final PaymentDesks desks;
    private final InquiryConfig config;
    private int inFlight;
    private long timer = -1;
    private boolean stopped;

    public InquiryVerticle(PaymentDesks desks, InquiryConfig config) {
        this.desks = desks;
        this.config = config;
    }

    @Override
    public Future<?> start() {
        schedule();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return Future.succeededFuture();
    }

    private void schedule() {
        if (!stopped) {
            long jitter = ThreadLocalRandom.current().nextLong(1 + config.pollMs() / 4);
            timer = vertx.setTimer(config.pollMs() + jitter, fired -> wake());
        }
    }

    private void wake() {
        var current = desks.here();
        current.closeExpired(config.batch())
                .compose(closed -> current.giveBack(config.batch()))
                .compose(given -> current.endOverdue(config.batch()))
                .compose(ended -> claim(current))
                .compose(claimed -> attend(current))
                .onFailure(cause -> LOGGER.atWarn().setCause(cause).log("inquiry could not look for due orders"))
                .onComplete(done -> schedule());
    }

    private Future<Void> claim(PaymentDesk current) {
        int room = Math.min(config.batch(), config.inFlightMax() - inFlight);
        if (room <= 0) {
            return Future.succeededFuture();
        }
        return current.claimDue(room, config.leaseS()).map(due -> {
            ask(current, due);
            return null;
        });
    }

    private Future<Void> attend(PaymentDesk current) {
        int room = Math.min(config.batch(), config.inFlightMax() - inFlight);
        if (room <= 0) {
            return Future.succeededFuture();
        }
        return current.operations().claimDue(room, config.leaseS()).map(due -> {
            due.forEach(operation -> attend(current, operation));
            return null;
        });
    }

    private void attend(PaymentDesk current, Operation operation) {
        inFlight++;
        current.operations()
                .attend(operation)
                .onFailure(cause -> LOGGER.atWarn()
                        .addKeyValue("order", operation.bankOrderNo())
                        .setCause(cause)
                        .log("a call at a bank was not attended to; its lease ends and it is again"))
                .onComplete(done -> inFlight--);
    }

    private void ask(PaymentDesk current, List<DueAttempt> due) {
        for (var one : due) {
            inFlight++;
            current.inquiry()
                    .ask(one.payment(), one.attempt(), false)
                    .onFailure(cause -> LOGGER.atWarn()
                            .addKeyValue("order", one.attempt().bankOrderNo())
                            .setCause(cause)
                            .log("inquiry failed; the lease ends and the order is asked after again"))
                    .onComplete(done -> inFlight--);
        }
    }
}
