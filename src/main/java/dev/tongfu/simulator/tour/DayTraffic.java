package dev.tongfu.simulator.tour;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Drives a day's traffic through the gateway, on one event loop; the caller's own thread waits. */
final class DayTraffic {
    private static final int LANES = 48;
    private static final int CONNECTIONS = 64;
    private static final int LOOK_LANES = 16;
    private static final int PROGRESS_EVERY = 500;
    private static final Duration PHASE_LIMIT = Duration.ofMinutes(30);
    private static final Duration END_LIMIT = Duration.ofMinutes(15);
    private static final Duration LOOK_PAUSE = Duration.ofSeconds(2);
    private static final Set<String> GOOD_ENDS = Set.of("succeeded", "completed");
    private static final int BATCH_PER_BANK_MAX = 1_000;
    private static final int BATCH_ONE_BY_ONE_MAX = 200;

    private final Context context;
    private final DayClient client;
    private final DayPlan plan;
    private final DayPayers payers;
    private final DayActs acts;
    private final Consumer<String> progress;

    DayTraffic(Vertx vertx, TourWorld world, DayPlan plan, Consumer<String> progress) {
        this.context = vertx.getOrCreateContext();
        this.client = world.dayClient(vertx, CONNECTIONS);
        this.plan = plan;
        this.payers = new DayPayers(client, world.shop(), world.run(), plan.seed());
        this.acts = new DayActs(client, payers);
        this.progress = progress;
    }

    /** All payers, at both banks. */
    DayLanes.Result visits() throws IOException {
        var visits = plan.visits();
        return run("payers", LANES, visits.size(), number -> payers.visit(visits.get(number)));
    }

    /** A capture for each hold. */
    DayLanes.Result captures() throws IOException {
        var holds = payers.holds();
        return run("captures", LANES, holds.size(), number -> acts.capture(holds.get(number)));
    }

    /** Half of them at each bank; one in ten of the whole, which goes as a void where the bank knows that. */
    DayLanes.Result refunds() throws IOException {
        var candidates = DayPlan.BANKS.stream()
                .map(bank -> DayActs.queue(of(bank).subList(batched(bank), of(bank).size())))
                .toList();
        return run(
                "refunds",
                LANES,
                singleRefunds(),
                number -> acts.refund(
                        candidates.get(number % candidates.size()),
                        paid -> number % 20 < 2 ? paid.amount() : Math.max(1, paid.amount() / 3)));
    }

    int singleRefunds() {
        return plan.refunds() - batched("abc") - batched("unionpay");
    }

    /** One at each bank; the items are paid for sure. */
    DayLanes.Result refundBatches() throws IOException {
        var batches = new ArrayList<List<DayPayers.Paid>>();
        for (var bank : DayPlan.BANKS) {
            batches.add(heardOf(of(bank).subList(0, batched(bank))));
        }
        return run(
                "refund batches",
                2,
                batches.size(),
                number -> acts.refundBatch(batches.get(number)).mapEmpty());
    }

    /** All under one contract. */
    DayLanes.Result debits(String contractId) throws IOException {
        return run(
                "debits",
                1,
                1,
                number -> acts.debitBatch(contractId, plan.debits()).mapEmpty());
    }

    /** Waits until all that was begun has ended or patience is over; how often which end but success, if any. */
    Map<String, Integer> waitForEnds() throws IOException {
        long end = System.nanoTime() + END_LIMIT.toNanos();
        var others = new ConcurrentHashMap<String, Integer>();
        var open = acts.begun();
        while (!open.isEmpty() && System.nanoTime() < end) {
            var looked = open;
            var left = new ConcurrentLinkedQueue<String>();
            others.clear();
            run(
                    "ends",
                    LOOK_LANES,
                    looked.size(),
                    number -> acts.status(looked.get(number))
                            .onSuccess(status -> {
                                if (!GOOD_ENDS.contains(status)) {
                                    left.add(looked.get(number));
                                    others.merge(status, 1, Integer::sum);
                                }
                            })
                            .mapEmpty());
            open = List.copyOf(left);
            if (ended(others)) {
                return Map.copyOf(others);
            }
            LockSupport.parkNanos(LOOK_PAUSE.toNanos());
        }
        return Map.copyOf(others);
    }

    private static boolean ended(Map<String, Integer> others) {
        return Set.of("failed").containsAll(others.keySet());
    }

    /** A few more purchases at both banks, for another day. */
    DayLanes.Result purchases(int count) throws IOException {
        return run(
                "next day",
                2,
                count,
                number -> payers.visit(
                        new DayPlan.Visit(DayPlan.BANKS.get(number % DayPlan.BANKS.size()), DayPlan.Act.PURCHASE)));
    }

    void close() {
        client.close().onFailure(late -> progress.accept("the client did not close: " + late.getMessage()));
    }

    private int batched(String bank) {
        int quarter = plan.refunds() / 4;
        return Math.min(quarter, bank.equals("abc") ? BATCH_PER_BANK_MAX : BATCH_ONE_BY_ONE_MAX);
    }

    private List<DayPayers.Paid> of(String bank) {
        return payers.purchases().stream()
                .filter(paid -> paid.bank().equals(bank))
                .toList();
    }

    private List<DayPayers.Paid> heardOf(List<DayPayers.Paid> payments) throws IOException {
        var heard = new ConcurrentLinkedQueue<DayPayers.Paid>();
        run(
                "looks",
                LOOK_LANES,
                payments.size(),
                number -> acts.paid(payments.get(number))
                        .onSuccess(paid -> {
                            if (paid) {
                                heard.add(payments.get(number));
                            }
                        })
                        .mapEmpty());
        return List.copyOf(heard);
    }

    @CanIgnoreReturnValue
    private DayLanes.Result run(String what, int lanes, int count, IntFunction<Future<Void>> work) throws IOException {
        var pace = new Pace(what, count);
        return wait(
                DayLanes.run(context, lanes, count, number -> work.apply(number).onComplete(done -> pace.ended())),
                PHASE_LIMIT);
    }

    /** Says now and then how many have ended and how many of the last ones in a second. */
    private final class Pace {
        private final String what;
        private final int count;
        private int ended;
        private long lastAt = System.nanoTime();

        Pace(String what, int count) {
            this.what = what;
            this.count = count;
        }

        void ended() {
            ended++;
            if (ended % PROGRESS_EVERY == 0) {
                long now = System.nanoTime();
                long ms = Math.max(1, (now - lastAt) / 1_000_000);
                lastAt = now;
                progress.accept(what + " " + ended + " of " + count + ", " + PROGRESS_EVERY * 1_000L / ms + "/s");
            }
        }
    }

    private static <T> T wait(Future<T> future, Duration limit) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(limit.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException("the day's traffic broke off", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
