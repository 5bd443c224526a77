package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.Notice;
import dev.tongfu.bank.RawNotification;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContractIT {
    private static final String HOOKS = " https://shop.example/hooks";

    private PaymentWorld world;
    private ContractWorld contracts;

    @BeforeEach
    void open() {
        world = new PaymentWorld();
        contracts = new ContractWorld(world);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @CanIgnoreReturnValue
    private NoticeOutcome notice(Contract contract, BankReply reply) {
        world.bank.readsNoticesAs(
                new Notice.Verified("abc-1", contract.signOrderNo(), reply, Bank.Strength.PROOF, world.bank.raw()));
        var raw = new RawNotification("abc", "POST", "", "", Buffer.buffer("MSG=x"), false);
        return world.onLoop(() -> world.desk.notices().take(raw));
    }

    @Test
    void onTheBanksPageThePayerSignsAndGoesOnToTheMerchant() {
        // Given
        var contract = contracts.created("C1", BankMandate.Mode.PAGE);
        assertThat(contract.status()).isEqualTo(ContractStatus.AWAITING_PAYER);
        assertThat(ContractJson.write(contract).getString("sign_url")).isEqualTo(ContractWorld.SIGN_URL);

        // When
        var outcome = notice(contract, new BankReply.Signed("SIGN-7", "4321"));

        // Then
        assertThat(outcome).isEqualTo(new NoticeOutcome.Onward("https://shop.example/signed"));
        var signed = contracts.now(contract);
        assertThat(signed.status()).isEqualTo(ContractStatus.SIGNED);
        assertThat(signed.signNo()).isEqualTo("SIGN-7");
        assertThat(contracts.told(contract)).containsExactly("1 contract.signed" + HOOKS);
        assertThat(ContractJson.write(signed).getValue("sign_url")).isNull();

        // When the payer ends it at the bank
        var ended = notice(contract, new BankReply.Terminated());

        // Then
        assertThat(ended).isInstanceOf(NoticeOutcome.Onward.class);
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.TERMINATED);
        assertThat(contracts.told(contract)).hasSize(2);
    }

    @Test
    void aWordAboutASigningAsItWasReadBeforeItWasDoneDoesNotUndoIt() {
        // Given
        var contract = contracts.created("C1", BankMandate.Mode.PAGE);
        var read = world.call(contract.signOrderNo());
        notice(contract, new BankReply.Signed("SIGN-7", "4321"));

        // When
        var answer = world.evidence(EvidenceSource.ANSWER, contract.signOrderNo(), new BankReply.Processing("0000"));
        var outcome = world.onLoop(() -> world.desk.operations().applyTo(read, answer));

        // Then
        assertThat(outcome).isEqualTo(new OperationOutcome.Stale());
        assertThat(world.call(contract.signOrderNo()).status()).isEqualTo(OperationStatus.DONE);
    }

    @Test
    void byCodeItIsSignedAndTheSameRequestIsReplayed() {
        // Given
        var contract = contracts.created("C1", BankMandate.Mode.SMS);
        assertThat(contract.status()).isEqualTo(ContractStatus.AWAITING_CODE);
        assertThat(world.bank.lastAct(BankMandate.Sign.class).card()).isEqualTo(ContractWorld.CARD);

        // When
        var outcome = contracts.confirm(contract);

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ContractOutcome.Done.class,
                        done -> assertThat(done.contract().status()).isEqualTo(ContractStatus.SIGNED));
        var request = ContractWorld.request("C1", BankMandate.Mode.SMS, "abc", ContractWorld.LAST_DAY);
        assertThat(contracts.create(request, ContractWorld.CARD)).isInstanceOf(ContractOutcome.Replayed.class);
        assertThat(contracts.create(request, ContractWorld.card("110101199003070012", "6228480000000000018")))
                .isEqualTo(new ContractOutcome.Conflict("/certificate_no"));
        assertThat(contracts.create(request, ContractWorld.card("110101199003070011", "6228480000000000026")))
                .isEqualTo(new ContractOutcome.Conflict("/card_no"));
        assertThat(contracts.create(
                        ContractWorld.request("C1", BankMandate.Mode.SMS, "abc", ContractWorld.LAST_DAY.plusDays(1)),
                        ContractWorld.CARD))
                .isEqualTo(new ContractOutcome.Conflict("/expires_on"));
        assertThat(contracts.confirm(contract)).isInstanceOf(ContractOutcome.WrongState.class);
        assertThat(world.rows("select card_masked from contract")).containsExactly("622848*********0018");
    }

    @Test
    void threeWrongCodesEndIt() {
        // Given
        var contract = contracts.created("C1", BankMandate.Mode.SMS);
        world.bank.answersActsWith(act -> new BankReply.WrongCode("E1", "验证码错误"));

        // When
        contracts.confirm(contract);
        contracts.confirm(contract);
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.AWAITING_CODE);
        contracts.confirm(contract);

        // Then
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.FAILED);
        assertThat(contracts.now(contract).failure()).isEqualTo(new Payment.Failure("E1", "验证码错误"));
        assertThat(contracts.told(contract)).containsExactly("1 contract.failed" + HOOKS);
        assertThat(contracts.confirm(contract)).isEqualTo(new ContractOutcome.TriesUsedUp());
        assertThat(world.bank.acts.stream().filter(BankMandate.SubmitCode.class::isInstance))
                .hasSize(3);
    }

    @Test
    void anUnclearCodeIsAskedAfterAndNotGivenAgain() {
        // Given
        var contract = contracts.created("C1", BankMandate.Mode.SMS);
        world.bank.answersActsWith(act -> new BankReply.Unknown("silence"));

        // When
        contracts.confirm(contract);

        // Then
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.UNKNOWN);
        assertThat(contracts.confirm(contract)).isInstanceOf(ContractOutcome.WrongState.class);

        // When
        world.bank.answersActsWith(act -> new BankReply.Signed("SIGN-1", null));
        world.clock.advance(Duration.ofSeconds(30));
        contracts.attend();

        // Then
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.SIGNED);
        assertThat(world.bank.acts.stream().filter(BankMandate.SubmitCode.class::isInstance))
                .hasSize(1);
    }

    @Test
    void onlyOneOfTwoConfirmsIsMade() {
        // Given
        var contract = contracts.created("C1", BankMandate.Mode.SMS);

        // When
        world.onLoop(() -> io.vertx.core.Future.all(
                world.desk.contracts().confirm(PaymentWorld.MERCHANT, contract.id(), "123456"),
                world.desk.contracts().confirm(PaymentWorld.MERCHANT, contract.id(), "123456")));

        // Then
        assertThat(world.bank.acts.stream().filter(BankMandate.SubmitCode.class::isInstance))
                .hasSize(1);
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.SIGNED);
    }

    @Test
    void anotherCodeIsSentForTheSameCardAlsoAfterAnUnclearFirstAnswer() {
        // Given
        world.bank.answersActsWith(act -> new BankReply.Unknown("silence"));
        var contract = contracts.created("C1", BankMandate.Mode.SMS);
        assertThat(contract.status()).isEqualTo(ContractStatus.CREATED);
        world.bank.answersActsWith(ContractWorld::usual);

        // When
        var otherCard = contracts.resend(contract, "6228480000000000026");
        contracts.resend(contract, "6228480000000000018");

        // Then
        assertThat(otherCard).isEqualTo(new ContractOutcome.Conflict("/card_no"));
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.AWAITING_CODE);

        // When the bank refuses a further one
        world.bank.answersActsWith(act -> new BankReply.Declined("E9", "too many"));
        contracts.resend(contract, "6228480000000000018");

        // Then
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.AWAITING_CODE);
    }

    @Test
    void aPageThatNobodySignedInTimeExpiresByTheBanksWord() {
        // Given
        var contract = contracts.created("C1", BankMandate.Mode.PAGE);
        assertThat(contracts.synced(contract).status()).isEqualTo(ContractStatus.AWAITING_PAYER);

        // When
        world.clock.advance(Duration.ofSeconds(1_801));
        contracts.attend();

        // Then
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.EXPIRED);
        assertThat(contracts.told(contract)).containsExactly("1 contract.expired" + HOOKS);
        assertThat(world.rows("select status from operation where next_at is null"))
                .containsExactly("declined");
    }

    @Test
    void oneWhoseFirstCallWasLostFailsOnceTheBankDoesNotKnowIt() {
        // Given
        world.bank.answersActsWith(act -> new BankReply.Unknown("silence"));
        var contract = contracts.created("C1", BankMandate.Mode.PAGE);
        var refused = ContractWorld.request("C2", BankMandate.Mode.PAGE, "abc", ContractWorld.LAST_DAY);
        world.bank.answersActsWith(act -> new BankReply.NotSent("no connection"));
        contracts.create(refused, ContractWorld.CARD);

        // When
        world.bank.answersActsWith(ContractWorld::usual);
        world.clock.advance(Duration.ofSeconds(30));
        contracts.attend();

        // Then
        assertThat(contracts.now(contract).failure())
                .extracting(Payment.Failure::code)
                .isEqualTo("card-data-gone");
        assertThat(world.rows("select status || ' ' || failure_code from contract order by contract_no"))
                .containsExactly("failed card-data-gone", "failed not-sent");
    }

    @Test
    void itsLastDayEndsItByOurCalendar() {
        // Given
        var contract = contracts.signed("C1");
        world.sql("update contract set expires_on = (now() at time zone 'Asia/Shanghai')::date");

        // When
        world.onLoop(() -> world.desk.endOverdue(10));
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.SIGNED);
        world.clock.advance(Duration.ofDays(1));
        world.onLoop(() -> world.desk.endOverdue(10));

        // Then
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.EXPIRED);
        assertThat(contracts.told(contract)).last().isEqualTo("2 contract.expired" + HOOKS);
    }

    @Test
    void itIsEndedOnceAndAnUnclearEndIsAskedAfter() {
        // Given
        var contract = contracts.signed("C1");
        world.bank.answersActsWith(act -> new BankReply.Unknown("silence"));

        // When
        contracts.terminate(contract);
        contracts.terminate(contract);

        // Then
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.TERMINATING);
        assertThat(world.bank.acts.stream().filter(BankMandate.Terminate.class::isInstance))
                .hasSize(1);
        assertThat(world.bank.lastAct(BankMandate.Terminate.class).bankOrderNo())
                .isEqualTo(contract.signOrderNo());

        // When
        world.bank.answersActsWith(act -> new BankReply.Terminated());
        world.clock.advance(Duration.ofSeconds(30));
        contracts.attend();

        // Then
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.TERMINATED);
        assertThat(contracts.told(contract))
                .containsExactly("1 contract.signed" + HOOKS, "2 contract.terminated" + HOOKS);
    }

    @Test
    void aRefusedEndLeavesItInForceAndItMayBeEndedAgain() {
        // Given
        var contract = contracts.signed("C1");
        world.bank.answersActsWith(act -> new BankReply.Declined("E3", "稍后再试"));

        // When
        var refused = contracts.terminate(contract);
        world.bank.answersActsWith(ContractWorld::usual);
        var ended = contracts.terminate(contract);

        // Then
        assertThat(((ContractOutcome.Done) refused).contract().status()).isEqualTo(ContractStatus.SIGNED);
        assertThat(((ContractOutcome.Done) refused).contract().failure()).isEqualTo(new Payment.Failure("E3", "稍后再试"));
        assertThat(((ContractOutcome.Done) ended).contract().status()).isEqualTo(ContractStatus.TERMINATED);
    }

    @Test
    void anEndUnderWayIsNotJudgedByAnEarlierOneThatWasRefused() {
        // Given
        var contract = contracts.signed("C1");
        world.bank.answersActsWith(act -> new BankReply.Declined("E3", "later"));
        contracts.terminate(contract);
        world.bank.answersActsWith(act -> new BankReply.Unknown("silence"));
        contracts.terminate(contract);

        // When: the bank has it in force, and the second call is not over
        world.bank.answersActsWith(act -> new BankReply.Signed("SIGN-1", null));
        world.sql("update operation set status = 'sent' where number = 3");
        contracts.synced(contract);

        // Then
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.TERMINATING);
        assertThat(world.rows("select kind || ' ' || status from operation order by number"))
                .containsExactly("sign done", "terminate declined", "terminate sent");

        // When it is over
        world.clock.advance(Duration.ofSeconds(30));
        contracts.synced(contract);

        // Then
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.SIGNED);
    }

    @Test
    void anEndThatNeverReachedTheBankIsSentAgainAndInTheEndGivenUp() {
        // Given
        var contract = contracts.signed("C1");
        world.bank.answersActsWith(act -> new BankReply.NotSent("no connection"));

        // When
        contracts.terminate(contract);
        for (int i = 0; i < 3; i++) {
            assertThat(contracts.now(contract).status()).isIn(ContractStatus.TERMINATING, ContractStatus.SIGNED);
            world.clock.advance(Duration.ofSeconds(30));
            contracts.attend();
        }

        // Then
        assertThat(contracts.now(contract).status()).isEqualTo(ContractStatus.SIGNED);
        assertThat(world.bank.acts.stream().filter(BankMandate.Terminate.class::isInstance))
                .hasSize(3);
    }

    @Test
    void oneInForceIsAskedAfterWhenTheMerchantWishes() {
        // Given
        var contract = contracts.signed("C1");
        world.bank.answersActsWith(act -> new BankReply.Terminated());

        // When
        var synced = contracts.synced(contract);

        // Then
        assertThat(synced.status()).isEqualTo(ContractStatus.TERMINATED);
    }

    @Test
    void whatMayNotBeIsRefusedBeforeAnythingIsRecorded() {
        // When
        var elsewhere = contracts.create(
                ContractWorld.request("C1", BankMandate.Mode.PAGE, PaymentWorld.SECOND_BANK, ContractWorld.LAST_DAY),
                ContractWorld.CARD);
        var past = contracts.create(
                ContractWorld.request("C1", BankMandate.Mode.PAGE, "abc", LocalDate.of(2020, 1, 1)),
                ContractWorld.CARD);

        // Then
        assertThat(elsewhere).isEqualTo(new ContractOutcome.Refused(ContractOutcome.Reason.BANK_NOT_OFFERED));
        assertThat(past).isEqualTo(new ContractOutcome.Refused(ContractOutcome.Reason.EXPIRES_IN_THE_PAST));
        assertThat(world.rows("select id from contract")).isEmpty();
        assertThat(world.rows("select bank_order_no from operation")).isEmpty();
        assertThat(world.bank.acts).isEmpty();
    }
}
