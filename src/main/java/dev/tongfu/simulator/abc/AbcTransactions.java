package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.BankOrderRow;
import dev.tongfu.simulator.frame.Books;
import dev.tongfu.simulator.frame.Charge;
import dev.tongfu.simulator.frame.ChargeKind;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Carries out what a verified request asks, against the bank's own books. */
final class AbcTransactions {
    private static final int STATEMENT_LINES_MAX = 200_000;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu/MM/dd");

    private final String bank;
    private final Books books;
    private final Clock clock;
    private final AbcOrderCheck check;
    private final AbcStatement statement;
    private final String notFoundCode;

    AbcTransactions(String bank, Books books, Clock clock, AbcOrderCheck check, SimulatedAbcConfig config) {
        this.bank = bank;
        this.books = books;
        this.clock = clock;
        this.check = check;
        this.statement = new AbcStatement(config.feeBasisPoints());
        this.notFoundCode = config.notFoundCode();
    }

    /** @param publicUrl where payers reach the simulated banks */
    Future<AbcResult> execute(AbcRequest request, String publicUrl) {
        return switch (request.trxType()) {
            case "PayReq" -> order(request, publicUrl);
            case "Query" -> query(request);
            case "Settle" -> settle(request);
            default -> Future.succeededFuture(AbcResult.refused(AbcResult.NOT_OFFERED, "交易类型不支持"));
        };
    }

    AbcResult notFound() {
        return AbcResult.refused(notFoundCode, "订单不存在");
    }

    private Future<AbcResult> order(AbcRequest request, String publicUrl) {
        var complaint = check.complaint(request);
        if (complaint.isPresent()) {
            return Future.succeededFuture(AbcResult.refused(AbcResult.MALFORMED, "报文要素有误: " + complaint.get()));
        }
        var row = row(request);
        return books.place(row).map(placed -> placed ? accepted(row, publicUrl) : taken());
    }

    private BankOrderRow row(AbcRequest request) {
        return BankOrderRow.open(
                bank,
                request.merchantNo(),
                request.orderField("OrderNo"),
                request.orderField("PayTypeID").equals("PreAuthPay") ? ChargeKind.PREAUTH : ChargeKind.PAY,
                AbcOrderCheck.amount(request).orElseThrow(),
                new BankOrderRow.Opening(
                        clock.instant(),
                        check.deadline(request).orElseThrow(),
                        AbcOrder.of(request).toJson()));
    }

    private static AbcResult accepted(BankOrderRow row, String publicUrl) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("OrderNo", row.orderNo());
        fields.put("PaymentURL", publicUrl + "/" + row.bank() + "/pay/" + row.token());
        fields.put("OrderAmount", row.amount().toDecimal());
        return AbcResult.success(fields);
    }

    private static AbcResult taken() {
        return AbcResult.refused(AbcResult.ORDER_NO_TAKEN, "订单号重复");
    }

    private Future<AbcResult> query(AbcRequest request) {
        boolean wellFormed = request.field("QueryDetail").matches("true|false|0|1")
                && !request.field("OrderNo").isEmpty()
                && !request.field("PayTypeID").isEmpty();
        if (!wellFormed) {
            return Future.succeededFuture(AbcResult.refused(AbcResult.MALFORMED, "报文要素有误"));
        }
        return books.byOrderNo(bank, request.merchantNo(), request.field("OrderNo"))
                .map(found -> found.filter(row -> AbcOrder.of(row).payTypeId().equals(request.field("PayTypeID"))))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(notFound())
                        : books.chargeOf(found.get()).map(charge -> state(request, found.get(), charge)));
    }

    private static AbcResult state(AbcRequest request, BankOrderRow row, Optional<Charge> charge) {
        var mark = charge.map(Charge::mark).orElse(Charge.Mark.NONE);
        if (mark == Charge.Mark.PAID_UNHEARD) {
            return AbcResult.nothing();
        }
        boolean detailed = request.field("QueryDetail").matches("true|1");
        var order = new LinkedHashMap<String, String>();
        var detail = AbcOrder.of(row);
        order.put("PayTypeID", detail.payTypeId());
        order.put("OrderNo", row.orderNo());
        order.put("OrderDate", detail.orderDate());
        order.put("OrderTime", detail.orderTime());
        order.put("OrderAmount", row.amount().toDecimal());
        order.put("Status", AbcStatement.status(row, mark));
        if (detailed) {
            order.put("OrderDesc", detail.orderDesc());
            order.put("OrderURL", detail.orderUrl());
            order.put("PaymentLinkType", detail.paymentLinkType());
            order.put("AcctNo", "622848*********0018");
            order.put("CommodityType", detail.commodityType());
            order.put("BuyIP", detail.buyIp());
            order.put("iRspRef", charge.map(AbcNotice::reference).orElse(""));
            order.put("MerchantRemarks", detail.remarks());
        }
        var fields = new LinkedHashMap<String, String>();
        var json = AbcAnswers.object(order).getBytes(AbcAnswers.GBK);
        fields.put("Order", Base64.getEncoder().encodeToString(json));
        return AbcResult.success(fields);
    }

    private Future<AbcResult> settle(AbcRequest request) {
        var day = date(request.field("SettleDate"));
        boolean zipped = request.field("ZIP").equals("1");
        if (day.isEmpty() || !request.field("ZIP").matches("[01]")) {
            return Future.succeededFuture(AbcResult.refused(AbcResult.MALFORMED, "报文要素有误"));
        }
        return books.day(bank, day.get())
                .compose(settings -> settings.closed()
                        ? books.charges(Optional.of(bank), day, Optional.of(request.merchantNo()), STATEMENT_LINES_MAX)
                                .map(charges -> statement(request, day.get(), charges, settings.extra(), zipped))
                        : Future.succeededFuture(AbcResult.refused(AbcResult.STATEMENT_NOT_READY, "对账单尚未生成")));
    }

    private AbcResult statement(AbcRequest request, LocalDate day, List<Charge> charges, int extra, boolean zipped) {
        var settled =
                charges.stream().filter(charge -> charge.kind().movesMoney()).toList();
        var text = statement.text(request.merchantNo(), day, settled, extra);
        var fields = new LinkedHashMap<String, String>();
        fields.put("SettleDate", DATE.format(day));
        fields.put("SettleType", "ABC");
        fields.put(zipped ? "ZIPDetailRecords" : "DetailRecords", zipped ? AbcStatement.zipped(text) : text);
        return AbcResult.success(fields);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text, DATE));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
