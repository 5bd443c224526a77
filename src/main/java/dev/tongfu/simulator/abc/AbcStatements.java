package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.Charge;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** 对账单 of a closed day, and 交易流水 of some hours of any day, which holds no planted breaks. */
final class AbcStatements {
    private static final int LINES_MAX = 200_000;

    private final AbcDesk desk;
    private final AbcStatement statement;

    AbcStatements(AbcDesk desk, AbcStatement statement) {
        this.desk = desk;
        this.statement = statement;
    }

    Map<String, AbcDesk.Handler> handlers() {
        return Map.of("Settle", this::settle, "QueryTrnxRecords", this::records);
    }

    private Future<AbcResult> settle(AbcRequest request) {
        var complaint = asked(request).complaint();
        if (complaint.isPresent()) {
            return AbcDesk.malformed(complaint);
        }
        var day = day(request);
        return desk.books()
                .books()
                .day(desk.bank(), day)
                .compose(settings -> settings.closed()
                        ? statement(request, day, settings.extra())
                        : AbcDesk.refused(AbcResult.STATEMENT_NOT_READY, "对账单尚未生成"));
    }

    /** Written page by page; that is work for a worker thread. */
    private Future<AbcResult> statement(AbcRequest request, LocalDate day, int extra) {
        var vertx = desk.frame().vertx();
        var writer = statement.writer(request.merchantNo(), day, zipped(request));
        return desk.books()
                .books()
                .eachPage(
                        desk.bank(),
                        day,
                        request.merchantNo(),
                        page -> vertx.executeBlocking(() -> {
                            writer.add(page);
                            return null;
                        }))
                .compose(written -> vertx.executeBlocking(() -> writer.finish(extra)))
                .map(text -> answer(request, text));
    }

    private Future<AbcResult> records(AbcRequest request) {
        var from = request.field("SettleStartHour");
        var to = request.field("SettleEndHour");
        var complaint = asked(request)
                .that("SettleStartHour", from.matches("[0-9]|1[0-9]|2[0-3]"))
                .that("SettleEndHour", to.matches("[0-9]|1[0-9]|2[0-3]"))
                .complaint();
        if (complaint.isPresent()) {
            return AbcDesk.malformed(complaint);
        }
        int first = Integer.parseInt(from);
        int last = Integer.parseInt(to);
        if (last < first) {
            return AbcDesk.malformed(Optional.of("SettleEndHour"));
        }
        var midnight = day(request).atStartOfDay(AbcOrderCheck.BANK_ZONE);
        return desk.books()
                .books()
                .chargesBetween(
                        desk.bank(),
                        request.merchantNo(),
                        midnight.plusHours(first).toInstant(),
                        midnight.plusHours(last + 1L).toInstant(),
                        LINES_MAX)
                .compose(charges -> flow(request, told(charges)));
    }

    private Future<AbcResult> flow(AbcRequest request, List<Charge> charges) {
        var writer = statement.writer(request.merchantNo(), day(request), zipped(request));
        return desk.frame()
                .vertx()
                .executeBlocking(() -> {
                    writer.add(charges);
                    return writer.finish(0);
                })
                .map(text -> answer(request, text));
    }

    /** The truth as the bank tells it: nothing of what is paid unheard or is to be called unpaid. */
    private static List<Charge> told(List<Charge> charges) {
        return charges.stream()
                .filter(charge -> charge.mark() != Charge.Mark.PAID_UNHEARD && charge.mark() != Charge.Mark.UNPAID)
                .map(Charge::unmarked)
                .toList();
    }

    private static AbcCheck asked(AbcRequest request) {
        return new AbcCheck()
                .that("SettleDate", AbcForms.isDay(request.field("SettleDate")))
                .that("ZIP", request.field("ZIP").matches("[01]"));
    }

    private static LocalDate day(AbcRequest request) {
        return AbcForms.day(request.field("SettleDate")).orElseThrow();
    }

    private static boolean zipped(AbcRequest request) {
        return request.field("ZIP").equals("1");
    }

    private static AbcResult answer(AbcRequest request, String records) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("SettleDate", request.field("SettleDate"));
        fields.put("SettleType", "ABC");
        fields.put(zipped(request) ? "ZIPDetailRecords" : "DetailRecords", records);
        return AbcResult.success(fields);
    }
}
