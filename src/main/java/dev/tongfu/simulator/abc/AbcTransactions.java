package dev.tongfu.simulator.abc;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Carries out what a verified request asks, against the bank's own books; one handler for each transaction type. */
final class AbcTransactions {
    private final AbcDesk desk;
    private final AbcBatches batches;
    private final Map<String, AbcDesk.Handler> handlers;

    AbcTransactions(AbcDesk desk, int feeBasisPoints) {
        this.desk = desk;
        var debits = new AbcDebits(desk);
        this.batches = new AbcBatches(desk, debits);
        var all = new HashMap<String, AbcDesk.Handler>();
        List.of(
                        new AbcPayments(desk).handlers(),
                        new AbcQueries(desk).handlers(),
                        new AbcActs(desk).handlers(),
                        new AbcCodePayments(desk).handlers(),
                        new AbcContracts(desk).handlers(),
                        debits.handlers(),
                        batches.handlers(),
                        new AbcBatchQueries(desk).handlers(),
                        new AbcIdentities(desk).handlers(),
                        new AbcStatements(desk, new AbcStatement(feeBasisPoints, desk.settings())).handlers())
                .forEach(all::putAll);
        this.handlers = Map.copyOf(all);
    }

    Future<AbcResult> execute(AbcRequest request) {
        var handler = handlers.get(request.trxType());
        return handler == null ? AbcDesk.refused(AbcResult.NOT_OFFERED, "交易类型不支持") : handler.handle(request);
    }

    /** Goes on with the batches an earlier process left. */
    Future<Void> resume() {
        return batches.resume();
    }

    AbcResult notFound() {
        return desk.notFound();
    }
}
