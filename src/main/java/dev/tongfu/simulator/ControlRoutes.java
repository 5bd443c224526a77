package dev.tongfu.simulator;

import dev.tongfu.simulator.frame.Books;
import dev.tongfu.simulator.frame.Charge;
import dev.tongfu.simulator.frame.Codes;
import dev.tongfu.simulator.frame.Fault;
import dev.tongfu.simulator.frame.FaultRule;
import dev.tongfu.simulator.frame.Faults;
import dev.tongfu.simulator.frame.Operation;
import dev.tongfu.simulator.frame.SimulatedBank;
import dev.tongfu.simulator.frame.StatementFaults;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The controls of the simulated banks, below {@code /control}: faults, books, the end of a day. */
final class ControlRoutes {
    private static final Set<String> FAULT_KEYS =
            Set.of("bank", "operation", "fault", "rate", "delay_ms", "times", "copies", "code");

    private final List<SimulatedBank> banks;
    private final Faults faults;
    private final Books books;
    private final Codes codes;
    private final int chargesListedMax;

    ControlRoutes(List<SimulatedBank> banks, Faults faults, Books books, Codes codes, int chargesListedMax) {
        this.banks = banks;
        this.faults = faults;
        this.books = books;
        this.codes = codes;
        this.chargesListedMax = chargesListedMax;
    }

    void mount(Router router) {
        router.get("/control/faults").handler(context -> reply(context, listFaults()));
        router.put("/control/faults").handler(context -> reply(context, putFault(context)));
        router.delete("/control/faults").handler(context -> reply(context, clearFaults()));
        router.get("/control/charges").handler(context -> reply(context, charges(context)));
        router.get("/control/codes").handler(context -> reply(context, codes(context)));
        router.get("/control/day").handler(context -> reply(context, today(context)));
        router.get("/control/statement-faults").handler(context -> reply(context, planted(context)));
        router.put("/control/statement-faults").handler(context -> reply(context, planStatement(context)));
        router.post("/control/close-day").handler(context -> reply(context, closeDay(context)));
        router.put("/control/settings").handler(context -> reply(context, configure(context)));
    }

    private static void reply(RoutingContext context, Future<JsonObject> answer) {
        answer.compose(context::json).onFailure(context::fail);
    }

    private Future<JsonObject> listFaults() {
        var rules = new JsonArray();
        faults.rules().forEach(rule -> rules.add(json(rule)));
        return Future.succeededFuture(new JsonObject().put("data", rules));
    }

    private Future<JsonObject> putFault(RoutingContext context) {
        var body = body(context);
        body.fieldNames().stream()
                .filter(name -> !FAULT_KEYS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("unknown key " + name);
                });
        faults.put(new FaultRule(
                bank(body.getString("bank")).name(),
                Operation.of(body.getString("operation", "")).orElseThrow(() -> unknown("operation")),
                Fault.of(body.getString("fault", "")).orElseThrow(() -> unknown("fault")),
                body.getDouble("rate", 1.0),
                body.getLong("delay_ms", -1L),
                body.getInteger("times", -1),
                body.getInteger("copies", 1),
                body.getString("code", "")));
        return listFaults();
    }

    private Future<JsonObject> clearFaults() {
        faults.clear();
        return listFaults();
    }

    private Future<JsonObject> charges(RoutingContext context) {
        var bank = Optional.ofNullable(context.request().getParam("bank"));
        var date = Optional.ofNullable(context.request().getParam("date")).map(LocalDate::parse);
        long after = number(context, "after", 0, Long.MAX_VALUE);
        int limit = (int) number(context, "limit", chargesListedMax, chargesListedMax);
        return books.charges(new Books.Filter(bank, date, Optional.empty(), after), limit)
                .map(found -> {
                    var data = new JsonArray();
                    found.forEach(charge -> data.add(json(charge)));
                    boolean more = found.size() == limit;
                    return new JsonObject()
                            .put("data", data)
                            .put("next", more ? found.get(limit - 1).number() : null);
                });
    }

    private static long number(RoutingContext context, String name, long otherwise, long max) {
        var text = context.request().getParam(name);
        long value = text == null ? otherwise : Long.parseLong(text);
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(name + " is from 0 to " + max);
        }
        return value;
    }

    /** Which charges of a day carry which break, and the lines its statement invents; for those who compare. */
    private Future<JsonObject> planted(RoutingContext context) {
        var bank = bank(context.request().getParam("bank"));
        var day = LocalDate.parse(Objects.requireNonNullElse(context.request().getParam("date"), ""));
        return Future.all(books.marked(bank.name(), day), books.day(bank.name(), day))
                .map(both -> {
                    List<Charge> marked = both.resultAt(0);
                    Books.Day plan = both.resultAt(1);
                    var data = new JsonArray();
                    marked.forEach(charge -> data.add(json(charge).put("bank_ref", bank.reference(charge))));
                    bank.invented(day, plan.extra())
                            .forEach(line -> data.add(new JsonObject()
                                    .put("mark", "extra")
                                    .put("order_no", line.orderNo())
                                    .put("bank_ref", line.reference())));
                    return new JsonObject().put("closed", plan.closed()).put("data", data);
                });
    }

    private Future<JsonObject> codes(RoutingContext context) {
        var bank = bank(context.request().getParam("bank"));
        var orderNo = Objects.requireNonNullElse(context.request().getParam("order_no"), "");
        var data = new JsonArray();
        codes.of(bank.name(), orderNo).forEach(sent -> data.add(json(sent)));
        var cards = new JsonObject();
        new TreeMap<>(bank.cards()).forEach(cards::put);
        return Future.succeededFuture(new JsonObject().put("data", data).put("cards", cards));
    }

    private Future<JsonObject> planStatement(RoutingContext context) {
        var body = body(context);
        return books.plan(bank(body.getString("bank")).name(), date(body), StatementFaults.parse(body))
                .map(planned -> stillOpen(planned, body));
    }

    /** The accounting day that what is charged now belongs to. */
    private Future<JsonObject> today(RoutingContext context) {
        var bank = bank(context.request().getParam("bank"));
        return books.today(bank.name())
                .map(day -> new JsonObject().put("bank", bank.name()).put("date", day.toString()));
    }

    private Future<JsonObject> closeDay(RoutingContext context) {
        var body = body(context);
        return books.close(bank(body.getString("bank")).name(), date(body))
                .map(closed -> new JsonObject()
                        .put("bank", body.getString("bank"))
                        .put("date", body.getString("date"))
                        .put("closed_now", closed));
    }

    private Future<JsonObject> configure(RoutingContext context) {
        var body = body(context);
        bank(body.getString("bank")).configure(body);
        return Future.succeededFuture(body);
    }

    private static JsonObject stillOpen(boolean planned, JsonObject body) {
        if (!planned) {
            throw new IllegalArgumentException("the day is closed, its statement is made");
        }
        return body;
    }

    private static JsonObject body(RoutingContext context) {
        return Objects.requireNonNullElseGet(context.body().asJsonObject(), JsonObject::new);
    }

    private SimulatedBank bank(@Nullable String name) {
        return banks.stream()
                .filter(bank -> bank.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown("bank"));
    }

    private static LocalDate date(JsonObject body) {
        return LocalDate.parse(Objects.requireNonNullElse(body.getString("date"), ""));
    }

    private static IllegalArgumentException unknown(String what) {
        return new IllegalArgumentException("unknown " + what);
    }

    private static JsonObject json(FaultRule rule) {
        return new JsonObject()
                .put("bank", rule.bank())
                .put("operation", rule.operation().word())
                .put("fault", rule.fault().word())
                .put("rate", rule.rate())
                .put("delay_ms", rule.delayMs())
                .put("times", rule.times())
                .put("copies", rule.copies())
                .put("code", rule.code());
    }

    private static JsonObject json(Codes.Sent sent) {
        return new JsonObject()
                .put("merchant_no", sent.key().merchantNo())
                .put("order_no", sent.key().orderNo())
                .put("purpose", sent.purpose())
                .put("code", sent.code())
                .put("times", sent.times())
                .put("wrong", sent.wrong());
    }

    private static JsonObject json(Charge charge) {
        return new JsonObject()
                .put("number", charge.number())
                .put("bank", charge.bank())
                .put("merchant_no", charge.merchantNo())
                .put("order_no", charge.orderNo())
                .put("kind", charge.kind().word())
                .put("direction", charge.kind().direction().word())
                .put("original_no", charge.originalNo())
                .put("amount", charge.amount().minor())
                .put("currency", charge.amount().currency().name())
                .put("accounting_date", charge.accountingDate().toString())
                .put("charged_at", charge.chargedAt().toString())
                .put("mark", charge.mark().name().toLowerCase(Locale.ROOT));
    }
}
