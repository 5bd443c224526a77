package dev.tongfu.reconciliation;

import dev.tongfu.audit.AuditAct;
import dev.tongfu.audit.AuditLog;
import dev.tongfu.bank.BankAddresses;
import dev.tongfu.bank.StatementReply;
import dev.tongfu.bank.StatementRequest;
import dev.tongfu.bus.Bus;
import dev.tongfu.merchant.Channel;
import dev.tongfu.merchant.MerchantDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes statements from the banks, or from an operator's hand, and keeps their bytes.
 *
 * <p>The same bytes again change nothing; other bytes for the same day are a new version. What an operator does is on
 * record in the transaction that keeps the file.
 */
public final class StatementCustody {
    private static final int KEEP_TRIES_MAX = 5;
    private static final int PART_BYTES = 65_536;

    private final Vertx vertx;
    private final Pool pool;
    private final Bus bus;
    private final MerchantDirectory merchants;
    private final StatementStore store = new StatementStore();
    private final ReadingStore readings = new ReadingStore();
    private final AuditLog audit;
    private final StatementConfig config;
    private final Clock clock;

    public StatementCustody(
            Vertx vertx, Pool pool, Bus bus, MerchantDirectory merchants, StatementConfig config, Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.bus = bus;
        this.merchants = merchants;
        this.audit = new AuditLog(clock);
        this.config = config;
        this.clock = clock;
    }

    /** What a file is said to be by whoever brings it. */
    public record Label(String channelId, LocalDate bankDate, String name, String format) {}

    /** Asks the bank for the statement of a date. */
    public Future<StatementOutcome> fetch(String channelId, LocalDate bankDate, String actor) {
        var channel = merchants.channel(channelId);
        if (channel.isEmpty()) {
            return Future.succeededFuture(new StatementOutcome.NoChannel());
        }
        return ask(new StatementRequest(channelId, bankDate, null)).compose(reply -> {
            if (reply instanceof StatementReply.Fetched fetched) {
                var label = new Label(channelId, bankDate, fetched.name(), fetched.format());
                var act = new AuditAct(actor, "statement.fetch", channelId + ":" + bankDate, "", new JsonObject());
                return keep(channel.get(), label, StatementFile.Source.FETCHED, fetched.content(), act);
            }
            return Future.succeededFuture(without(reply));
        });
    }

    /** Keeps what an operator brings. */
    public Future<StatementOutcome> upload(Label label, Buffer content, String actor, String reason) {
        var channel = merchants.channel(label.channelId());
        if (channel.isEmpty()) {
            return Future.succeededFuture(new StatementOutcome.NoChannel());
        }
        var act = new AuditAct(
                actor, "statement.upload", label.channelId() + ":" + label.bankDate(), reason, new JsonObject());
        return keep(channel.get(), label, StatementFile.Source.UPLOADED, content, act);
    }

    /** 交易流水: the bank's own books of some hours, shown and not kept. */
    public Future<StatementReply> flow(String channelId, LocalDate bankDate, StatementRequest.Hours hours) {
        return ask(new StatementRequest(channelId, bankDate, hours));
    }

    /** Every version within the dates, the newest date first. */
    public Future<List<StatementFile>> list(LocalDate from, LocalDate to, @Nullable String bank, int limit) {
        return store.list(pool, from, to, bank, limit);
    }

    /** What reading gave, the newest date first; versions not read yet are not among them. */
    public Future<List<StatementReading>> readings(LocalDate from, LocalDate to, int limit) {
        return readings.list(pool, from, to, limit);
    }

    /** The largest file that is kept. */
    public long fileBytesMax() {
        return config.fileBytesMax();
    }

    /** The bytes as they came; empty when there is no such version. */
    public Future<Optional<Buffer>> content(String channelId, LocalDate bankDate, int version) {
        return store.content(pool, channelId, bankDate, version)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(found)
                        : vertx.executeBlocking(() -> Optional.of(unpacked(found.get())), false));
    }

    private Future<StatementReply> ask(StatementRequest request) {
        return bus.request(BankAddresses.STATEMENT, request, config.timeoutMs())
                .recover(silence -> Future.succeededFuture(new StatementReply.Unknown("no answer inside the gateway")));
    }

    private static StatementOutcome without(StatementReply reply) {
        if (reply instanceof StatementReply.NotReady notReady) {
            return new StatementOutcome.NotReady(notReady.code());
        }
        return reply instanceof StatementReply.Unknown unknown
                ? new StatementOutcome.Unclear(unknown.reason())
                : new StatementOutcome.NotOffered();
    }

    private Future<StatementOutcome> keep(
            Channel channel, Label label, StatementFile.Source source, Buffer content, AuditAct act) {
        if (content.length() > config.fileBytesMax()) {
            return Future.succeededFuture(new StatementOutcome.TooLarge(config.fileBytesMax()));
        }
        return vertx.executeBlocking(() -> packed(content), false).compose(packed -> {
            var file = new StatementFile(
                    label.channelId(),
                    channel.bank(),
                    label.bankDate(),
                    1,
                    packed.sha256(),
                    label.name(),
                    label.format(),
                    source,
                    content.length(),
                    act.actor(),
                    clock.instant());
            return keep(file, packed, act, KEEP_TRIES_MAX);
        });
    }

    private Future<StatementOutcome> keep(StatementFile file, Packed packed, AuditAct act, int triesLeft) {
        return pool.withTransaction(transaction -> store.keep(transaction, file, packed.bytes())
                        .compose(kept -> kept.isEmpty()
                                ? Future.succeededFuture(kept)
                                : audit.append(transaction, recorded(act, kept.get()))
                                        .map(kept)))
                .compose(kept -> kept.isPresent()
                        ? Future.succeededFuture(new StatementOutcome.Kept(kept.get()))
                        : known(file, packed, act, triesLeft));
    }

    private static AuditAct recorded(AuditAct act, StatementFile file) {
        var detail = new JsonObject()
                .put("version", file.version())
                .put("sha256", file.sha256())
                .put("size", file.size());
        return new AuditAct(act.actor(), act.action(), act.object(), act.reason(), detail);
    }

    /** Not kept: because it is known, or because another file took its version; then it is tried once more. */
    private Future<StatementOutcome> known(StatementFile file, Packed packed, AuditAct act, int triesLeft) {
        return store.byBytes(pool, file.channelId(), file.bankDate(), file.sha256())
                .compose(found -> {
                    if (found.isPresent()) {
                        return Future.succeededFuture(new StatementOutcome.Known(found.get()));
                    }
                    return triesLeft > 1
                            ? keep(file, packed, act, triesLeft - 1)
                            : Future.failedFuture("a statement could not be kept: " + file.name());
                });
    }

    private record Packed(String sha256, Buffer bytes) {}

    /** In parts, because a second copy of a large file is what memory lacks. */
    private static Packed packed(Buffer content) throws IOException, NoSuchAlgorithmException {
        var sha256 = MessageDigest.getInstance("SHA-256");
        var bytes = new ByteArrayOutputStream(content.length() / 8 + 64);
        try (var gzip = new GZIPOutputStream(bytes)) {
            for (int from = 0; from < content.length(); from += PART_BYTES) {
                byte[] part = content.getBytes(from, Math.min(content.length(), from + PART_BYTES));
                sha256.update(part);
                gzip.write(part);
            }
        }
        return new Packed(HexFormat.of().formatHex(sha256.digest()), Buffer.buffer(bytes.toByteArray()));
    }

    private static Buffer unpacked(Buffer compressed) throws IOException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(compressed.getBytes()))) {
            return Buffer.buffer(gzip.readAllBytes());
        }
    }
}
