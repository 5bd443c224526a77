package dev.tongfu;

import dev.tongfu.bank.BankProfile;
import dev.tongfu.bank.Banks;
import dev.tongfu.bus.Bus;
import dev.tongfu.db.Database;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.merchant.Channel;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.metrics.Metrics;
import dev.tongfu.outbox.OutboxStore;
import dev.tongfu.payment.ApartMoney;
import dev.tongfu.payment.CardDigests;
import dev.tongfu.payment.PaymentDesk;
import dev.tongfu.payment.PaymentDesks;
import dev.tongfu.payment.PaymentObserver;
import dev.tongfu.reconciliation.ProposalEnds;
import dev.tongfu.reconciliation.ProposalService;
import dev.tongfu.settlement.DirectPayouts;
import dev.tongfu.settlement.PayoutFile;
import dev.tongfu.settlement.Payouts;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands between the banks and the listeners, put together for a gateway and for commands alike. */
final class NodeFeatures {
    private final Vertx vertx;
    private final Foundation base;
    private final Pool pool;
    private final Bus bus;
    private final Metrics metrics;
    private final MerchantDirectory merchants;
    private final Banks banks;
    private final PaymentObserver counted;
    private final PaymentDesks desks;
    private final Payouts road;
    private final SettlementParts settling;
    private final ProposalService proposals;
    private final NodeStatements statements;

    NodeFeatures(Vertx vertx, Foundation base, Database database, Pool pool, Bus bus) {
        this.vertx = vertx;
        this.base = base;
        this.pool = pool;
        this.bus = bus;
        merchants = new MerchantDirectory(
                vertx, base.clock(), pool, base.config().merchants(), base.secrets(), base.providers());
        metrics = Metrics.of(vertx);
        banks = new NodeBanks(vertx, base, merchants, metrics).banks();
        counted = metrics.payments(banks.names(), id -> merchants.channel(id).map(Channel::bank));
        desks = new PaymentDesks(vertx, () -> database.plannedOnce(vertx), this::parts);
        road = road();
        settling = settling(pool);
        proposals = proposals();
        statements = new NodeStatements(this, settling.results());
    }

    Vertx vertx() {
        return vertx;
    }

    Foundation base() {
        return base;
    }

    Pool pool() {
        return pool;
    }

    Bus bus() {
        return bus;
    }

    Metrics metrics() {
        return metrics;
    }

    MerchantDirectory merchants() {
        return merchants;
    }

    Banks banks() {
        return banks;
    }

    PaymentDesks desks() {
        return desks;
    }

    SettlementParts settling() {
        return settling;
    }

    /** Over another pool, for a verticle of its own. */
    SettlementParts settling(Pool own) {
        return SettlementParts.of(base, own, merchants, base.workingDays(), apart(), road);
    }

    ProposalService proposalService() {
        return proposals;
    }

    NodeStatements statements() {
        return statements;
    }

    /** The banks' books, and that of the account that pays out. */
    List<String> books() {
        var books = new ArrayList<>(banks.names());
        if (base.config().payouts().active()) {
            books.add(base.config().payouts().book());
        }
        return List.copyOf(books);
    }

    LedgerStore ledger() {
        return new LedgerStore(base.ids(), base.config().ledger());
    }

    private ApartMoney apart() {
        return new ApartMoney(merchants, base.payerTokens(), counted, new OutboxStore(), base.ids(), base.clock());
    }

    private Payouts road() {
        var config = base.config().payouts();
        return config.road().equals(Payouts.DIRECT) ? new DirectPayouts(vertx, config) : PayoutFile.road();
    }

    private ProposalService proposals() {
        return new ProposalService(new ProposalService.Parts(
                pool,
                bus,
                merchants,
                ledger(),
                () -> desks.here().approvedActs(),
                settling.suspense(),
                base.config().proposals(),
                ZoneId.of(base.config().accountingDays().zone()),
                base.ids(),
                base.clock()));
    }

    private PaymentDesk.Parts parts(Pool own) {
        Map<String, BankProfile> offered = banks.names().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> banks.named(name).orElseThrow().profile()));
        return new PaymentDesk.Parts(
                        own,
                        merchants,
                        ledger(),
                        new OutboxStore(),
                        base.payerTokens(),
                        bus,
                        offered,
                        base.config().microBatch(),
                        base.config().inquiry(),
                        base.config().bankOperations(),
                        base.config().merchantBatches(),
                        base.config().payerSteps(),
                        new CardDigests(base.cards()::hex, base.cards()::hexUnderEveryKey),
                        base.ids(),
                        base.clock())
                .with(new ProposalEnds(base.clock()), counted);
    }
}
