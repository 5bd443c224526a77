package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankCall;
import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankMovement;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.BreakerConfig;
import dev.tongfu.bank.RawNotification;
import dev.tongfu.bank.StatementReply;
import dev.tongfu.bank.StatementRequest;
import dev.tongfu.bank.unionpay.UnionPayBank;
import dev.tongfu.bank.unionpay.UnionPayConfig;
import dev.tongfu.crypto.CertificateChain;
import dev.tongfu.crypto.Certificates;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.money.Money;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** The gateway's adapter of 银联, a payer's browser, and the simulated bank between whom they talk. */
final class UnionPayMeeting {
    static final Money AMOUNT = Money.cny(1230);

    final SimulatorFixture simulator = new SimulatorFixture();
    final UnionPayMerchant receiver;
    final UnionPayBank adapter;
    final BankChannel channel = new BankChannel(
            "unionpay-1",
            "unionpay",
            UnionPayMerchant.NUMBER,
            Map.of(
                    "merchant_certificate",
                    "conf/demo/unionpay-merchant.pfx",
                    "merchant_certificate_password",
                    "${file:conf/demo/unionpay-merchant.password}"));

    UnionPayMeeting() throws Exception {
        receiver = new UnionPayMerchant(simulator);
        var crypto = CryptoProviders.portable();
        var certificates = new Certificates(crypto);
        var chain = new CertificateChain(
                certificates.read(Files.readAllBytes(SimulatorFixture.KEYS.resolve("unionpay-middle.cer"))),
                certificates.read(Files.readAllBytes(SimulatorFixture.KEYS.resolve("unionpay-root.cer"))));
        adapter = new UnionPayBank(simulator.vertx, config(), crypto, chain, null, simulator.clock);
    }

    private UnionPayConfig config() {
        var trust = new UnionPayConfig.Trust(
                List.of("conf/demo/unionpay-root.cer"), List.of("conf/demo/unionpay-middle.cer"), true);
        var standard = UnionPayConfig.standard(simulator.url(), simulator.url(), trust);
        return new UnionPayConfig(
                standard.http(),
                standard.frontBaseUrl(),
                standard.fileBaseUrl(),
                new UnionPayConfig.Paths(
                        "/unionpay/gateway/api/frontTransReq.do",
                        "/unionpay/gateway/api/backTransReq.do",
                        "/unionpay/gateway/api/queryTrans.do",
                        "/unionpay/file/"),
                standard.trust(),
                standard.order(),
                standard.codes(),
                standard.encryption(),
                standard.limits(),
                standard.statement(),
                new BreakerConfig(10_000, 10_000, 1),
                standard.calendar());
    }

    BankOrder order(String orderNo, BankOrder.Kind kind) {
        var now = simulator.clock.instant();
        return new BankOrder(
                "unionpay-1",
                orderNo,
                kind,
                AMOUNT,
                "明前龙井 50 克",
                now,
                now.plus(Duration.ofMinutes(10)),
                BankOrder.NoticeMode.SERVER,
                receiver.notifyUrl(),
                "",
                null);
    }

    /** Places an order as the payer's browser does; the address of the payer's page. */
    String place(BankOrder order) throws Exception {
        var placed = browse(order);
        assertThat(placed).startsWith("http");
        return placed;
    }

    /** The address the browser is sent to, or else the page it is shown. */
    String browse(BankOrder order) throws Exception {
        var accepted = SimulatorFixture.await(adapter.order(channel, order));
        var forward = ((BankReply.Accepted) accepted.reply()).forward();
        var answer = simulator.postForm(forward.url(), UnionPayMerchant.form(forward.fields()));
        return answer.headers()
                .firstValue("Location")
                .map(path -> simulator.url() + path)
                .orElseGet(answer::body);
    }

    /** Places and pays; what the bank moved or holds. */
    BankMovement paid(BankOrder order) throws Exception {
        assertThat(receiver.press(place(order), "pay")).contains("支付成功");
        assertThat(receiver.noticeOf(order.bankOrderNo())).containsEntry("respCode", "00");
        var kind = order.kind() == BankOrder.Kind.PREAUTH ? BankQuery.Kind.PREAUTH : BankQuery.Kind.PURCHASE;
        var receipt = receipt(query(order.bankOrderNo(), kind));
        return new BankMovement(
                order.bankOrderNo(), order.orderedAt(), order.bankOrderNo(), receipt.bankTxnNo(), receipt.amount());
    }

    BankReply query(String orderNo, BankQuery.Kind kind) throws Exception {
        return query(orderNo, kind, simulator.clock.instant());
    }

    BankReply query(String orderNo, BankQuery.Kind kind, Instant orderedAt) throws Exception {
        var query = new BankQuery("unionpay-1", orderNo, kind, orderedAt, AMOUNT);
        return SimulatorFixture.await(adapter.query(channel, query)).reply();
    }

    BankRefund refund(String orderNo, BankRefund.Way way, BankMovement original, Money amount) {
        return new BankRefund(
                "unionpay-1", orderNo, way, original, amount, simulator.clock.instant(), receiver.notifyUrl());
    }

    BankHoldAct hold(String orderNo, BankHoldAct.Kind kind, BankMovement hold, Money amount) {
        return new BankHoldAct(
                "unionpay-1", orderNo, kind, hold, amount, simulator.clock.instant(), receiver.notifyUrl());
    }

    BankReply act(BankAct act) throws Exception {
        BankCall call = SimulatorFixture.await(act.at(adapter, channel));
        return call.reply();
    }

    Bank.Reading read(Map<String, String> form, boolean front) throws Exception {
        var body = Buffer.buffer(UnionPayMerchant.form(form));
        var type = "application/x-www-form-urlencoded;charset=UTF-8";
        return SimulatorFixture.await(adapter.read(new RawNotification("unionpay", "POST", "", type, body, front)))
                .reading();
    }

    StatementReply statement(LocalDate day) throws Exception {
        return SimulatorFixture.await(adapter.fetch(channel, new StatementRequest("unionpay-1", day, null)))
                .reply();
    }

    static BankReply.Receipt receipt(BankReply reply) {
        if (reply instanceof BankReply.Authorised authorised) {
            return authorised.receipt();
        }
        assertThat(reply).isInstanceOf(BankReply.Paid.class);
        return ((BankReply.Paid) reply).receipt();
    }

    void reset() throws Exception {
        simulator.control("DELETE", "/faults", new JsonObject());
        receiver.settings("settle_delay_ms", 0);
        receiver.settings("failing_next", 0);
    }

    void close() throws Exception {
        SimulatorFixture.await(adapter.close());
        receiver.close();
        simulator.close();
    }
}
