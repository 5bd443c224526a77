package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankDebit;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.BankReply;
import dev.tongfu.money.Money;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DebitIT {
    private PaymentWorld world;
    private ContractWorld contracts;

    @BeforeEach
    void open() {
        world = new PaymentWorld();
        contracts = new ContractWorld(world);
    }

    @AfterEach
    void close() {
        assertThat(world.differences()).isEmpty();
        world.close();
    }

    private Payment debited(Contract contract, String orderNo) {
        return ((DebitOutcome.Created) contracts.debit(contract, orderNo, 990)).payment();
    }

    @Test
    void aDebitIsSubmittedAskedAfterAndBookedLikeAnyPaymentAndGoesBackLikeOne() {
        // Given
        var contract = contracts.signed("C1");
        var payment = debited(contract, "D1");
        var asked = world.bank.lastAct(BankDebit.class);
        assertThat(payment.status()).isEqualTo(PaymentStatus.SUBMITTED);
        assertThat(asked.signNo()).isEqualTo("SIGN-1");
        assertThat(asked.signOrderNo()).isEqualTo(contract.signOrderNo());

        // When
        world.bank.queries.put(asked.bankOrderNo(), ScriptedBank.paid(990, "TXN"));
        world.sql("update attempt set ordered_at = ordered_at - interval '1 minute'");
        world.onLoop(() -> world.desk.service().sync(PaymentWorld.MERCHANT, payment.id()));

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(world.balances()).containsExactly("1101/abc-1:2026-11-23/CNY=990", "2101/m_test/CNY=-990");
        assertThat(world.told(payment)).containsExactly("1 payment.succeeded");

        // When
        var request = new NewRefund(PaymentWorld.MERCHANT, "R1", payment.id(), null, Money.cny(990), null);
        world.bank.answersActsWith(act -> new BankReply.Processing("0000"));
        world.onLoop(() -> world.desk.refunds().create(request));
        world.refund("R1", RefundStatus.PROCESSING);
        var refund = world.bank.lastAct(BankRefund.class);
        world.heard(refund.bankOrderNo(), ScriptedBank.paid(990, "BACK"));

        // Then
        assertThat(refund.original().orderNo()).isEqualTo(asked.bankOrderNo());
        assertThat(world.now(payment).refunded()).isEqualTo(990);
        assertThat(world.balances()).isEmpty();
    }

    @Test
    void aRefusedDebitFailsAnUnclearOneIsUnknownAndOneThatNeverLeftUsFails() {
        // Given
        var contract = contracts.signed("C1");

        // When
        world.bank.answersActsWith(act -> new BankReply.Declined("E5", "余额不足"));
        var declined = debited(contract, "D1");
        world.bank.answersActsWith(act -> new BankReply.Unknown("silence"));
        var unknown = debited(contract, "D2");
        world.bank.answersActsWith(act -> new BankReply.NotSent("no connection"));
        var unsent = debited(contract, "D3");

        // Then
        assertThat(declined.status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(declined.failure()).isEqualTo(new Payment.Failure("E5", "余额不足"));
        assertThat(unknown.status()).isEqualTo(PaymentStatus.UNKNOWN);
        assertThat(unsent.status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(unsent.failure()).extracting(Payment.Failure::code).isEqualTo("not-sent");
    }

    @Test
    void theOrderNumberIsOneOfThePaymentsAndARepeatedRequestMovesNothing() {
        // Given
        var contract = contracts.signed("C1");
        var other = contracts.signed("C2");
        var payment = debited(contract, "D1");
        assertThat(world.create(world.aRequest("order-9", null))).isInstanceOf(CreateOutcome.Created.class);

        // Then
        assertThat(contracts.debit(contract, "D1", 990)).isEqualTo(new DebitOutcome.Replayed(world.now(payment)));
        assertThat(contracts.debit(contract, "D1", 991)).isEqualTo(new DebitOutcome.Conflict("/amount"));
        assertThat(contracts.debit(other, "D1", 990)).isEqualTo(new DebitOutcome.Conflict("/order_no"));
        assertThat(contracts.debit(contract, "order-9", 990)).isEqualTo(new DebitOutcome.Conflict("/order_no"));
        assertThat(world.create(world.aRequest("D1", null))).isEqualTo(new CreateOutcome.Conflict("/kind"));
        assertThat(world.bank.acts.stream().filter(BankDebit.class::isInstance)).hasSize(1);
    }

    @Test
    void onlyAContractInForceIsDebited() {
        // Given
        var unsigned = contracts.created("C1", BankMandate.Mode.PAGE);
        var ended = contracts.signed("C2");
        contracts.terminate(ended);
        var over = contracts.signed("C3");
        world.sql("update contract set expires_on = '2020-01-01' where contract_no = 'C3'");

        // Then
        assertThat(contracts.debit(unsigned, "D1", 990)).isEqualTo(new DebitOutcome.NotSigned());
        assertThat(contracts.debit(ended, "D2", 990)).isEqualTo(new DebitOutcome.NotSigned());
        assertThat(contracts.debit(over, "D3", 990)).isEqualTo(new DebitOutcome.NotSigned());
        assertThat(world.rows("select id from payment")).isEmpty();
        assertThat(world.bank.acts.stream().filter(BankDebit.class::isInstance)).isEmpty();
    }

    @Test
    void aDebitInFlightAtTheEndOfItsContractRunsToItsEnd() {
        // Given
        var contract = contracts.signed("C1");
        var payment = debited(contract, "D1");

        // When
        contracts.terminate(contract);
        world.apply(world.evidence(
                EvidenceSource.QUERY,
                world.bank.lastAct(BankDebit.class).bankOrderNo(),
                ScriptedBank.paid(990, "TXN")));

        // Then
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.TERMINATED);
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.SUCCEEDED);
    }

    @Test
    void aDebitIsAmongTheTransactions() {
        // Given
        var payment = debited(contracts.signed("C1"), "D1");

        // When
        var from = Instant.now().minus(Duration.ofHours(1));
        var changed = world.onLoop(() -> world.desk
                .transactions()
                .changed(PaymentWorld.MERCHANT, from, from.plus(Duration.ofHours(2)), null, 10));

        // Then
        assertThat(changed)
                .extracting(Transaction::kind, Transaction::resourceId)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("debit", payment.id()));
    }
}
