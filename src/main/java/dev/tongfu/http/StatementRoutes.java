package dev.tongfu.http;

import dev.tongfu.notification.MerchantWebhooks;
import dev.tongfu.settlement.DailyStatements;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A merchant's daily statement: the file, or with {@code Accept: application/json} its signed manifest.
 *
 * <p>The signature is made like a notification's, over {@code webhook_id.webhook_timestamp.sha256}.
 */
public final class StatementRoutes implements ApiRoutes {
    private static final String CSV = "text/csv; charset=utf-8; header=present";
    private static final Buffer BYTE_ORDER_MARK = Buffer.buffer("\uFEFF".getBytes(StandardCharsets.UTF_8));

    private final DailyStatements statements;
    private final MerchantWebhooks webhooks;
    private final Clock clock;

    public StatementRoutes(DailyStatements statements, MerchantWebhooks webhooks, Clock clock) {
        this.statements = statements;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    @Override
    public Map<String, ApiHandler> operations() {
        return Map.of("getStatement", this::get);
    }

    private Future<ApiAnswer> get(ApiRequest request) {
        var date = LocalDate.parse(request.pathText("accounting_date"));
        return statements.waitsFor(request.merchantId(), date).compose(reasons -> {
            if (!reasons.isEmpty()) {
                return Future.succeededFuture(ApiAnswer.refused(ProblemCode.STATEMENT_NOT_READY));
            }
            return wantsManifest(request) ? manifest(request, date) : Future.succeededFuture(file(request, date));
        });
    }

    private static boolean wantsManifest(ApiRequest request) {
        String accept = request.accept().toLowerCase(Locale.ROOT);
        int json = accept.indexOf("application/json");
        int csv = accept.indexOf("text/csv");
        return json >= 0 && (csv < 0 || json < csv);
    }

    private ApiAnswer file(ApiRequest request, LocalDate date) {
        var reading = statements.read(request.merchantId(), date);
        Supplier<Future<Buffer>> parts = request.flag("bom") ? marked(reading) : reading::next;
        String name = "attachment; filename=\"statement-" + date + ".csv\"";
        return new ApiAnswer.Streamed(CSV, Map.of("Content-Disposition", name), parts);
    }

    private static Supplier<Future<Buffer>> marked(DailyStatements.Reading reading) {
        var begun = new AtomicBoolean();
        return () -> begun.compareAndSet(false, true) ? Future.succeededFuture(BYTE_ORDER_MARK) : reading.next();
    }

    private Future<ApiAnswer> manifest(ApiRequest request, LocalDate date) {
        String id = "statement_" + request.merchantId() + "_" + date;
        long timestamp = clock.instant().getEpochSecond();
        return statements
                .manifest(request.merchantId(), date)
                .compose(manifest -> webhooks.sign(
                                request.merchantId(),
                                id,
                                timestamp,
                                manifest.sha256().getBytes(StandardCharsets.UTF_8))
                        .map(signature -> ApiAnswer.ok(manifest.json()
                                .put("webhook_id", id)
                                .put("webhook_timestamp", timestamp)
                                .put("signature", signature.orElse(""))
                                .toBuffer())));
    }
}
