package dev.tongfu.reconciliation;

import dev.tongfu.merchant.Channel;
import dev.tongfu.merchant.MerchantDirectory;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Reconciles a bank's date by hand: every channel of the bank, as the scheduler would; a statement that is not kept yet
 * is fetched.
 */
public final class Reconciler {
    private final MerchantDirectory merchants;
    private final StatementCustody custody;
    private final Runs runs;
    private final RunList list;

    public Reconciler(MerchantDirectory merchants, StatementCustody custody, Runs runs, RunList list) {
        this.merchants = merchants;
        this.custody = custody;
        this.runs = runs;
        this.list = list;
    }

    /**
     * What became of it.
     *
     * @param runs the newest of each channel that has one
     * @param missing why channels have none, such as {@code abc-1: the bank has no statement yet (98)}
     */
    public record Reconciled(List<RunSummary> runs, List<String> missing) {
        public Reconciled {
            runs = List.copyOf(runs);
            missing = List.copyOf(missing);
        }

        /** Every channel's run is there and proven. */
        public boolean proven() {
            return missing.isEmpty() && !runs.isEmpty() && runs.stream().allMatch(RunSummary::proven);
        }

        /** {@code proven}, or the first word that is not. */
        public String status() {
            return runs.stream()
                    .map(RunSummary::status)
                    .filter(status -> !status.equals("proven"))
                    .findFirst()
                    .orElse(runs.isEmpty() ? "missing" : "proven");
        }
    }

    /** One channel after the other. */
    public Future<Reconciled> reconcile(String bank, LocalDate bankDate, String actor) {
        var channels = merchants.channels().stream()
                .filter(channel -> channel.bank().equals(bank) && channel.enabled())
                .map(Channel::id)
                .sorted()
                .toList();
        var missing = new ArrayList<String>();
        if (channels.isEmpty()) {
            missing.add("the bank " + bank + " has no channel that is enabled");
        }
        Future<Void> chain = Future.succeededFuture();
        for (var channel : channels) {
            chain = chain.compose(done -> reconcileChannel(channel, bankDate, actor))
                    .map(objection -> {
                        if (!objection.isEmpty()) {
                            missing.add(channel + ": " + objection);
                        }
                        return null;
                    });
        }
        return chain.compose(done -> list.newest(bank, bankDate)).map(found -> new Reconciled(found, missing));
    }

    /** Empty when it ran; else why it could not. */
    private Future<String> reconcileChannel(String channelId, LocalDate bankDate, String actor) {
        return runs.run(channelId, bankDate, actor)
                .compose(run -> run.isPresent() ? Future.succeededFuture("") : fetched(channelId, bankDate, actor));
    }

    private Future<String> fetched(String channelId, LocalDate bankDate, String actor) {
        return custody.fetch(channelId, bankDate, actor).compose(outcome -> {
            boolean there = outcome instanceof StatementOutcome.Kept || outcome instanceof StatementOutcome.Known;
            return there
                    ? runs.run(channelId, bankDate, actor)
                            .map(run -> run.isPresent() ? "" : "the newest statement is bad")
                    : Future.succeededFuture(reason(outcome));
        });
    }

    private static String reason(StatementOutcome outcome) {
        if (outcome instanceof StatementOutcome.NotReady notReady) {
            return "the bank has no statement yet (" + notReady.code() + ")";
        }
        if (outcome instanceof StatementOutcome.Unclear unclear) {
            return "the bank's answer is not clear: " + unclear.reason();
        }
        return outcome instanceof StatementOutcome.TooLarge
                ? "the statement is larger than is taken"
                : "the bank has no call for statements; bring the file by hand";
    }
}
