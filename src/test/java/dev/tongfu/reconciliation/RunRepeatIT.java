package dev.tongfu.reconciliation;

import static dev.tongfu.reconciliation.RunWorld.DAY;
import static dev.tongfu.reconciliation.RunWorld.foreign;
import static dev.tongfu.reconciliation.RunWorld.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.payment.MovedWorld.Moved;
import dev.tongfu.reconciliation.RunWorld.TestLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs again, in another order, with other content, and after dying before any of their statements. */
class RunRepeatIT {
    private static final LocalDate NEXT = DAY.plusDays(1);
    private static final int ROUNDS = 12;
    private RunWorld world;
    private final List<Moved> moved = new ArrayList<>();

    @BeforeEach
    void open() {
        world = new RunWorld();
        for (int i = 0; i < 8; i++) {
            var payment = world.paid.paid(1_000 + i, i == 7 ? NEXT : DAY);
            moved.add(payment);
            if (i % 3 == 0) {
                moved.add(world.paid.refunded(payment, i == 3 ? 1_000 + i : 100 + i, DAY));
            }
        }
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** A statement that differs from ours in some ways of every kind. */
    private List<TestLine> differing(Random random) {
        var lines = new ArrayList<TestLine>();
        for (var each : moved) {
            var line = stated(each);
            switch (random.nextInt(9)) {
                case 0 -> {}
                case 1 -> lines.addAll(List.of(line, line));
                case 2 -> lines.add(line.amount(line.amount() + 5));
                case 3 -> lines.add(line.amount(line.amount() - 5));
                case 4 -> lines.add(line.otherWay());
                case 5 -> lines.add(line.named(NEXT));
                case 6 -> lines.add(line.fee(7));
                case 7 -> lines.add(line.withoutOurRef());
                default -> lines.add(line);
            }
        }
        for (int i = 0; i < random.nextInt(4); i++) {
            lines.add(foreign(random.nextBoolean(), 50 + random.nextInt(3), random.nextInt(2)));
        }
        Collections.shuffle(lines, random);
        return lines;
    }

    /** A refund's line names the order that it is about. */
    private TestLine stated(Moved each) {
        return moved.stream()
                .filter(payment -> !payment.equals(each) && payment.id().equals(each.paymentId()))
                .findFirst()
                .map(line(each)::about)
                .orElseGet(() -> line(each));
    }

    private void holds(LocalDate day, Random random, long seed) {
        assertThat(world.status(day)).as("seed " + seed + " " + random).isEqualTo("proven");
        assertThat(world.differences()).as("seed " + seed).isEmpty();
    }

    @Test
    void anotherOrderOfLinesFindsTheSameAndPostsNothing() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            // Given
            var random = new Random(seed);
            var lines = differing(random);
            world.run(DAY, lines);
            holds(DAY, random, seed);
            var breaks = world.breakIds();
            int transfers = world.transfers();

            // When
            var shuffled = new ArrayList<>(lines);
            Collections.shuffle(shuffled, random);
            world.run(DAY, shuffled);

            // Then
            holds(DAY, random, seed);
            assertThat(world.breakIds()).as("seed " + seed).isEqualTo(breaks);
            assertThat(world.transfers()).as("seed " + seed).isEqualTo(transfers);
        }
    }

    @Test
    void theFirstContentAgainEndsWithTheFirstBalances() {
        for (long seed = 100; seed < 100 + ROUNDS; seed++) {
            // Given
            var random = new Random(seed);
            var lines = differing(random);
            world.run(DAY, lines);
            holds(DAY, random, seed);
            var balances = world.balances();

            // When
            world.run(DAY, differing(random));
            holds(DAY, random, seed);
            world.run(DAY, lines);

            // Then
            holds(DAY, random, seed);
            assertThat(world.balances()).as("seed " + seed).isEqualTo(balances);
        }
    }

    @Test
    void anyVersionsOfTwoDaysInAnyOrderHold() {
        for (long seed = 200; seed < 200 + 2 * ROUNDS; seed++) {
            // Given
            var random = new Random(seed);
            var day = random.nextBoolean() ? DAY : NEXT;

            // When
            world.run(day, differing(random));

            // Then
            holds(day, random, seed);
        }
    }

    @Test
    void aRunThatDiedBeforeAnyOfItsStatementsGoesOnAsIfItHadNot() {
        // Given
        var first = differing(new Random(1));
        var second = differing(new Random(2));
        var expected = new ArrayList<List<String>>();
        for (var lines : List.of(first, second, first)) {
            world.run(DAY, lines);
            expected.add(world.balances());
        }
        assertThat(expected.get(2)).isEqualTo(expected.get(0));
        boolean survived = false;

        for (int statements = 0; !survived; statements++) {
            // When
            boolean odd = statements % 2 == 1;
            world.statement(DAY, odd ? first : second);
            survived = world.runAndDie(DAY, statements);
            world.run(DAY);

            // Then
            holds(DAY, new Random(), statements);
            assertThat(world.balances()).as("died before " + statements).isEqualTo(expected.get(odd ? 0 : 1));
        }
    }

    @Test
    void whatIsHealedIsNamedEvenWhenTheRunDiedAfterHealingIt() {
        // Given
        var unheard = new ArrayList<TestLine>();
        boolean survived = false;

        for (int statements = 0; !survived; statements++) {
            // When
            unheard.add(line(world.paid.ordered(100 + statements, DAY)));
            world.statement(DAY, unheard);
            survived = world.runAndDie(DAY, statements);
            world.run(DAY);

            // Then
            assertThat(world.breaks().stream().filter("bank_paid cleared"::equals))
                    .as("died before " + statements)
                    .hasSize(unheard.size());
        }
    }
}
