package dev.tongfu.settlement;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look of the scheduler: lines of closed days, reserves that are due, batches that are due, payouts.
 *
 * <p>Every step is tried whatever became of the one before, and may be repeated on any node.
 */
public final class SettlementWork {
    private static final Logger LOGGER = LoggerFactory.getLogger(SettlementWork.class);
    private static final String ACTOR = "scheduler";

    private final MerchantLines lines;
    private final Reserves reserves;
    private final SettlementService settlements;
    private final PayoutService payouts;

    public SettlementWork(
            MerchantLines lines, Reserves reserves, SettlementService settlements, PayoutService payouts) {
        this.lines = lines;
        this.reserves = reserves;
        this.settlements = settlements;
        this.payouts = payouts;
    }

    /** Never fails. */
    public Future<Void> look() {
        return step("lines", lines::project)
                .compose(done -> step("reserves", reserves::releaseDue))
                .compose(done -> step("batches", () -> settlements.settleDue(ACTOR)))
                .compose(done -> step("payouts", payouts::advance));
    }

    private static Future<Void> step(String name, Supplier<Future<?>> work) {
        return work.get().<Void>mapEmpty().recover(failure -> {
            LOGGER.atWarn()
                    .addKeyValue("step", name)
                    .setCause(failure)
                    .log("a step of settlement did not end; tried again later");
            return Future.succeededFuture();
        });
    }
}
