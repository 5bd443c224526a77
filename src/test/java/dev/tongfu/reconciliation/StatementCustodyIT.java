package dev.tongfu.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.bank.BankAddresses;
import dev.tongfu.bank.StatementReply;
import dev.tongfu.bus.Bus;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.db.TestDatabase;
import dev.tongfu.merchant.MerchantConfig;
import dev.tongfu.merchant.MerchantDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatementCustodyIT {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Vertx VERTX = Vertx.vertx();
    private static final Bus BUS = new Bus(VERTX);
    private static final Pool POOL = DATABASE.appPool(VERTX);
    private static final Pool OWNER = DATABASE.ownerPool(VERTX);
    private static StatementReply reply = new StatementReply.Unknown("not scripted");
    private static MerchantDirectory merchants;
    private static StatementCustody custody;

    @BeforeAll
    static void open() throws Exception {
        done(OWNER.query("insert into channel values ('abc-1', 'abc', '10388', '{}', true, 'taken', now())")
                .execute());
        var ring = new KeyRing("test", Map.of("test", new byte[KeyRing.KEY_BYTES]));
        merchants = new MerchantDirectory(
                VERTX,
                Clock.systemUTC(),
                POOL,
                new MerchantConfig(1_000, 2_000, 10_000, 1),
                new SecretBox(ring),
                CryptoProviders.portable());
        done(merchants.start());
        done(BUS.serve(BankAddresses.STATEMENT, request -> Future.succeededFuture(reply))
                .completion());
        custody = new StatementCustody(VERTX, POOL, BUS, merchants, StatementFixture.config(1_000), Clock.systemUTC());
    }

    @BeforeEach
    void clear() throws Exception {
        done(OWNER.query("truncate statement_version").execute());
    }

    @AfterAll
    static void close() throws Exception {
        done(merchants.stop());
        done(VERTX.close());
        DATABASE.close();
    }

    private static StatementOutcome fetched(String content) throws Exception {
        reply = new StatementReply.Fetched("abc.txt", "abc", Buffer.buffer(content));
        return done(custody.fetch("abc-1", DAY, "operator:mia"));
    }

    @Test
    void theSameBytesAgainChangeNothingAndOtherBytesAreTheNextVersion() throws Exception {
        // When
        var first = fetched("one");
        var again = fetched("one");
        var other = fetched("two");
        var back = fetched("one");

        // Then
        assertThat(first)
                .isInstanceOfSatisfying(
                        StatementOutcome.Kept.class,
                        kept -> assertThat(kept.file().version()).isEqualTo(1));
        assertThat(again).isInstanceOf(StatementOutcome.Known.class);
        assertThat(other)
                .isInstanceOfSatisfying(
                        StatementOutcome.Kept.class,
                        kept -> assertThat(kept.file().version()).isEqualTo(2));
        assertThat(back)
                .isInstanceOfSatisfying(
                        StatementOutcome.Known.class,
                        known -> assertThat(known.file().version()).isEqualTo(1));
        assertThat(done(custody.content("abc-1", DAY, 2))).contains(Buffer.buffer("two"));
        assertThat(done(custody.list(DAY, DAY, "abc", 10)))
                .extracting(StatementFile::version)
                .containsExactly(2, 1);
    }

    @Test
    void manyFilesAtOnceEachGetAVersionOfTheirOwn() throws Exception {
        // When
        var label = new StatementCustody.Label("abc-1", DAY, "by-hand", "abc");
        var uploads = new ArrayList<Future<StatementOutcome>>();
        for (int i = 0; i < 4; i++) {
            uploads.add(custody.upload(label, Buffer.buffer("file " + i), "operator:mia", "the bank's line is down"));
        }
        done(Future.join(uploads));

        // Then
        assertThat(done(custody.list(DAY, DAY, null, 10)))
                .extracting(StatementFile::version)
                .containsExactly(4, 3, 2, 1);
    }

    @Test
    void anAnswerThatIsNoFileKeepsNothing() throws Exception {
        reply = new StatementReply.NotReady("98");
        assertThat(done(custody.fetch("abc-1", DAY, "operator:mia"))).isEqualTo(new StatementOutcome.NotReady("98"));
        reply = new StatementReply.Unknown("unsigned");
        assertThat(done(custody.fetch("abc-1", DAY, "operator:mia")))
                .isEqualTo(new StatementOutcome.Unclear("unsigned"));
        reply = new StatementReply.NotOffered();
        assertThat(done(custody.fetch("abc-1", DAY, "operator:mia"))).isEqualTo(new StatementOutcome.NotOffered());
        assertThat(done(custody.fetch("abc-9", DAY, "operator:mia"))).isEqualTo(new StatementOutcome.NoChannel());
        assertThat(fetched("x".repeat(1_001))).isInstanceOf(StatementOutcome.TooLarge.class);
        assertThat(done(custody.list(DAY, DAY, null, 10))).isEqualTo(List.of());
    }

    @Test
    void whatWasKeptIsNeverChangedByTheGateway() throws Exception {
        // Given
        assertThat(fetched("one")).isInstanceOf(StatementOutcome.Kept.class);

        // Then
        for (String sql : List.of("update statement_version set name = 'x'", "delete from statement_version")) {
            assertThat(done(POOL.query(sql)
                            .execute()
                            .map("done")
                            .otherwise(failure -> String.valueOf(failure.getMessage()))))
                    .contains("permission denied");
        }
        assertThat(done(OWNER.query("select action, actor from audit_entry where object = 'abc-1:2026-11-22'"
                                        + " order by seq desc limit 1")
                                .execute())
                        .iterator()
                        .next()
                        .getString("action"))
                .isEqualTo("statement.fetch");
    }

    @CanIgnoreReturnValue
    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
