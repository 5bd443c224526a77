package dev.tongfu.merchant;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** What was agreed with a merchant, written. The merchant's row is locked by the caller. */
final class TermsStore {
    private static final String POLICY = """
            select late_money, pending_floor, settlement_mode, settlement_days, requests_per_second, settlement_minimum,
                reserve_ppm, reserve_days, settlement_hold
            from merchant_policy where merchant_id = $1::text
            """;

    Future<MerchantPolicy> policy(SqlConnection connection, String merchantId) {
        return connection
                .preparedQuery(POLICY)
                .execute(Tuple.of(merchantId))
                .map(rows -> DirectoryStore.policy(rows.iterator().next()));
    }

    private static final String SET_POLICY = """
            update merchant_policy set late_money = $2::text, pending_floor = $3::bigint, settlement_mode = $4::text,
                settlement_days = $5::int, requests_per_second = $6::int, settlement_minimum = $7::bigint,
                reserve_ppm = $8::int, reserve_days = $9::int, settlement_hold = $10::boolean
            where merchant_id = $1::text
            """;

    Future<Void> setPolicy(SqlConnection connection, String merchantId, MerchantPolicy policy) {
        var settlement = policy.settlement();
        var values = Tuple.tuple()
                .addString(merchantId)
                .addString(Names.stored(policy.lateMoney()))
                .addLong(policy.pendingFloor())
                .addString(Names.stored(policy.settlementMode()))
                .addInteger(policy.settlementDays())
                .addInteger(policy.requestsPerSecond())
                .addLong(settlement.minimum())
                .addInteger(settlement.reservePpm())
                .addInteger(settlement.reserveDays())
                .addBoolean(settlement.hold());
        return connection.preparedQuery(SET_POLICY).execute(values).mapEmpty();
    }

    private static final String SET_WEBHOOK =
            "update webhook_endpoint set url = $2::text, schemes = $3::text[] where merchant_id = $1::text";

    Future<Void> setWebhook(SqlConnection connection, String merchantId, Webhook webhook) {
        String[] schemes =
                webhook.schemes().stream().map(WebhookScheme::prefix).sorted().toArray(String[]::new);
        var values =
                Tuple.tuple().addString(merchantId).addString(webhook.url()).addArrayOfString(schemes);
        return connection.preparedQuery(SET_WEBHOOK).execute(values).mapEmpty();
    }

    private static final String NEXT_SECRET =
            "select coalesce(max(version), 0) + 1 as next from webhook_secret where merchant_id = $1::text";

    Future<Integer> nextSecret(SqlConnection connection, String merchantId) {
        return next(connection, NEXT_SECRET, Tuple.of(merchantId));
    }

    private static final String EXPIRE_SECRET = """
            update webhook_secret set expires_at = greatest($2::timestamptz, created_at)
            where merchant_id = $1::text and expires_at is null
            """;

    private static final String INSERT_SECRET = """
            insert into webhook_secret (merchant_id, version, sealed, created_at)
            values ($1::text, $2::int, $3::text, $4::timestamptz)
            """;

    /** The current secret gets its end and the new one takes its place. */
    Future<Void> replaceSecret(SqlConnection connection, DirectoryRows.Secret secret, Instant now, Instant oldEnds) {
        return connection
                .preparedQuery(EXPIRE_SECRET)
                .execute(Tuple.of(secret.merchantId(), utc(oldEnds)))
                .compose(expired -> connection
                        .preparedQuery(INSERT_SECRET)
                        .execute(Tuple.of(secret.merchantId(), secret.version(), secret.sealed(), utc(now))))
                .mapEmpty();
    }

    private static final String NEXT_PLAN = """
            select coalesce(max(version), 0) + 1 as next from fee_plan
            where merchant_id = $1::text and bank = $2::text and kind = $3::text
            """;

    Future<Integer> nextPlan(SqlConnection connection, FeePlan plan) {
        return next(connection, NEXT_PLAN, Tuple.of(plan.merchantId(), plan.bank(), Names.stored(plan.kind())));
    }

    private static final String INSERT_PLAN = """
            insert into fee_plan (merchant_id, bank, kind, version, currency, fixed, rate_ppm, minimum, maximum,
                given_back, valid_from, created_at)
            values ($1::text, $2::text, $3::text, $4::int, $5::text, $6::bigint, $7::int, $8::bigint, $9::bigint,
                $10::text, $11::timestamptz, $12::timestamptz)
            """;

    Future<Void> insertPlan(SqlConnection connection, FeePlan plan, Instant now) {
        var values = Tuple.tuple()
                .addString(plan.merchantId())
                .addString(plan.bank())
                .addString(Names.stored(plan.kind()))
                .addInteger(plan.version())
                .addString(plan.currency().name())
                .addLong(plan.fixed())
                .addInteger(plan.ratePpm())
                .addLong(plan.minimum())
                .addLong(plan.maximum())
                .addString(Names.stored(plan.givenBack()))
                .addOffsetDateTime(utc(plan.validFrom()))
                .addOffsetDateTime(utc(now));
        return connection.preparedQuery(INSERT_PLAN).execute(values).mapEmpty();
    }

    private static final String NEXT_ACCOUNT =
            "select coalesce(max(version), 0) + 1 as next from payout_account where merchant_id = $1::text";

    Future<Integer> nextAccount(SqlConnection connection, String merchantId) {
        return next(connection, NEXT_ACCOUNT, Tuple.of(merchantId));
    }

    private static final String WITHDRAW_ACCOUNT = """
            update payout_account set status = 'withdrawn', decided_by = $2::text,
                decided_at = greatest($3::timestamptz, proposed_at)
            where merchant_id = $1::text and status = 'proposed'
            """;

    /** A proposal nobody has decided makes room for a new one. */
    Future<Void> withdrawAccount(SqlConnection connection, String merchantId, String by, Instant now) {
        return connection
                .preparedQuery(WITHDRAW_ACCOUNT)
                .execute(Tuple.of(merchantId, by, utc(now)))
                .mapEmpty();
    }

    private static final String PROPOSE_ACCOUNT = """
            insert into payout_account (merchant_id, version, sealed, masked, status, proposed_by, proposed_at)
            values ($1::text, $2::int, $3::text, $4::text, 'proposed', $5::text, $6::timestamptz)
            """;

    Future<Void> proposeAccount(SqlConnection connection, PayoutProposal proposal) {
        var values = Tuple.of(
                proposal.merchantId(),
                proposal.version(),
                proposal.sealed(),
                proposal.masked(),
                proposal.by(),
                utc(proposal.at()));
        return connection.preparedQuery(PROPOSE_ACCOUNT).execute(values).mapEmpty();
    }

    private static Future<Integer> next(SqlConnection connection, String sql, Tuple values) {
        return connection
                .preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.iterator().next().getInteger("next"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** A payout account on its way to approval. */
    record PayoutProposal(String merchantId, int version, String sealed, String masked, String by, Instant at) {}
}
