package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.audit.AuditEntry;
import dev.tongfu.audit.AuditLog;
import dev.tongfu.db.TestDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestMethodOrder(MethodOrderer.MethodName.class)
class CommandsIT {
    private static final List<String> WITHOUT_MORE = List.of("migrate", "verify-ledger");

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static Path config;

    @BeforeAll
    static void prepare() throws IOException {
        database = TestDatabase.create();
        var at = database.config();
        Files.writeString(folder.resolve("secrets.key"), "11".repeat(32));
        config = Files.writeString(folder.resolve("tongfu.yaml"), """
                environment: test
                keys: {secrets: {files: {"1": %1$s}}, archive: {files: {"1": %1$s}}}
                database: {host: %2$s, port: %3$d, name: %4$s, app_user: %5$s, owner_user: %6$s, ssl_mode: disable}
                """.formatted(
                        folder.resolve("secrets.key"), at.host(), at.port(), at.name(), at.appUser(), at.ownerUser()));
        assertThat(run("merchant", "add", "m_shop", "--name", "小店").code()).isZero();
    }

    @AfterAll
    static void end() {
        database.close();
    }

    @Test
    void migrateSaysWhenThereIsNothingToDo() {
        var ran = run("migrate");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("up to date");
    }

    @Test
    void anEmptyLedgerHolds() {
        var ran = run("verify-ledger");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("the ledger holds");
    }

    @Test
    void aBankWithoutChannelsIsNotReconciled() {
        var ran = run("reconcile", "--bank", "abc", "--date", "2026-11-22");
        assertThat(ran.code()).as(ran.err()).isOne();
        assertThat(ran.out()).contains("the bank abc has no channel that is enabled", "NOT PROVEN");
    }

    @Test
    void aMerchantIsTakenOnFromTheTerminal() throws Exception {
        // Given
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var key = Files.writeString(
                folder.resolve("public.key"),
                Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));

        // When
        var added = run("merchant", "key-add", "m_shop", "--key-id", "shop-1", "--file", key.toString());
        var channel = run(
                "channel",
                "add",
                "abc-1",
                "--bank",
                "abc",
                "--merchant-no",
                "103881",
                "--set",
                "pfx_file=keys/abc.pfx",
                "--set",
                "pfx_password=${env:ABC}",
                "--merchant",
                "m_shop");
        var url = run("merchant", "webhook-url", "m_shop", "https://shop.example/hooks", "--schemes", "v1,v1a");
        var fees = run("merchant", "fee-plan", "m_shop", "--bank", "abc", "--kind", "purchase", "--rate-ppm", "6000");
        var policy = run("merchant", "policy", "m_shop", "--late-money", "refund", "--pending-floor=-1000");

        // Then
        assertThat(List.of(added, channel, url, fees, policy))
                .allSatisfy(ran -> assertThat(ran.code()).as(ran.err()).isZero());
        assertThat(added.out()).contains("ed25519");
        assertThat(policy.out()).contains("refund", "-1000");
        assertThat(run("merchant", "list").out())
                .contains("m_shop", "小店", "shop-1", "abc-1", "refund", "https://shop.example/hooks");
        assertThat(run("channel", "list").out()).contains("103881", "m_shop");
        assertThat(run("merchant", "key-revoke", "shop-1").code()).isZero();
        assertThat(run("merchant", "list").out()).doesNotContain("shop-1");
    }

    @Test
    void aWebhookSecretIsShownOnceAndRecordedWithoutIt() throws Exception {
        // When
        var ran = run("merchant", "webhook-secret", "m_shop", "--why", "first one");

        // Then
        assertThat(ran.code()).as(ran.err()).isZero();
        var secret = ran.out().lines().filter(line -> line.startsWith("whsec_")).findFirst();
        assertThat(secret).isPresent();
        assertThat(recorded("m_shop"))
                .anySatisfy(entry -> {
                    assertThat(entry.action()).isEqualTo("merchant.webhook-secret");
                    assertThat(entry.actor()).isEqualTo("terminal:amy");
                    assertThat(entry.reason()).isEqualTo("first one");
                })
                .noneMatch(entry -> entry.detail().contains(secret.orElseThrow()));
    }

    @Test
    void anOperatorsTokenIsShownOnce() {
        // When
        var added = run("operator", "add", "bob", "--role", "checker");
        var again = run("operator", "add", "bob", "--role", "checker");
        var disabled = run("operator", "disable", "bob");

        // Then
        assertThat(added.code()).as(added.err()).isZero();
        assertThat(added.out()).contains("otpauth://totp/");
        assertThat(again.code()).isOne();
        assertThat(again.err()).contains("there is an operator bob already");
        assertThat(disabled.code()).isZero();
        assertThat(run("operator", "list").out()).contains("bob", "checker", "disabled");
    }

    @Test
    void aPayoutAccountIsProposedAndShownMasked() {
        var ran = run(
                "merchant",
                "payout-account",
                "m_shop",
                "--bank-name",
                "工行北京",
                "--account-no",
                "6222000011112222",
                "--holder",
                "小店");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("****2222").doesNotContain("6222000011112222");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "merchant add m_shop --name again | there is a merchant m_shop already",
                "merchant add shop --name x | a merchant's id is m_",
                "merchant webhook-url m_none https://x.example | there is no merchant m_none",
                "merchant webhook-url m_shop http://x.example | begins with https://",
                "merchant key-revoke none | there is no key none",
                "merchant key-add m_shop --key-id k --file /none/such | /none/such can't be read",
                "merchant key-add m_shop --key-id k --file pom.xml | pom.xml: the public key is not base64",
                "merchant fee-plan m_shop --bank abc --kind purchase --from 2020-01-01T00:00:00Z | in the past",
                "merchant policy m_shop --settlement-days 0 | settlement_days is 1 to 90",
                "channel route none --merchant m_shop | there is no channel none",
                "operator disable none | there is no operator none",
            })
    void whatCannotBeDoneExitsWithOneSentence(String line) {
        // Given
        var parts = line.split(" \\| ", 2);

        // When
        var ran = run(parts[0].split(" "));

        // Then
        assertThat(ran.code()).as(ran.err()).isOne();
        assertThat(ran.err()).contains(parts[1]).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "none",
                "merchant",
                "merchant none",
                "merchant add",
                "merchant add m_a",
                "reconcile --bank abc",
                "reconcile --bank abc --date yesterday",
                "operator add amy --role king",
                "operator add Amy --role maker",
                "channel add abc-9 --bank abc --merchant-no 1 --set pfx_password=plain",
                "merchant payout-account m_shop --bank-name b --holder h --account-no 1"
            })
    void badUsageExitsWithTwoAndSaysWhereHelpIs(String line) {
        var ran = run(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(ran.code()).as(ran.err()).isEqualTo(2);
        assertThat(ran.err()).contains("--help").hasLineCount(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "migrate",
                "reconcile",
                "merchant",
                "merchant add",
                "merchant list",
                "merchant key-add",
                "merchant key-revoke",
                "merchant webhook-secret",
                "merchant webhook-url",
                "merchant fee-plan",
                "merchant policy",
                "merchant payout-account",
                "channel add",
                "channel list",
                "channel route",
                "operator add",
                "operator list",
                "operator disable"
            })
    void everyCommandHasHelp(String line) {
        var ran = run((line + " --help").strip().split(" "));
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("Usage: tongfu");
    }

    @Test
    void aMissingConfigurationAndAMissingDatabaseAreOneSentence() throws IOException {
        // Given
        var broken = Files.writeString(
                folder.resolve("broken.yaml"), Files.readString(config).replaceFirst("port: \\d+", "port: 1"));

        // When
        var noFile = plain(
                "merchant", "list", "--config", folder.resolve("none.yaml").toString());
        var noDatabase = plain("merchant", "list", "--config", broken.toString());

        // Then
        assertThat(noFile.code()).isOne();
        assertThat(noFile.err()).contains("there is no configuration file").hasLineCount(1);
        assertThat(noDatabase.code()).isOne();
        assertThat(noDatabase.err()).contains("127.0.0.1:1/").hasLineCount(1);
    }

    private static List<AuditEntry> recorded(String object) throws Exception {
        var vertx = Vertx.vertx();
        var pool = database.appPool(vertx);
        try {
            return new AuditLog(Clock.systemUTC())
                    .list(pool, Long.MAX_VALUE, null, object, 100)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } finally {
            var unused = pool.close().eventually(vertx::close);
        }
    }

    /** With the configuration of the test. */
    private static Ran run(String... arguments) {
        boolean takesConfig = arguments.length > 1 || (arguments.length == 1 && WITHOUT_MORE.contains(arguments[0]));
        if (!takesConfig) {
            return plain(arguments);
        }
        var all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = config.toString();
        return plain(all);
    }

    private static Ran plain(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var passwords = Map.of(
                "TONGFU_DB_APP_PASSWORD", database.config().appPassword(),
                "TONGFU_DB_OWNER_PASSWORD", database.config().ownerPassword());
        var terminal =
                new Terminal(new PrintWriter(out), new PrintWriter(err), Clock.systemUTC(), passwords::get, "amy");
        int code = Main.commandLine(terminal).execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    private record Ran(int code, String out, String err) {}
}
