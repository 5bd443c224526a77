package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.bank.BankCode;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerCard;
import dev.tongfu.money.Money;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CodeIT {
    private static final PayerCard CARD = card("6228480000000000018", "13800000000");
    private static final PayerCard PERSON =
            new PayerCard(null, null, "张三", PayerCard.CertificateType.ID_CARD, "110101199003070011", null, null);
    private static final BankReply WRONG = new BankReply.WrongCode("E1", "验证码错误");

    private PaymentWorld world;

    @BeforeEach
    void open() {
        world = new PaymentWorld();
        world.bank.answersActsWith(
                act -> act instanceof BankCode.Pay ? new BankReply.Processing("0000") : new BankReply.CodeSent());
    }

    @AfterEach
    void close() {
        assertThat(world.differences()).isEmpty();
        world.close();
    }

    private static PayerCard card(String cardNo, String mobile) {
        return new PayerCard(cardNo, mobile, null, null, null, null, null);
    }

    private static NewPayment request(String orderNo, @Nullable String bank) {
        return new NewPayment(
                PaymentWorld.MERCHANT,
                orderNo,
                PaymentKind.KCODE,
                Money.cny(12_345),
                "测试商品",
                bank,
                ResultMode.SERVER,
                "https://shop.example/hooks",
                null,
                null,
                null);
    }

    private CreateOutcome create(String orderNo, PayerCard card) {
        return world.onLoop(() -> world.desk.codes().create(request(orderNo, null), card));
    }

    private Payment created() {
        return ((CreateOutcome.Created) create("K1", CARD)).payment();
    }

    @CanIgnoreReturnValue
    private CodeOutcome confirm(Payment payment) {
        return world.onLoop(() -> world.desk.codes().confirm(PaymentWorld.MERCHANT, payment.id(), "123456", PERSON));
    }

    @CanIgnoreReturnValue
    private CodeOutcome resend(Payment payment) {
        return world.onLoop(() -> world.desk.codes().resend(PaymentWorld.MERCHANT, payment.id()));
    }

    private String orderAtBank() {
        return world.bank.lastAct(BankCode.Order.class).bankOrderNo();
    }

    @Test
    void aCodeIsSentThenPaysAndTheBankIsAskedAtOnce() {
        // Given
        var payment = created();
        assertThat(payment.status()).isEqualTo(PaymentStatus.AWAITING_CODE);
        assertThat(world.bank.lastAct(BankCode.Order.class).card()).isEqualTo(CARD);
        world.bank.queries.put(orderAtBank(), ScriptedBank.paid(12_345, "TXN"));

        // When
        var outcome = confirm(payment);

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        CodeOutcome.Done.class,
                        done -> assertThat(done.payment().status()).isEqualTo(PaymentStatus.SUCCEEDED));
        var pay = world.bank.lastAct(BankCode.Pay.class);
        assertThat(pay.bankOrderNo()).isEqualTo(orderAtBank());
        assertThat(pay.code()).isEqualTo("123456");
        assertThat(pay.card()).isEqualTo(PERSON);
        assertThat(world.balances()).containsExactly("1101/abc-1:2026-11-23/CNY=12345", "2101/m_test/CNY=-12345");
        assertThat(world.told(payment)).containsExactly("1 payment.succeeded");
        assertThat(confirm(payment)).isInstanceOf(CodeOutcome.WrongState.class);
    }

    @Test
    void theSameRequestIsReplayedAndAnotherCardIsAConflict() {
        // Given
        var payment = created();

        // Then
        assertThat(create("K1", CARD)).isEqualTo(new CreateOutcome.Replayed(world.now(payment)));
        assertThat(create("K1", card("6228480000000000026", "13800000000")))
                .isEqualTo(new CreateOutcome.Conflict("/card/card_no"));
        assertThat(create("K1", card("6228480000000000018", "13900000000")))
                .isEqualTo(new CreateOutcome.Conflict("/card/mobile"));
        assertThat(world.create(world.aRequest("K1", null))).isEqualTo(new CreateOutcome.Conflict("/kind"));
        assertThat(world.bank.acts).hasSize(1);
    }

    @Test
    void aBankThatDoesNotOfferItIsRefusedBeforeAnythingIsRecorded() {
        // When
        var outcome = world.onLoop(() -> world.desk.codes().create(request("K1", PaymentWorld.SECOND_BANK), CARD));

        // Then
        assertThat(outcome).isEqualTo(new CreateOutcome.Refused(CreateOutcome.Reason.KIND_NOT_OFFERED));
        assertThat(world.rows("select id from payment")).isEmpty();
        assertThat(world.bank.acts).isEmpty();
    }

    @Test
    void aWrongCodeMayBeCorrectedUntilNoTriesAreLeft() {
        // Given
        var payment = created();
        world.bank.answersActsWith(act -> WRONG);

        // When
        confirm(payment);
        confirm(payment);

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.AWAITING_CODE);
        assertThat(world.now(payment).failure()).isEqualTo(new Payment.Failure("E1", "验证码错误"));

        // When
        confirm(payment);

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(world.told(payment)).containsExactly("1 payment.failed");
        assertThat(confirm(payment)).isEqualTo(new CodeOutcome.TriesUsedUp());
        assertThat(resend(payment)).isEqualTo(new CodeOutcome.TriesUsedUp());
        assertThat(world.bank.acts.stream().filter(BankCode.Pay.class::isInstance))
                .hasSize(3);
    }

    @Test
    void anUnclearPaymentIsUnknownAndNotPaidAgain() {
        // Given
        var payment = created();
        world.bank.answersActsWith(act -> new BankReply.Unknown("silence"));

        // When
        confirm(payment);

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.UNKNOWN);
        assertThat(confirm(payment)).isInstanceOf(CodeOutcome.WrongState.class);

        // When
        world.bank.queries.put(orderAtBank(), ScriptedBank.paid(12_345, "TXN"));
        world.onLoop(() -> world.desk.service().sync(PaymentWorld.MERCHANT, payment.id()));

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.SUCCEEDED);
    }

    @Test
    void aCodeThatDidNotReachTheBankMayBeGivenAgain() {
        // Given
        var payment = created();
        world.bank.answersActsWith(act -> new BankReply.NotSent("no connection"));

        // When
        confirm(payment);

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.AWAITING_CODE);
        assertThat(world.now(payment).failure())
                .extracting(Payment.Failure::code)
                .isEqualTo("not-sent");
        assertThat(world.rows("select code_tries::text from payment")).containsExactly("0");
    }

    @Test
    void anUnclearFirstAnswerLeavesItCreatedUntilACodeIsSentAgain() {
        // Given
        world.bank.answersActsWith(act -> new BankReply.Unknown("silence"));
        var payment = created();
        assertThat(payment.status()).isEqualTo(PaymentStatus.CREATED);

        // When
        world.bank.answersActsWith(act -> new BankReply.CodeSent());
        resend(payment);

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.AWAITING_CODE);
        assertThat(world.bank.lastAct(BankCode.Resend.class).bankOrderNo()).isEqualTo(orderAtBank());
    }

    @Test
    void whatABankSaysToAnotherCodeButThatItWasSentChangesNothing() {
        // Given
        var payment = created();
        world.bank.answersActsWith(act -> new BankReply.Declined("E9", "too many"));

        // When
        resend(payment);

        // Then
        assertThat(world.now(payment)).isEqualTo(payment);
        assertThat(world.rows("select kind || ' ' || effect from evidence order by received_at"))
                .containsExactly("code_sent awaiting_code", "declined none");
    }

    @Test
    void aRefusedOrderFailsAndSoDoesOneThatNeverLeftUs() {
        // Given
        world.bank.answersActsWith(act -> new BankReply.Declined("E2", "卡不可用"));
        var declined = created();
        world.bank.answersActsWith(act -> new BankReply.NotSent("no connection"));
        var unsent = ((CreateOutcome.Created) create("K2", CARD)).payment();

        // Then
        assertThat(declined.status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(declined.failure()).isEqualTo(new Payment.Failure("E2", "卡不可用"));
        assertThat(unsent.status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(world.told(unsent)).containsExactly("1 payment.failed");
    }

    @Test
    void anOrderThatWasNeverAnsweredFailsBecauseItsCardIsGone() {
        // Given: as after a crash between the commit and the call
        var payment = created();
        var other = ((CreateOutcome.Created) create("K2", CARD)).payment();
        world.sql("delete from evidence where payment_id = '" + payment.id() + "'");
        world.sql("update payment set status = 'created' where id = '" + payment.id() + "'");
        world.sql("update attempt set status = 'sent' where payment_id = '" + payment.id() + "'");

        // When
        world.onLoop(() -> world.desk.endOverdue(10));
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.CREATED);
        world.clock.advance(Duration.ofSeconds(11));
        world.onLoop(() -> world.desk.endOverdue(10));

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(world.now(payment).failure())
                .extracting(Payment.Failure::code)
                .isEqualTo("card-data-gone");
        assertThat(world.now(other).status()).isEqualTo(PaymentStatus.AWAITING_CODE);
        assertThat(world.told(payment)).containsExactly("1 payment.failed");
        assertThat(confirm(payment)).isEqualTo(new CodeOutcome.CardDataGone());
    }

    @Test
    void onlyOneOfTwoConfirmsPays() {
        // Given
        var payment = created();

        // When
        world.onLoop(() -> io.vertx.core.Future.all(
                world.desk.codes().confirm(PaymentWorld.MERCHANT, payment.id(), "123456", PERSON),
                world.desk.codes().confirm(PaymentWorld.MERCHANT, payment.id(), "123456", PERSON)));

        // Then
        assertThat(world.bank.acts.stream().filter(BankCode.Pay.class::isInstance))
                .hasSize(1);
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.SUBMITTED);
    }

    @Test
    void anAwaitedCodeIsClosedByTheMerchantOnceTheBankKnowsNoPayment() {
        // Given
        var payment = created();

        // When
        world.onLoop(() -> world.desk.service().close(PaymentWorld.MERCHANT, payment.id()));

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.CLOSED);
        assertThat(confirm(payment)).isInstanceOf(CodeOutcome.WrongState.class);

        // When the bank took the money all the same
        world.apply(world.paid(orderAtBank(), "LATE"));

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.LATE_PAID);
    }

    @Test
    void ofACardOnlyItsEndsAndADigestAreKept() {
        // Given
        assertThat(created().status()).isEqualTo(PaymentStatus.AWAITING_CODE);

        // Then
        assertThat(world.rows("select card_masked from payment")).containsExactly("622848*********0018");
        assertThat(CardPrint.mask("12345678")).isEqualTo("****5678");
    }
}
