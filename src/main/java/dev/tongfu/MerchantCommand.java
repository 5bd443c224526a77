package dev.tongfu;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PublicKeys;
import dev.tongfu.crypto.UnreadableKeyException;
import dev.tongfu.merchant.MerchantListing;
import dev.tongfu.merchant.Outcome;
import dev.tongfu.merchant.PayoutAccount;
import dev.tongfu.merchant.Webhook;
import dev.tongfu.merchant.WebhookScheme;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes merchants on from a terminal. */
@Command(name = "merchant", description = "Merchants. 商户。", mixinStandardHelpOptions = true)
final class MerchantCommand {
    private static final int KEY_FILE_BYTES_MAX = 65_536;

    private final Terminal terminal;
    private final CommandRun runs;

    MerchantCommand(Terminal terminal) {
        this.terminal = terminal;
        this.runs = new CommandRun(terminal);
    }

    @Command(name = "add", description = "Adds a merchant. 新增商户。", mixinStandardHelpOptions = true)
    void add(
            @Mixin ChangeOptions options,
            @Parameters(paramLabel = "MERCHANT", description = "Its id, m_ first.") String id,
            @Option(names = "--name", required = true, description = "Its name, as payers see it.") String name) {
        carryOut(
                options,
                session -> session.merchants(CryptoProviders.load()).add(session.author(options.why()), id, name));
        say("Merchant " + id + " added. 商户已新增。");
    }

    @Command(name = "list", description = "Lists merchants. 商户列表。", mixinStandardHelpOptions = true)
    void list(@Mixin CommandOptions options) {
        var merchants = runs.on(
                options.config(),
                session -> session.merchants(CryptoProviders.load()).list());
        var table = new TextTable(
                "merchant 商户",
                "name 名称",
                "status 状态",
                "keys 密钥",
                "channels 通道",
                "late money 迟到款",
                "settlement 结算",
                "webhook 通知地址");
        merchants.forEach(listing -> row(table, listing));
        table.print(terminal.out());
    }

    private static void row(TextTable table, MerchantListing listing) {
        var merchant = listing.merchant();
        var policy = merchant.policy();
        String url = merchant.webhook().url();
        table.row(
                merchant.id(),
                merchant.name(),
                Words.of(merchant.status()),
                String.join(",", listing.keyIds()),
                String.join(",", listing.channelIds()),
                Words.of(policy.lateMoney()),
                Words.of(policy.settlementMode()) + " T+" + policy.settlementDays(),
                url == null ? "-" : url);
    }

    @Command(name = "key-add", description = "Registers a public key. 登记公钥。", mixinStandardHelpOptions = true)
    void keyAdd(
            @Mixin ChangeOptions options,
            @Parameters(paramLabel = "MERCHANT", description = "The merchant's id.") String id,
            @Option(names = "--key-id", required = true, description = "The keyid in signatures.") String keyId,
            @Option(names = "--file", required = true, description = "The public key (SPKI) as PEM or base64.")
                    Path file) {
        var providers = CryptoProviders.load();
        var key = publicKey(providers, file);
        var algorithm = change(
                options, session -> session.merchants(providers).addKey(session.author(options.why()), id, keyId, key));
        say("Key " + keyId + " registered for " + algorithm.wireName() + ". 公钥已登记。");
    }

    @Command(name = "key-revoke", description = "Revokes a key, for ever. 吊销公钥。", mixinStandardHelpOptions = true)
    void keyRevoke(
            @Mixin ChangeOptions options, @Parameters(paramLabel = "KEY", description = "The key's id.") String keyId) {
        carryOut(
                options,
                session -> session.merchants(CryptoProviders.load()).revokeKey(session.author(options.why()), keyId));
        say("Key " + keyId + " revoked; it stops within 5 s on every node. 公钥已吊销。");
    }

    @Command(
            name = "webhook-secret",
            description = "Makes a new webhook secret and shows it once. 新建通知密钥。",
            mixinStandardHelpOptions = true)
    void webhookSecret(
            @Mixin ChangeOptions options,
            @Parameters(paramLabel = "MERCHANT", description = "The merchant's id.") String id,
            @Option(names = "--overlap-hours", description = "How long the old one signs too (default: configuration).")
                    @Nullable
                    Integer overlapHours) {
        var secret = change(options, session -> {
            int configured = session.config().merchants().webhookSecretOverlapHours();
            var overlap = Duration.ofHours(overlapHours == null ? configured : Math.max(0, overlapHours));
            return session.terms().newWebhookSecret(session.author(options.why()), id, overlap);
        });
        say("Shown once, keep it safe. 仅显示一次，请妥善保存。");
        say(secret.reveal());
    }

    @Command(
            name = "webhook-url",
            description = "Sets the default address of notifications. 设置默认通知地址。",
            mixinStandardHelpOptions = true)
    void webhookUrl(
            @Mixin ChangeOptions options,
            @Parameters(paramLabel = "MERCHANT", description = "The merchant's id.") String id,
            @Parameters(paramLabel = "URL", description = "https://…, or none.") String url,
            @Option(names = "--schemes", split = ",", description = "${COMPLETION-CANDIDATES} (default: V1).") @Nullable
                    Set<WebhookScheme> schemes) {
        var webhook =
                new Webhook(url.equals("none") ? null : url, schemes == null ? Set.of(WebhookScheme.V1) : schemes);
        carryOut(options, session -> session.terms().webhook(session.author(options.why()), id, webhook));
        say("Notifications of " + id + " go to " + url + ". 通知地址已设置。");
    }

    @Command(name = "fee-plan", description = "Adds a version of a fee plan. 新增费率。", mixinStandardHelpOptions = true)
    void feePlan(
            @Mixin ChangeOptions options,
            @Parameters(paramLabel = "MERCHANT", description = "The merchant's id.") String id,
            @Mixin FeePlanOptions fees) {
        var plan = change(
                options,
                session -> session.terms()
                        .feePlan(
                                session.author(options.why()),
                                fees.plan(id, terminal.clock().instant())));
        say("Version " + plan.version() + " is valid from " + plan.validFrom() + ". 费率已新增。");
    }

    @Command(name = "policy", description = "Changes or shows a policy. 商户策略。", mixinStandardHelpOptions = true)
    void policy(
            @Mixin ChangeOptions options,
            @Parameters(paramLabel = "MERCHANT", description = "The merchant's id.") String id,
            @Mixin PolicyOptions edit) {
        var policy = change(
                options,
                session -> session.terms().policy(session.author(options.why()), id, edit.named(), edit::applyTo));
        var table = new TextTable("policy 策略", "value 值");
        table.row("late money 迟到款", Words.of(policy.lateMoney()));
        table.row("pending floor (分) 待结算下限", Long.toString(policy.pendingFloor()));
        table.row("settlement 结算", Words.of(policy.settlementMode()) + " T+" + policy.settlementDays());
        var settlement = policy.settlement();
        table.row("settlement minimum (分) 最低结算额", Long.toString(settlement.minimum()));
        table.row(
                "reserve 保证金",
                settlement.reserveDays() == 0
                        ? "-"
                        : settlement.reservePpm() + " ppm, " + settlement.reserveDays() + " d");
        table.row("settlement hold 暂停结算", settlement.hold() ? "yes 是" : "no 否");
        table.row("requests/s 每秒请求", Integer.toString(policy.requestsPerSecond()));
        table.print(terminal.out());
    }

    @Command(
            name = "payout-account",
            description = "Proposes where the merchant is paid; another operator approves it. 申请结算账户。",
            mixinStandardHelpOptions = true)
    void payoutAccount(
            @Mixin ChangeOptions options,
            @Parameters(paramLabel = "MERCHANT", description = "The merchant's id.") String id,
            @Option(names = "--bank-name", required = true, description = "Bank and branch.") String bankName,
            @Option(names = "--account-no", required = true, description = "Account number.") String accountNo,
            @Option(names = "--holder", required = true, description = "Account holder.") String holder) {
        var account = new PayoutAccount(bankName, accountNo, holder);
        int version = change(
                options, session -> session.terms().proposePayoutAccount(session.author(options.why()), id, account));
        say("Version " + version + " proposed: " + account.masked() + ". 已提交，待复核。");
    }

    private <T> void carryOut(ChangeOptions options, Function<CommandSession, Future<Outcome<T>>> work) {
        var unused = change(options, work);
    }

    private <T> T change(ChangeOptions options, Function<CommandSession, Future<Outcome<T>>> work) {
        return Words.doneOrFail(runs.on(options.config(), work));
    }

    private void say(String line) {
        terminal.out().println(line);
    }

    private static PublicKey publicKey(CryptoProviders providers, Path file) {
        try {
            if (Files.size(file) > KEY_FILE_BYTES_MAX) {
                throw new CommandFailure(file + " is too long for a public key");
            }
            var keys = new PublicKeys(providers);
            String text = Files.readString(file);
            return text.contains("-----BEGIN") ? keys.fromPem(text) : keys.fromBase64(text);
        } catch (IOException e) {
            throw new CommandFailure("the file " + file + " can't be read as text", e);
        } catch (UnreadableKeyException e) {
            throw new CommandFailure(file + ": " + e.getMessage(), e);
        }
    }
}
