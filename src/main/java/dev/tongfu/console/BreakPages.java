package dev.tongfu.console;

import dev.tongfu.http.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /console/breaks} and {@code /console/proposals}: what does not agree, and what is decided about it. */
final class BreakPages {
    private static final List<String> CODES = List.of(
            "bank_only",
            "platform_only",
            "bank_paid",
            "bank_unpaid",
            "amount_over",
            "amount_under",
            "fee_difference",
            "duplicate",
            "kind",
            "date");
    private static final List<String> STATUSES =
            List.of("active", "carried", "open", "proposed", "resolving", "resolved", "cleared");
    private static final List<String> PROPOSAL_STATUSES = List.of(
            "active", "proposed", "approved", "executing", "executed", "failed", "rejected", "withdrawn", "stale");

    private final Pool pool;
    private final Clock clock;
    private final OperatorActs acts;
    private final int rows;
    private final String evidenceMax;
    private final BreakViewStore store = new BreakViewStore();

    /** @param evidenceBytesMax of a file */
    BreakPages(Pool pool, Clock clock, OperatorActs acts, int rows, int evidenceBytesMax) {
        this.pool = pool;
        this.clock = clock;
        this.acts = acts;
        this.rows = rows;
        this.evidenceMax = evidenceBytesMax / 1_024 + " KiB";
    }

    /** Whether a form of this address may bring a file. */
    static boolean takesFile(String path) {
        return path.equals("/console/proposals") || path.matches("/console/breaks/[^/]+/proposals");
    }

    void mount(Router router, ConsoleDesk desk) {
        desk.page(router, "/console/breaks", this::list);
        desk.page(router, "/console/breaks/:id", this::detail);
        desk.page(router, "/console/proposals", this::proposals);
        desk.act(router, "/console/breaks/:id/proposals", visit -> propose(visit, visit.path("id")));
        desk.act(router, "/console/proposals", visit -> propose(visit, null));
        desk.file(router, "/console/proposals/:id/evidence", visit -> evidence(visit.path("id")));
        desk.approval(
                router,
                "/console/proposals/:id/approve",
                visit -> acts.approveProposal(visit.operator(), visit.path("id"), visit.field("reason")));
        desk.refusal(
                router,
                "/console/proposals/:id/reject",
                visit -> acts.rejectProposal(visit.operator(), visit.path("id"), visit.field("reason")));
        desk.act(
                router,
                "/console/proposals/:id/withdraw",
                visit -> acts.withdrawProposal(visit.operator(), visit.path("id"), visit.field("reason")));
    }

    private Future<ConsolePage> list(Visit visit) {
        String wanted = visit.query("status");
        String status = visit.context().queryParams().contains("status") ? wanted : "active";
        var filter = new BreakViewStore.Filter(
                status, visit.query("code"), visit.query("bank"), place(visit.query("before")), rows + 1);
        return Gather.first("breaks", () -> store.list(pool, filter, clock.instant()))
                .with("status", status)
                .with("code", filter.code())
                .with("bank", filter.bank())
                .with("codes", CODES)
                .with("statuses", STATUSES)
                .values()
                .map(values -> ConsolePage.of("breaks", Paging.cut(values, "breaks", rows, visit, "bank_date", "id")));
    }

    private static BreakViewStore.Place place(String before) {
        int comma = before.indexOf(',');
        return comma < 0 || Visit.day(before.substring(0, comma)).isEmpty()
                ? BreakViewStore.Place.START
                : new BreakViewStore.Place(before.substring(0, comma), before.substring(comma + 1));
    }

    private Future<ConsolePage> detail(Visit visit) {
        String id = visit.path("id");
        return Rows.first(store.one(pool, id, clock.instant())).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(ConsolePage.missing());
            }
            return Gather.first("proposals", () -> store.proposals(pool, id).map(BreakPages::readable))
                    .with("it", withEvidence(found))
                    .with("forms", ProposalForm.fitting(found))
                    .with("evidenceMax", evidenceMax)
                    .page("break");
        });
    }

    private static Map<String, Object> withEvidence(Map<String, Object> found) {
        var all = new HashMap<>(found);
        all.put("facts", facts(found.get("evidence")));
        return all;
    }

    private Future<ConsolePage> proposals(Visit visit) {
        String wanted = visit.query("status");
        String status = visit.context().queryParams().contains("status") ? wanted : "active";
        return Gather.first(
                        "proposals", () -> store.byStatus(pool, status, rows).map(BreakPages::readable))
                .with("status", status)
                .with("statuses", PROPOSAL_STATUSES)
                .with("forms", ProposalForm.standing())
                .with("evidenceMax", evidenceMax)
                .page("proposals");
    }

    /** With the parameters as a list of names and values. */
    private static List<Map<String, Object>> readable(List<Map<String, Object>> proposals) {
        return proposals.stream()
                .map(proposal -> {
                    Map<String, Object> all = new HashMap<>(proposal);
                    all.put("facts", facts(proposal.get("parameters")));
                    all.put("preview", preview(proposal.get("preview")));
                    return all;
                })
                .toList();
    }

    /** What would be posted, with the code of each account for its name. */
    private static List<Map<String, Object>> preview(@Nullable Object json) {
        if (!(json instanceof JsonArray transfers)) {
            return List.of();
        }
        return transfers.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .map(transfer -> {
                    Map<String, Object> row = new HashMap<>(transfer.getMap());
                    row.put("debit_code", code(transfer.getString("debit", "")));
                    row.put("credit_code", code(transfer.getString("credit", "")));
                    row.putIfAbsent("paid_to", "");
                    return row;
                })
                .toList();
    }

    private static String code(String account) {
        int slash = account.indexOf('/');
        return slash < 0 ? account : account.substring(0, slash);
    }

    private static List<Map.Entry<String, String>> facts(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> values)) {
            return List.of();
        }
        return values.entrySet().stream()
                .map(entry -> Map.entry(
                        String.valueOf(entry.getKey()), fact(String.valueOf(entry.getKey()), entry.getValue())))
                .toList();
    }

    private static String fact(String name, @Nullable Object value) {
        if (value instanceof Number && (name.endsWith("amount") || name.equals("fee") || name.equals("difference"))) {
            return ConsoleFilters.money(value);
        }
        return value instanceof Map<?, ?> map
                ? new JsonObject(cast(map)).encode()
                : value == null ? "–" : String.valueOf(value);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    private Future<Optional<ActOutcome.Exported>> evidence(String proposalId) {
        return Rows.first(store.evidence(pool, proposalId))
                .map(found -> found.get("evidence") instanceof Buffer content
                        ? Optional.of(new ActOutcome.Exported(
                                String.valueOf(found.get("evidence_name")), "application/octet-stream", content))
                        : Optional.empty());
    }

    private Future<ActOutcome> propose(Visit visit, @Nullable String breakId) {
        var form = ProposalForm.named(visit.field("template"), visit.field("variant"));
        if (form.isEmpty()) {
            return Future.succeededFuture(ActOutcome.refused(ProblemCode.INVALID_FIELDS));
        }
        var read = form.get().read(visit);
        if (!read.faulty().isEmpty() || visit.field("reason").isEmpty()) {
            String what = read.faulty().isEmpty() ? "reason" : String.join(", ", read.faulty());
            return Future.succeededFuture(new ActOutcome.Refused(
                    ProblemCode.INVALID_FIELDS, visit.language().word("field", what)));
        }
        var draft = new ProposalDraft(
                breakId,
                form.get().template(),
                form.get().variant(),
                read.parameters(),
                visit.field("reason"),
                FormWithFile.file(visit.context()).orElse(null),
                form.get().payer(visit));
        return acts.propose(visit.operator(), draft);
    }
}
