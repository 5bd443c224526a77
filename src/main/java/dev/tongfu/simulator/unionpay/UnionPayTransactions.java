package dev.tongfu.simulator.unionpay;

import dev.tongfu.simulator.frame.BankOrderRow;
import dev.tongfu.simulator.frame.Books;
import dev.tongfu.simulator.frame.Charge;
import dev.tongfu.simulator.frame.ChargeKind;
import dev.tongfu.simulator.frame.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Carries out what a verified request asks, against the bank's own books. */
final class UnionPayTransactions {
    private final Vertx vertx;
    private final String bank;
    private final Books books;
    private final Clock clock;
    private final UnionPayCheck check;
    private final UnionPayBackActs backActs;
    private final UnionPaySettings settings;
    private final UnionPayStatement statement;
    private final String encryptionCertificate;

    UnionPayTransactions(
            Vertx vertx,
            UnionPayBackActs.Desk desk,
            UnionPayBackActs backActs,
            int feeBasisPoints,
            String encryptionCertificate) {
        this.vertx = vertx;
        this.bank = desk.bank();
        this.books = desk.books();
        this.clock = desk.clock();
        this.check = desk.check();
        this.settings = desk.settings();
        this.backActs = backActs;
        this.statement = new UnionPayStatement(feeBasisPoints);
        this.encryptionCertificate = encryptionCertificate;
    }

    /** Places a payer's order; on success the answer names the token of the payer's page. */
    Future<UnionPayResult> front(UnionPayTransaction transaction, UnionPayRequest request, Optional<Fault> fault) {
        var complaint = check.complaint(transaction, request);
        if (complaint.isPresent()) {
            return Future.succeededFuture(complaint.get());
        }
        var row = BankOrderRow.open(
                bank,
                request.merchantNo(),
                request.orderNo(),
                transaction == UnionPayTransaction.HOLD ? ChargeKind.PREAUTH : ChargeKind.PAY,
                UnionPayCheck.amount(request),
                new BankOrderRow.Opening(
                        clock.instant(),
                        check.deadline(request),
                        UnionPayOrder.front(request, fault).toJson()));
        return books.place(row)
                .map(placed -> placed
                        ? UnionPayResult.success(Map.of("token", row.token()))
                        : UnionPayResult.refused(UnionPayCode.DUPLICATE));
    }

    /** Everything that is not for the payer. */
    Future<UnionPayResult> execute(UnionPayTransaction transaction, UnionPayRequest request) {
        var complaint = check.complaint(transaction, request);
        if (complaint.isPresent()) {
            return Future.succeededFuture(complaint.get());
        }
        return switch (transaction) {
            case QUERY -> query(request);
            case STATEMENT -> statement(request);
            case ENCRYPTION_KEY ->
                Future.succeededFuture(UnionPayResult.success(
                        Map.of("certType", request.field("certType"), "encryptPubKeyCert", encryptionCertificate)));
            case REFUND, VOID, CAPTURE, CANCEL, CAPTURE_VOID -> backActs.execute(transaction, request);
            case PURCHASE, HOLD -> throw new IllegalStateException("the payer's orders come by the front");
        };
    }

    private Future<UnionPayResult> query(UnionPayRequest request) {
        return books.byOrderNo(bank, request.merchantNo(), request.orderNo())
                .map(found ->
                        found.filter(row -> UnionPayOrder.of(row).txnTime().equals(request.field("txnTime"))))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(UnionPayResult.refused(UnionPayCode.NOT_FOUND))
                        : books.chargeOf(found.get()).map(charge -> state(found.get(), charge)));
    }

    private UnionPayResult state(BankOrderRow row, Optional<Charge> charge) {
        var detail = UnionPayOrder.of(row);
        var mark = charge.map(Charge::mark).orElse(Charge.Mark.NONE);
        if (mark == Charge.Mark.PAID_UNHEARD) {
            return UnionPayResult.nothing();
        }
        if (row.status() == BankOrderRow.Status.OPEN) {
            boolean waits = settings.nextOpenOrderWaits() && clock.instant().isBefore(row.deadline());
            return waits
                    ? answer(row, UnionPayCode.WAITING, Optional.empty())
                    : UnionPayResult.refused(UnionPayCode.NOT_FOUND);
        }
        if (!detail.settled(clock.instant())) {
            return answer(row, UnionPayCode.PROCESSING, Optional.empty());
        }
        if (row.status() == BankOrderRow.Status.FAILED) {
            var code = detail.failureCode().isEmpty() ? settings.failureCode() : detail.failureCode();
            return answer(row, code, Optional.empty());
        }
        return mark == Charge.Mark.UNPAID
                ? answer(row, UnionPayCode.FAILED, Optional.empty())
                : answer(row, UnionPayCode.SUCCESS, charge);
    }

    /** The query itself succeeds whatever became of the transaction. */
    private static UnionPayResult answer(BankOrderRow row, String code, Optional<Charge> charge) {
        var detail = UnionPayOrder.of(row);
        var fields = new TreeMap<>(UnionPayNotice.facts(row.amount(), charge));
        fields.put("origRespCode", code);
        fields.put("origRespMsg", UnionPayCode.words(code));
        fields.put("reqReserved", detail.reqReserved());
        fields.put("origQryId", detail.origQryId());
        charge.ifPresent(found -> fields.put("reserved", "{cardLevel=1&issuer=01020000}"));
        return UnionPayResult.success(fields);
    }

    /** The year is that which puts the day nearest before the books' own open day, which a test may have moved on. */
    private Future<UnionPayResult> statement(UnionPayRequest request) {
        return books.today(bank).compose(today -> {
            var day = UnionPayTimes.latest(request.field("settleDate"), today);
            return day.isEmpty()
                    ? Future.succeededFuture(UnionPayResult.refused(UnionPayCode.MALFORMED, "settleDate"))
                    : statement(request.merchantNo(), day.get());
        });
    }

    private Future<UnionPayResult> statement(String merchantNo, LocalDate day) {
        return books.day(bank, day)
                .compose(settings -> settings.closed()
                        ? statement(merchantNo, day, settings.extra())
                        : Future.succeededFuture(UnionPayResult.refused(UnionPayCode.NO_FILE)));
    }

    /** Written page by page; that is work for a worker thread. */
    private Future<UnionPayResult> statement(String merchantNo, LocalDate date, int extra) {
        var day = new UnionPayStatement.Day(merchantNo, date, extra);
        var writer = statement.writer(day);
        return books.eachPage(
                        bank,
                        date,
                        merchantNo,
                        page -> books.originals(bank, merchantNo, page)
                                .compose(originals -> vertx.executeBlocking(() -> {
                                    writer.add(page, originals);
                                    return null;
                                })))
                .compose(written -> vertx.executeBlocking(writer::finish))
                .map(content -> UnionPayResult.success(Map.of(
                        "fileName", day.name(), "fileContent", content, "settleDate", UnionPayTimes.dayOfYear(date))));
    }
}
