package dev.tongfu;

import dev.tongfu.audit.AuditAct;
import dev.tongfu.audit.AuditLog;
import dev.tongfu.audit.OperatorService;
import dev.tongfu.bank.WorkingDays;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.crypto.Tokens;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.merchant.Author;
import dev.tongfu.merchant.ChangeRecorder;
import dev.tongfu.merchant.ChannelService;
import dev.tongfu.merchant.MerchantService;
import dev.tongfu.merchant.TermsService;
import dev.tongfu.settlement.SettlementService;
import io.vertx.sqlclient.Pool;
import java.util.Set;

/** What one command works with: the configured database and the services on it, each made when asked for. */
final class CommandSession {
    private final Terminal terminal;
    private final GatewayConfig config;
    private final Pool pool;
    private final AuditLog audit;

    CommandSession(Terminal terminal, GatewayConfig config, Pool pool) {
        this.terminal = terminal;
        this.config = config;
        this.pool = pool;
        this.audit = new AuditLog(terminal.clock());
    }

    GatewayConfig config() {
        return config;
    }

    /** Who gives the command, as the audit log names them. */
    String actor() {
        return "terminal:" + terminal.user();
    }

    Author author(String why) {
        return new Author(actor(), why);
    }

    MerchantService merchants(CryptoProviders providers) {
        return new MerchantService(pool, terminal.clock(), providers, recorder());
    }

    TermsService terms() {
        var loopback = Set.copyOf(config.urlGuard().loopbackMerchants());
        return new TermsService(pool, terminal.clock(), secrets(), new Tokens(), loopback, recorder());
    }

    ChannelService channels() {
        return new ChannelService(pool, terminal.clock(), recorder());
    }

    /** By weekdays alone: a batch made by hand is made whether or not it is due. */
    SettlementService settlements() {
        var ids = new Ids(terminal.clock());
        return new SettlementService(
                pool,
                new LedgerStore(ids, config.ledger()),
                WorkingDays.weekdays(),
                config.settlement(),
                ids,
                terminal.clock());
    }

    OperatorService operators() {
        return new OperatorService(pool, terminal.clock(), secrets(), audit);
    }

    /** Puts changes of merchants into the audit log. */
    static ChangeRecorder recorder(AuditLog audit) {
        return (connection, change) -> audit.append(
                        connection,
                        new AuditAct(
                                change.author().actor(),
                                change.action(),
                                change.object(),
                                change.author().reason(),
                                change.detail()))
                .mapEmpty();
    }

    private ChangeRecorder recorder() {
        return recorder(audit);
    }

    private SecretBox secrets() {
        return new SecretBox(KeyRing.read(config.keys().secrets()));
    }
}
