package dev.tongfu.ledger;

import static dev.tongfu.ledger.LedgerFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Any templates, in any order, from several connections at once, twice: the books agree. */
class LedgerPropertyIT {
    private static final Set<PostingRefusal> RULES = Set.of(
            PostingRefusal.FLOOR,
            PostingRefusal.PENDING_UNKNOWN,
            PostingRefusal.BEYOND_PENDING,
            PostingRefusal.PASS_THROUGH);
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);

    private static final String MOVED = """
            select account, debits_posted, credits_posted, debits_pending, credits_pending from balance
            where (debits_posted, credits_posted, debits_pending, credits_pending) <> (0, 0, 0, 0)
            """;

    private final LedgerFixture ledger = new LedgerFixture();
    private final LedgerModel model = new LedgerModel();
    private int round;

    @BeforeProperty
    void startRounds() {
        round = 0;
    }

    @AfterProperty
    void close() {
        ledger.close();
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void anyInterleavingKeepsTheBooksInAgreement(@ForAll long seed) {
        // Given
        round++;
        var given = calls(new Random(seed)).stream().map(this::transfers).toList();
        var closing = new AccountingDays(ledger.pool, ledger.config);

        // When
        var half = given.size() / 2;
        var first = Future.all(given.stream().limit(half).map(this::post).toList());
        var closed = closing.close(new BookDate("bank1", FIRST.plusDays(round % 5)));
        var second = Future.all(given.stream().skip(half).map(this::post).toList());
        LedgerFixture.done(closed);
        var done = Stream.concat(await(first).<Try>list().stream(), await(second).<Try>list().stream())
                .toList();

        // Then
        assertRefusedByRuleOnly(done);
        assertEachEventOnce(done);
        done.forEach(one -> model.add(one.transfers, one.posted));
        assertThat(balances()).isEqualTo(model.balances());
        assertBooksAgree();
        assertAgainPostsNothing(done);
    }

    @Example
    void everyRowOfThePostingTableTakesPart() {
        // When
        var rows = IntStream.range(0, AnyTemplate.ALL.size())
                .mapToObj(template -> new AnyTemplate(template, 1, 0, 1, "x"))
                .flatMap(template -> template.transfers().stream())
                .map(Transfer::template)
                .distinct();

        // Then B7, B12, B13 and T2 are made of other rows, the rest posts nothing
        assertThat(rows)
                .containsExactlyInAnyOrder(
                        ("P1 P2 P3 P5 A1 A3 A4 A5 R1 R2 R3 R5 R6 R7 K1 K2 K3 K4 K5 K6 K7 K8 B1 B2 B4 B5 B6 B8 B9 B10"
                                        + " B11 T1 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14 T15 T16 C1 C2 C3 C4 C6"
                                        + " O1 O2 O3 O5 O6")
                                .split(" "));
    }

    private static List<List<AnyTemplate>> calls(Random random) {
        return Stream.generate(() -> Stream.generate(() -> new AnyTemplate(
                                random.nextInt(AnyTemplate.ALL.size()),
                                random.nextInt(6),
                                random.nextInt(5),
                                1 + random.nextInt(44),
                                ""))
                        .limit(1 + random.nextInt(3))
                        .toList())
                .limit(80)
                .toList();
    }

    /** The same event twice in one call now and then comes by itself; here every call says its first template twice. */
    private List<Transfer> transfers(List<AnyTemplate> call) {
        return Stream.concat(call.stream(), call.stream().limit(1))
                .map(t -> new AnyTemplate(t.template(), t.object(), t.day(), t.minor(), "r" + round))
                .flatMap(t -> t.transfers().stream())
                .toList();
    }

    private Future<Try> post(List<Transfer> transfers) {
        return ledger.posting(transfers)
                .recover(failure -> LedgerStore.refusal(failure).equals(Optional.of(PostingRefusal.UNPREPARED))
                        ? ledger.posting(transfers)
                        : Future.failedFuture(failure))
                .map(posted -> new Try(transfers, posted, Optional.empty()))
                .recover(failure -> Future.succeededFuture(new Try(transfers, Set.of(), Optional.of(failure))));
    }

    private static void assertRefusedByRuleOnly(List<Try> tries) {
        for (var one : tries) {
            one.failure.ifPresent(failure -> assertThat(LedgerStore.refusal(failure))
                    .as("%s", failure)
                    .hasValueSatisfying(reason -> assertThat(reason).isIn(RULES)));
            if (one.failure.flatMap(LedgerStore::refusal).equals(Optional.of(PostingRefusal.FLOOR))) {
                assertThat(one.transfers)
                        .as("evidence is never refused by a soft floor")
                        .anyMatch(t -> t.debit().code().floor() == AccountCode.Floor.HARD);
            }
        }
        assertThat(tries)
                .as("most are posted")
                .filteredOn(one -> one.failure.isEmpty())
                .hasSizeGreaterThan(20);
    }

    private static void assertEachEventOnce(List<Try> tries) {
        var keys = tries.stream().flatMap(one -> one.posted.stream()).toList();
        assertThat(keys).doesNotHaveDuplicates();
        var resolved = tries.stream()
                .flatMap(one -> one.transfers.stream()
                        .filter(t -> t.pendingKey() != null && one.posted.contains(t.eventKey()))
                        .map(t -> t.pendingKey() + " by " + t.eventKey())
                        .distinct())
                .toList();
        assertThat(resolved).doesNotHaveDuplicates();
    }

    private void assertBooksAgree() {
        var proof = await(new LedgerProof(ledger.config, List.of()).prove(ledger.pool));
        assertThat(proof.trial()).allMatch(LedgerProof.TrialBalance::isZero);
        assertThat(proof.checks()).allMatch(check -> check.differences().isEmpty());
        assertThat(await(new LedgerVerification(ledger.pool, ledger.config).verify())
                        .findings())
                .isEmpty();
    }

    private void assertAgainPostsNothing(List<Try> tries) {
        var before = balances();
        for (var one : tries) {
            if (one.failure.isEmpty()) {
                assertThat(ledger.post(one.transfers)).isEmpty();
            }
        }
        assertThat(balances()).isEqualTo(before);
    }

    private Map<String, List<Long>> balances() {
        var all = new TreeMap<String, List<Long>>();
        ledger.rows(MOVED, Tuple.tuple())
                .forEach(row -> all.put(
                        row.getString(0), List.of(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4))));
        return all;
    }

    /** A call and what became of it. */
    private record Try(List<Transfer> transfers, Set<String> posted, Optional<Throwable> failure) {}
}
