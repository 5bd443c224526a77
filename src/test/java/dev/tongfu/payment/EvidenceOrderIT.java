package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankReply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EvidenceOrderIT {
    @SuppressWarnings("NullAway.Init")
    private static PaymentWorld world;

    @BeforeAll
    static void open() {
        world = new PaymentWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Test
    void everyOrderOfFivePiecesOfEvidenceEndsInTheSameStateAndBooks() {
        for (var order : permutations(List.of(0, 1, 2, 3, 4))) {
            // Given
            var payment = world.created();
            world.bank.answersOrdersWith(new BankReply.Unknown("lost"));
            world.pay(payment, "abc");
            String number = world.bank.lastOrder().bankOrderNo();
            var evidence = List.of(
                    world.evidence(
                            EvidenceSource.ANSWER,
                            number,
                            new BankReply.Accepted(dev.tongfu.bank.PayerForward.link("http://bank.example"))),
                    world.evidence(EvidenceSource.QUERY, number, new BankReply.NotPaid("01")),
                    world.evidence(EvidenceSource.QUERY, number, new BankReply.Unknown("time-out")),
                    world.paid(number, "R-" + number),
                    world.evidence(EvidenceSource.QUERY, number, ScriptedBank.paid(12_345, null)));

            // When
            order.forEach(i -> world.apply(evidence.get(i)));

            // Then
            var after = world.now(payment);
            assertThat(after.status()).as("order %s", order).isEqualTo(PaymentStatus.SUCCEEDED);
            assertThat(after.bankTxnNo()).as("order %s", order).isEqualTo("R-" + number);
            assertThat(world.told(payment)).as("order %s", order).containsExactly("1 payment.succeeded");
            assertThat(world.rows("select count(*)::text as line from transfer_key where event_key like '"
                            + payment.id() + "%'"))
                    .containsExactly("1");
        }
        assertThat(world.rows("select coalesce(sum(debits_posted) - sum(credits_posted), 0)::text from balance"))
                .containsExactly("0");
    }

    private static List<List<Integer>> permutations(List<Integer> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<Integer>>();
        for (var head : items) {
            var rest = new ArrayList<>(items);
            rest.remove(head);
            for (var tail : permutations(rest)) {
                var one = new ArrayList<Integer>();
                one.add(head);
                one.addAll(tail);
                all.add(one);
            }
        }
        return all;
    }
}
