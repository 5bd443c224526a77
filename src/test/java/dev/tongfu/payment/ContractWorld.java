package dev.tongfu.payment;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.bank.BankDebit;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerCard;
import dev.tongfu.bank.PayerForward;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import java.time.LocalDate;

/** Contracts and debits over the payment world. */
final class ContractWorld {
    static final LocalDate LAST_DAY = LocalDate.of(2028, 12, 31);
    static final PayerCard CARD = card("110101199003070011", "6228480000000000018");
    static final String SIGN_URL = "https://bank.example/sign";

    private final PaymentWorld world;

    ContractWorld(PaymentWorld world) {
        this.world = world;
        world.bank.answersActsWith(ContractWorld::usual);
    }

    /** A bank that accepts everything. */
    static BankReply usual(dev.tongfu.bank.BankAct act) {
        if (act instanceof BankMandate.Sign sign) {
            return sign.mode() == BankMandate.Mode.PAGE
                    ? new BankReply.Accepted(PayerForward.link(SIGN_URL))
                    : new BankReply.CodeSent();
        }
        if (act instanceof BankMandate.ResendCode) {
            return new BankReply.CodeSent();
        }
        if (act instanceof BankMandate.SubmitCode) {
            return new BankReply.Signed("SIGN-1", null);
        }
        if (act instanceof BankMandate.Query) {
            return new BankReply.NotSigned("00");
        }
        return act instanceof BankDebit ? new BankReply.Processing("0000") : new BankReply.Terminated();
    }

    static PayerCard card(String certificateNo, String cardNo) {
        return new PayerCard(cardNo, "13800000000", "张三", PayerCard.CertificateType.ID_CARD, certificateNo, null, null);
    }

    static NewContract request(String contractNo, BankMandate.Mode mode, String bank, LocalDate expiresOn) {
        return new NewContract(
                PaymentWorld.MERCHANT,
                contractNo,
                mode,
                bank,
                "u-1001",
                BankMandate.CardType.ANY,
                expiresOn,
                "https://shop.example/hooks",
                "https://shop.example/signed",
                null);
    }

    @CanIgnoreReturnValue
    ContractOutcome create(NewContract request, PayerCard card) {
        return world.onLoop(() -> world.desk.contracts().create(request, card));
    }

    Contract created(String contractNo, BankMandate.Mode mode) {
        return ((ContractOutcome.Created) create(request(contractNo, mode, "abc", LAST_DAY), CARD)).contract();
    }

    Contract signed(String contractNo) {
        var contract = created(contractNo, BankMandate.Mode.SMS);
        confirm(contract);
        return now(contract);
    }

    @CanIgnoreReturnValue
    ContractOutcome confirm(Contract contract) {
        return world.onLoop(() -> world.desk.contracts().confirm(PaymentWorld.MERCHANT, contract.id(), "123456"));
    }

    @CanIgnoreReturnValue
    ContractOutcome resend(Contract contract, String cardNo) {
        return world.onLoop(() -> world.desk.contracts().resend(PaymentWorld.MERCHANT, contract.id(), cardNo));
    }

    @CanIgnoreReturnValue
    ContractOutcome terminate(Contract contract) {
        return world.onLoop(() -> world.desk.contracts().terminate(PaymentWorld.MERCHANT, contract.id()));
    }

    @CanIgnoreReturnValue
    Contract synced(Contract contract) {
        return world.onLoop(() -> world.desk.contracts().sync(PaymentWorld.MERCHANT, contract.id()))
                .orElseThrow();
    }

    Contract now(Contract contract) {
        return world.onLoop(() -> world.desk.contracts().find(PaymentWorld.MERCHANT, contract.id()))
                .orElseThrow();
    }

    @CanIgnoreReturnValue
    DebitOutcome debit(Contract contract, String orderNo, long minor) {
        var request = new DebitService.NewDebit(
                PaymentWorld.MERCHANT, contract.id(), orderNo, Money.cny(minor), "会员月费", null, null);
        return world.onLoop(() -> world.desk.debits().create(request));
    }

    /** What those do that look for calls nobody attends to. */
    void attend() {
        world.onLoop(() -> world.desk
                .operations()
                .claimDue(10, 1)
                .compose(due -> Future.join(
                        due.stream().map(world.desk.operations()::attend).toList())));
    }

    java.util.List<String> told(Contract contract) {
        return world.rows("select sequence || ' ' || type || ' ' || url as line from notification where resource_id = '"
                + contract.id() + "' order by sequence");
    }
}
