package dev.tongfu.reconciliation;

import dev.tongfu.ledger.Account;
import dev.tongfu.ledger.AccountCode;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Proposals, and what their templates must know of the ledger and of statements. */
final class ProposalStore {
    private static final String COLUMNS = """
            id, break_id, break_version, template, variant, parameters::text as parameters, amount, currency, reason,
            evidence_name, evidence_sha256, status, version, maker, made_at, approvers_needed, first_approver,
            second_approver, decided_by, decided_at, decision_reason, failure, refund_id, payout_id,
            coalesce(preview::text, '[]') as preview
            """;

    private static final String INSERT = """
            insert into proposal (id, break_id, break_version, template, variant, parameters, amount, currency, reason,
                evidence_name, evidence_sha256, evidence, status, maker, made_at, approvers_needed, preview)
            values ($1::text, $2::text, $3::int, $4::text, $5::text, $6::text::json, $7::bigint, $8::text, $9::text,
                $10::text, $11::text, $12::bytea, 'proposed', $13::text, $14::timestamptz, $15::int, $16::text::json)
            on conflict do nothing
            """;

    private static final String BY_ID = "select " + COLUMNS + "from proposal where id = $1::text";

    private static final String LOCK = BY_ID + " for no key update";

    private static final String OF_REFUND =
            "select " + COLUMNS + "from proposal where refund_id = $1::text for no key update";

    private static final String OF_PAYOUT =
            "select " + COLUMNS + "from proposal where payout_id = $1::text for no key update";

    private static final String OF_BREAK = "select " + COLUMNS + """
            from proposal where break_id = $1::text order by id desc limit $2::int
            """;

    private static final String LIST = "select " + COLUMNS + """
            from proposal
            where ($1::text is null or status = $1::text) and ($2::text is null or id < $2::text)
            order by id desc limit $3::int
            """;

    private static final String EVIDENCE =
            "select evidence_name, evidence from proposal where id = $1::text and evidence is not null";

    private static final String WRITE = """
            update proposal set status = $3::text, version = version + 1, first_approver = $4::text,
                second_approver = $5::text, decided_by = $6::text, decided_at = $7::timestamptz,
                decision_reason = $8::text, failure = $9::text, refund_id = $10::text, payout_id = $11::text
            where id = $1::text and version = $2::int
            """;

    private static final String FAILURE = """
            update proposal set failure = left($2::text, 300), version = version + 1
            where id = $1::text and status = 'proposed'
            """;

    /** Day by day, by the primary key: a transfer's id alone is not indexed. */
    private static final String TRANSFER = """
            select t.event_key, t.template, t.kind, t.debit, t.credit, t.amount, t.currency, t.book, t.value_date,
                t.source_id, k.resolves
            from accounting_day d
            cross join lateral (select * from every_transfer x where x.accounting_date = d.date and x.book = d.book
                and x.id = $1::text offset 0) t
            left join transfer_key k on k.event_key = t.event_key
            limit 1
            """;

    private static final String CORRECTING = "select pg_advisory_xact_lock(hashtextextended($1::text, 16))";

    private static final String NOT_CORRECTED = """
            select not exists (select from proposal where template = 'T16' and status = 'executed'
                and parameters->>'transfer_id' = $1::text) as free
            """;

    private static final String FROZEN_COVERED = """
            select coalesce((select sum(credits_posted - debits_posted - debits_pending) from balance
                    where account = $1::text), 0)
                >= coalesce((select sum(frozen) from break where merchant_id = $2::text and currency = $3::text), 0)
                as covered
            """;

    /** The statements of the day it was ordered on and of the next are read, and no line of any day names its calls. */
    private static final String ABSENT = """
            with calls as (
                select o.channel_id, o.bank_order_no, (o.ordered_at at time zone $3::text)::date as day
                from operation o where o.merchant_id = $1::text and o.resource_id = $2::text
            )
            select count(*) > 0 and bool_and(
                (select count(distinct r.bank_date) from statement_reading r where r.channel_id = c.channel_id
                    and r.status = 'parsed' and r.bank_date in (c.day, c.day + 1)) = 2
                and not exists (select from statement_line l where l.channel_id = c.channel_id
                    and l.our_ref = c.bank_order_no)) as absent
            from calls c
            """;

    /** False: the break has a live proposal. */
    Future<Boolean> insert(SqlClient transaction, Proposal proposal, @Nullable Buffer evidence) {
        var tuple = Tuple.tuple()
                .addString(proposal.id())
                .addString(proposal.breakId())
                .addInteger(proposal.breakVersion())
                .addString(proposal.template())
                .addString(proposal.variant())
                .addString(proposal.parameters().toJson().encode())
                .addLong(proposal.amount().minor())
                .addString(proposal.amount().currency().name())
                .addString(proposal.reason())
                .addString(proposal.evidenceName())
                .addString(proposal.evidenceSha256())
                .addBuffer(evidence)
                .addString(proposal.maker())
                .addOffsetDateTime(proposal.madeAt().atOffset(ZoneOffset.UTC))
                .addInteger(proposal.approversNeeded())
                .addString(proposal.preview());
        return transaction.preparedQuery(INSERT).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    Future<Optional<Proposal>> byId(SqlClient client, String id) {
        return one(client, BY_ID, id);
    }

    /** Until the end of the transaction nobody else decides it. */
    Future<Optional<Proposal>> lock(SqlClient transaction, String id) {
        return one(transaction, LOCK, id);
    }

    Future<Optional<Proposal>> lockOfRefund(SqlClient transaction, String refundId) {
        return one(transaction, OF_REFUND, refundId);
    }

    Future<Optional<Proposal>> lockOfPayout(SqlClient transaction, String payoutId) {
        return one(transaction, OF_PAYOUT, payoutId);
    }

    Future<List<Proposal>> ofBreak(SqlClient client, String breakId, int limit) {
        return client.preparedQuery(OF_BREAK)
                .execute(Tuple.of(breakId, limit))
                .map(rows -> BreakStore.rows(rows, ProposalStore::proposal));
    }

    /** Newest first. */
    Future<List<Proposal>> list(SqlClient client, @Nullable String status, @Nullable String beforeId, int limit) {
        return client.preparedQuery(LIST)
                .execute(Tuple.tuple().addString(status).addString(beforeId).addInteger(limit))
                .map(rows -> BreakStore.rows(rows, ProposalStore::proposal));
    }

    Future<Optional<NewProposal.Evidence>> evidence(SqlClient client, String id) {
        return client.preparedQuery(EVIDENCE)
                .execute(Tuple.of(id))
                .map(rows -> BreakStore.rows(
                                rows,
                                row -> new NewProposal.Evidence(
                                        String.valueOf(row.getString("evidence_name")), row.getBuffer("evidence")))
                        .stream()
                        .findFirst());
    }

    /** False when somebody changed it in between. */
    Future<Boolean> write(SqlClient transaction, Proposal before, Proposal after) {
        var tuple = Tuple.tuple()
                .addString(before.id())
                .addInteger(before.version())
                .addString(after.status().word())
                .addString(after.firstApprover())
                .addString(after.secondApprover())
                .addString(after.decidedBy())
                .addOffsetDateTime(time(after))
                .addString(after.decisionReason())
                .addString(after.failure())
                .addString(after.refundId())
                .addString(after.payoutId());
        return transaction.preparedQuery(WRITE).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    private static @Nullable OffsetDateTime time(Proposal proposal) {
        var at = proposal.decidedAt();
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    /** Why it could not be executed; false when it is decided by now. */
    Future<Boolean> failed(SqlClient transaction, String id, String reason) {
        return transaction.preparedQuery(FAILURE).execute(Tuple.of(id, reason)).map(rows -> rows.rowCount() == 1);
    }

    /** A transfer as its template made it. */
    Future<Optional<Transfer>> transfer(SqlClient client, String transferId) {
        return client.preparedQuery(TRANSFER)
                .execute(Tuple.of(transferId))
                .map(rows ->
                        BreakStore.rows(rows, ProposalStore::transfer).stream().findFirst());
    }

    /** Whoever corrects the same transfer waits for the end of the transaction. */
    Future<Boolean> notCorrected(SqlClient transaction, String transferId) {
        return transaction
                .preparedQuery(CORRECTING)
                .execute(Tuple.of(transferId))
                .compose(locked -> transaction.preparedQuery(NOT_CORRECTED).execute(Tuple.of(transferId)))
                .map(rows -> rows.iterator().next().getBoolean("free"));
    }

    /** A merchant's frozen money is at least what is frozen for breaks. */
    Future<Boolean> frozenCovered(SqlClient transaction, String account, String merchantId, String currency) {
        return transaction
                .preparedQuery(FROZEN_COVERED)
                .execute(Tuple.of(account, merchantId, currency))
                .map(rows -> rows.iterator().next().getBoolean("covered"));
    }

    /** @param zone of the bank dates */
    Future<Boolean> absentFromStatements(SqlClient client, String merchantId, String resourceId, String zone) {
        return client.preparedQuery(ABSENT)
                .execute(Tuple.of(merchantId, resourceId, zone))
                .map(rows -> rows.iterator().next().getBoolean("absent"));
    }

    private static Future<Optional<Proposal>> one(SqlClient client, String sql, String id) {
        return client.preparedQuery(sql)
                .execute(Tuple.of(id))
                .map(rows ->
                        BreakStore.rows(rows, ProposalStore::proposal).stream().findFirst());
    }

    private static Transfer transfer(Row row) {
        var currency = CurrencyCode.valueOf(row.getString("currency"));
        return new Transfer(
                row.getString("event_key"),
                row.getString("template"),
                Transfer.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                account(row.getString("debit")),
                account(row.getString("credit")),
                new Money(row.getLong("amount"), currency),
                row.getString("book"),
                row.getLocalDate("value_date"),
                row.getString("resolves"),
                row.getString("source_id"));
    }

    /** {@code 1101/abc-1:2026-11-23/CNY}. */
    private static Account account(String id) {
        int first = id.indexOf('/');
        int last = id.lastIndexOf('/');
        int number = Integer.parseInt(id.substring(0, first));
        var code = Arrays.stream(AccountCode.values())
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow();
        return new Account(code, id.substring(first + 1, last), CurrencyCode.valueOf(id.substring(last + 1)));
    }

    private static Proposal proposal(Row row) {
        var decidedAt = row.getOffsetDateTime("decided_at");
        return new Proposal(
                row.getString("id"),
                row.getString("break_id"),
                row.getInteger("break_version"),
                row.getString("template"),
                row.getString("variant"),
                new ProposalParameters(new JsonObject(row.getString("parameters"))),
                new Money(row.getLong("amount"), CurrencyCode.valueOf(row.getString("currency"))),
                row.getString("reason"),
                row.getString("evidence_name"),
                row.getString("evidence_sha256"),
                ProposalStatus.of(row.getString("status")),
                row.getInteger("version"),
                row.getString("maker"),
                row.getOffsetDateTime("made_at").toInstant(),
                row.getInteger("approvers_needed"),
                row.getString("first_approver"),
                row.getString("second_approver"),
                row.getString("decided_by"),
                decidedAt == null ? null : decidedAt.toInstant(),
                row.getString("decision_reason"),
                row.getString("failure"),
                row.getString("refund_id"),
                row.getString("payout_id"),
                row.getString("preview"));
    }
}
