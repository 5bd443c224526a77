package dev.tongfu.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.crypto.Tokens;
import dev.tongfu.db.Snapshot;
import dev.tongfu.db.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditIT {
    private static final Snapshot.Limits LIMITS =
            new Snapshot.Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(30));

    private final Vertx vertx = Vertx.vertx();
    private final Clock clock = Clock.systemUTC();
    private final AuditLog log = new AuditLog(clock);
    private final SecretBox box = new SecretBox(new KeyRing("k1", Map.of("k1", new byte[32])));
    private TestDatabase database;
    private Pool pool;
    private OperatorService operators;
    private OperatorDirectory directory;

    @BeforeEach
    void prepare() {
        database = TestDatabase.create();
        pool = database.appPool(vertx);
        operators = new OperatorService(pool, clock, box, log);
        directory = new OperatorDirectory(vertx, clock, pool, LIMITS);
    }

    @AfterEach
    void end() throws Exception {
        run(pool.close());
        database.close();
        run(vertx.close());
    }

    @Test
    void actsWrittenAtTheSameTimeMakeOneChain() throws Exception {
        // When
        run(Future.all(IntStream.range(0, 20).mapToObj(this::append).toList()));

        // Then
        var proof = await(log.prove(pool));
        assertThat(proof.whole()).isTrue();
        assertThat(proof.entries()).isEqualTo(20);
        var page = await(log.list(pool, Long.MAX_VALUE, "operator:amy", null, 5));
        assertThat(page).extracting(AuditEntry::seq).containsExactly(20L, 19L, 18L, 17L, 16L);
        assertThat(page.get(0).hash()).isEqualTo(proof.head());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update audit_entry set reason = 'another' where seq = 2 | 2",
                "update audit_entry set at = at + interval '1 microsecond' where seq = 3 | 3",
                "update audit_entry set detail = '{\"n\":9}' where seq = 1 | 1",
                "delete from audit_entry where seq = 2 | 2",
                "update audit_entry set seq = seq + 10 where seq = 4 | 4",
            })
    void aChangedMissingOrMovedEntryShows(String tampering, long brokenAt) throws Exception {
        // Given
        for (int i = 0; i < 4; i++) {
            run(append(i));
        }
        var owner = database.ownerPool(vertx);
        run(owner.query(tampering).execute());

        // When
        var proof = await(log.prove(pool));

        // Then
        assertThat(proof.whole()).isFalse();
        assertThat(proof.brokenAt()).isEqualTo(brokenAt);
        run(owner.close());
    }

    @Test
    void anOperatorComesInByTokenUntilDisabled() throws Exception {
        // Given
        var credentials = Credentials.generate(new Tokens());
        var amy = new Operator("amy", Operator.Role.MAKER);
        assertThat(await(operators.add("terminal:root", "", amy, credentials))).isTrue();
        run(directory.refreshNow());
        assertThat(directory.byToken(credentials.token())).contains(amy);
        assertThat(directory.byToken("guess")).isEmpty();

        // When
        assertThat(await(operators.disable("terminal:root", "left", "amy"))).isTrue();
        run(directory.refreshNow());

        // Then
        assertThat(directory.byToken(credentials.token())).isEmpty();
        assertThat(await(operators.disable("terminal:root", "", "amy"))).isFalse();
        assertThat(await(operators.list()))
                .extracting(OperatorListing::disabled)
                .containsExactly(true);
        assertThat(await(log.list(pool, Long.MAX_VALUE, null, "amy", 10)))
                .extracting(AuditEntry::action)
                .containsExactly("operator.disable", "operator.add");
    }

    @Test
    void aTakenNameChangesNothingAndNoSecretIsKeptInClear() throws Exception {
        // Given
        var credentials = Credentials.generate(new Tokens());
        var amy = new Operator("amy", Operator.Role.MAKER);
        run(operators.add("terminal:root", "", amy, credentials));

        // When
        boolean again = await(operators.add(
                "terminal:root", "", new Operator("amy", Operator.Role.CHECKER), Credentials.generate(new Tokens())));

        // Then
        assertThat(again).isFalse();
        assertThat(await(log.prove(pool)).entries()).isEqualTo(1);
        var kept = await(pool.query("select o::text || t::text || (select string_agg(a::text, '') from audit_entry a)"
                        + " as everything from operator o, operator_token t")
                .execute());
        assertThat(kept.size()).isEqualTo(1);
        assertThat(kept.iterator().next().getString("everything"))
                .contains("amy")
                .doesNotContain(credentials.token(), credentials.totp().base32());
        assertThat(credentials.toString()).doesNotContain(credentials.token());
    }

    @Test
    void aOneTimeCodeCountsOnce() throws Exception {
        // Given
        var credentials = Credentials.generate(new Tokens());
        run(operators.add("terminal:root", "", new Operator("amy", Operator.Role.MAKER), credentials));
        var code = credentials.totp().codeAt(clock.instant());

        // When
        List<Boolean> answers = List.of(
                await(operators.acceptCode("amy", "no")),
                await(operators.acceptCode("amy", code)),
                await(operators.acceptCode("amy", code)),
                await(operators.acceptCode("bob", code)));

        // Then
        assertThat(answers).containsExactly(false, true, false, false);
    }

    private Future<AuditEntry> append(int n) {
        var act = new AuditAct("operator:amy", "test.act", "obj_" + n, "因为 because", new JsonObject().put("n", n));
        return pool.withTransaction(connection -> log.append(connection, act));
    }

    private static void run(Future<?> future) throws Exception {
        var unused = await(future);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
