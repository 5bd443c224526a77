package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankIdentityCheck;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.Notice;
import dev.tongfu.bank.PayerForward;
import dev.tongfu.bank.RawNotification;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdentityCheckIT {
    private PaymentWorld world;

    @BeforeEach
    void open() {
        world = new PaymentWorld();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static NewIdentityCheck request(String checkNo, BankIdentityCheck.Mode mode, String bank) {
        return new NewIdentityCheck(
                PaymentWorld.MERCHANT,
                checkNo,
                mode,
                bank,
                BankIdentityCheck.CustomerType.PERSONAL,
                "https://shop.example/hooks",
                "https://shop.example/checked");
    }

    private IdentityCheckOutcome create(String checkNo, BankIdentityCheck.Mode mode) {
        return world.onLoop(
                () -> world.desk.identityChecks().create(request(checkNo, mode, "abc"), ContractWorld.CARD));
    }

    private IdentityCheck created(String checkNo, BankIdentityCheck.Mode mode, BankReply reply) {
        world.bank.answersActsWith(act -> reply);
        return ((IdentityCheckOutcome.Created) create(checkNo, mode)).check();
    }

    private IdentityCheck page(String checkNo) {
        var forward = PayerForward.link("https://bank.example/verify");
        return created(checkNo, BankIdentityCheck.Mode.PAGE, new BankReply.Accepted(forward));
    }

    private IdentityCheck now(IdentityCheck check) {
        return world.onLoop(() -> world.desk.identityChecks().find(PaymentWorld.MERCHANT, check.id()))
                .orElseThrow();
    }

    private List<String> told(IdentityCheck check) {
        return world.rows(
                "select sequence || ' ' || type || ' ' || (body::json -> 'data' ->> 'status') from notification"
                        + " where resource_id = '" + check.id() + "' order by sequence");
    }

    private NoticeOutcome notice(BankReply reply) {
        String number = world.bank.lastAct(BankIdentityCheck.class).bankOrderNo();
        world.bank.readsNoticesAs(new Notice.Verified("abc-1", number, reply, Bank.Strength.PROOF, world.bank.raw()));
        var raw = new RawNotification("abc", "POST", "", "", Buffer.buffer("MSG=x"), false);
        return world.onLoop(() -> world.desk.notices().take(raw));
    }

    @Test
    void aDirectCheckIsAnsweredAtOnce() {
        // When
        var matched = created("I1", BankIdentityCheck.Mode.DIRECT, new BankReply.Matched());
        var mismatched = created("I2", BankIdentityCheck.Mode.DIRECT, new BankReply.Mismatched("M1", "姓名不符"));
        var unknown = created("I3", BankIdentityCheck.Mode.DIRECT, new BankReply.Unknown("silence"));

        // Then
        assertThat(matched.status()).isEqualTo(IdentityCheckStatus.MATCHED);
        assertThat(mismatched.failure()).isEqualTo(new Payment.Failure("M1", "姓名不符"));
        assertThat(IdentityCheckJson.write(mismatched).getString("result")).isEqualTo("mismatched");
        assertThat(unknown.status()).isEqualTo(IdentityCheckStatus.UNKNOWN);
        assertThat(told(matched)).containsExactly("1 identity.completed matched");
        assertThat(told(unknown)).containsExactly("1 identity.completed unknown");
        assertThat(world.rows("select status from operation where next_at is not null"))
                .isEmpty();
    }

    @Test
    void onTheBanksPageANoticeBringsTheResultAndThePayerGoesOn() {
        // Given
        var check = page("I1");
        assertThat(check.status()).isEqualTo(IdentityCheckStatus.PENDING);
        assertThat(IdentityCheckJson.write(check).getString("verify_url")).isEqualTo("https://bank.example/verify");

        // When
        var first = notice(new BankReply.Matched());
        var second = notice(new BankReply.Matched());

        // Then
        assertThat(first).isEqualTo(new NoticeOutcome.Onward("https://shop.example/checked"));
        assertThat(second).isEqualTo(first);
        assertThat(now(check).status()).isEqualTo(IdentityCheckStatus.MATCHED);
        assertThat(told(check)).containsExactly("1 identity.completed matched");
    }

    @Test
    void aPageThatNobodyUsedInTimeExpires() {
        // Given
        var check = page("I1");

        // When
        world.onLoop(() -> world.desk.endOverdue(10));
        assertThat(now(check).status()).isEqualTo(IdentityCheckStatus.PENDING);
        world.clock.advance(Duration.ofSeconds(1_801));
        world.onLoop(() -> world.desk.endOverdue(10));

        // Then
        assertThat(now(check).status()).isEqualTo(IdentityCheckStatus.EXPIRED);
        assertThat(told(check)).containsExactly("1 identity.completed expired");
    }

    @Test
    void oneWhoseAnswerWasLostStaysWithoutAResult() {
        // Given: as after a crash between the commit and the answer
        var check = page("I1");
        world.sql("update identity_check set status = 'created', version = 1");
        world.sql("update operation set status = 'sent', next_at = now()");

        // When
        new ContractWorld(world).attend();

        // Then
        assertThat(now(check).status()).isEqualTo(IdentityCheckStatus.UNKNOWN);
        assertThat(told(check)).containsExactly("1 identity.completed unknown");
    }

    @Test
    void theSameRequestIsReplayedAndAnotherIsAConflict() {
        // Given
        var check = created("I1", BankIdentityCheck.Mode.DIRECT, new BankReply.Matched());
        var other = ContractWorld.card("110101199003070012", "6228480000000000018");

        // Then
        assertThat(create("I1", BankIdentityCheck.Mode.DIRECT))
                .isEqualTo(new IdentityCheckOutcome.Replayed(now(check)));
        assertThat(create("I1", BankIdentityCheck.Mode.PAGE)).isEqualTo(new IdentityCheckOutcome.Conflict("/mode"));
        assertThat(world.onLoop(() ->
                        world.desk.identityChecks().create(request("I1", BankIdentityCheck.Mode.DIRECT, "abc"), other)))
                .isEqualTo(new IdentityCheckOutcome.Conflict("/certificate_no"));
        assertThat(world.onLoop(() -> world.desk
                        .identityChecks()
                        .create(request("I2", BankIdentityCheck.Mode.DIRECT, PaymentWorld.SECOND_BANK), other)))
                .isEqualTo(new IdentityCheckOutcome.Refused(IdentityCheckOutcome.Reason.BANK_NOT_OFFERED));
        assertThat(world.bank.acts).hasSize(1);
    }
}
