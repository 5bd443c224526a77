package dev.tongfu.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tongfu.db.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerchantSchemaIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static TestDatabase database;
    private static Pool pool;

    @BeforeAll
    static void prepare() throws Exception {
        database = TestDatabase.create();
        pool = database.appPool(VERTX);
        assertThat(sql("insert into merchant (id, name, created_at) values ('m_a', 'A', now()), ('m_b', 'B', now())"))
                .isPositive();
        assertThat(sql("insert into channel values ('abc-1', 'abc', '103', '{}', true, 'taken', now()),"
                        + " ('abc-2', 'abc', '104', '{}', true, 'taken', now())"))
                .isPositive();
        assertThat(sql("insert into merchant_channel values ('m_a', 'abc-1', 'abc', true, now())"))
                .isPositive();
        assertThat(sql("insert into webhook_secret values ('m_a', 1, 'k1:' || repeat('A', 44), now(), null)"))
                .isPositive();
        assertThat(sql("insert into payout_account values ('m_a', 1, 'k1:' || repeat('A', 44), '*1',"
                        + " 'proposed', 'amy', now())"))
                .isPositive();
    }

    @AfterAll
    static void end() throws Exception {
        pool.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        database.close();
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into merchant (id, name, created_at) values ('x_a', 'A', now())",
                "insert into merchant (id, name, created_at) values ('m_c', ' A', now())",
                "insert into merchant_policy values ('m_a', 'honour', 1, 'direct', 1, 1)",
                "insert into merchant_policy values ('m_a', 'keep', 0, 'direct', 1, 1)",
                "insert into merchant_policy values ('m_a', 'honour', 0, 'direct', 0, 1)",
                "insert into merchant_key values ('k', 'm_a', 'hs256', repeat('k', 44)::bytea, now())",
                "insert into webhook_endpoint values ('m_a', 'ftp://x', '{v1}')",
                "insert into webhook_endpoint values ('m_a', 'https://x', '{}')",
                "insert into webhook_endpoint values ('m_a', 'https://x', '{v2}')",
                "insert into webhook_secret values ('m_a', 2, 'k1:' || repeat('A', 44), now(), null)",
                "insert into channel values ('abc-3', 'abc', '103', '{}', true, 'taken', now())",
                "insert into channel values ('abc:3', 'abc', '105', '{}', true, 'taken', now())",
                "insert into merchant_channel values ('m_a', 'abc-2', 'abc', true, now())",
                "insert into merchant_channel values ('m_b', 'abc-2', 'unionpay', true, now())",
                "insert into fee_plan values ('m_a', 'abc', 'purchase', 1, 'CNY', 0, 0, 5, 4, 'none', now(), now())",
                "insert into fee_plan values ('m_a', 'abc', 'purchase', 1, 'CNY', 0, 0, 0, null, 'none',"
                        + " now() - interval '1 s', now())",
                "insert into payout_account values ('m_a', 2, 'k1:' || repeat('A', 44), '*1',"
                        + " 'proposed', 'amy', now())",
                "update payout_account set status = 'approved', decided_by = 'amy', decided_at = now(),"
                        + " usable_from = now()",
                "update payout_account set status = 'approved', decided_by = 'bob', decided_at = now()",
            })
    void whatBreaksARuleIsRefusedByTheDatabase(String statement) {
        assertThatThrownBy(() -> sql(statement))
                .satisfies(failure -> assertThat(state(failure)).startsWith("23"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update fee_plan set fixed = 0",
                "delete from fee_plan",
                "update audit_entry set reason = ''",
                "delete from audit_entry",
                "truncate audit_entry",
                "delete from merchant_key",
                "update merchant_key set public_key = ''",
                "update channel set merchant_no = '9'",
                "update operator set role = 'checker'",
            })
    void theGatewaysRoleMayNotRewriteWhatHappened(String statement) {
        assertThatThrownBy(() -> sql(statement))
                .satisfies(failure -> assertThat(state(failure)).isEqualTo("42501"));
    }

    @Test
    void aSecondOperatorMayApproveAPayoutAccount() throws Exception {
        assertThat(sql("insert into payout_account values ('m_b', 1, 'k1:' || repeat('A', 44), '*1',"
                        + " 'proposed', 'amy', now())"))
                .isPositive();
        assertThat(sql("update payout_account set status = 'approved', decided_by = 'bob', decided_at = now(),"
                        + " usable_from = now() where merchant_id = 'm_b'"))
                .isEqualTo(1);
    }

    private static String state(Throwable failure) {
        return failure.getCause() instanceof PgException refused ? refused.getSqlState() : "no refusal: " + failure;
    }

    private static int sql(String statement) throws Exception {
        return pool.query(statement)
                .execute()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .rowCount();
    }
}
