package dev.tongfu;

import dev.tongfu.reconciliation.RunSummary;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.TreeMap;

/** A run's proof and breaks as tables; amounts in yuan. */
final class RunTable {
    private static final int CENTS = 2;

    private final RunSummary run;

    RunTable(RunSummary run) {
        this.run = run;
    }

    void print(PrintWriter out) {
        out.printf(
                "%s %s version %d run %d %s: %s%s%n",
                run.channelId(),
                run.bankDate(),
                run.version(),
                run.number(),
                run.id(),
                run.status(),
                run.failure() == null ? "" : " (" + run.failedStep() + ": " + run.failure() + ")");
        kinds(run.proof().getJsonArray("kinds", new JsonArray()), out);
        if (!run.breaks().isEmpty()) {
            var table = new TextTable("break 差异", "count 笔数", "amount 金额");
            new TreeMap<>(run.breaks())
                    .forEach((code, sum) -> table.row(code, String.valueOf(sum.count()), yuan(sum.amount())));
            table.print(out);
        }
    }

    private static void kinds(JsonArray kinds, PrintWriter out) {
        if (kinds.isEmpty()) {
            return;
        }
        var table = new TextTable("kind 类别", "ours 我方", "sum", "breaks 差异", "sum", "bank 银行", "sum", "difference 差额");
        for (int i = 0; i < kinds.size(); i++) {
            var kind = kinds.getJsonObject(i);
            table.row(
                    kind.getString("kind", ""),
                    count(kind, "platform_count"),
                    amount(kind, "platform_amount"),
                    count(kind, "break_count"),
                    amount(kind, "break_amount"),
                    count(kind, "bank_count"),
                    amount(kind, "bank_amount"),
                    amount(kind, "difference"));
        }
        table.print(out);
    }

    private static String count(JsonObject kind, String name) {
        return String.valueOf(kind.getLong(name, 0L));
    }

    private static String amount(JsonObject kind, String name) {
        return yuan(kind.getLong(name, 0L));
    }

    private static String yuan(long fen) {
        return BigDecimal.valueOf(fen, CENTS).toPlainString();
    }
}
