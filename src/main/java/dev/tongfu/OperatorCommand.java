package dev.tongfu;

import dev.tongfu.audit.Credentials;
import dev.tongfu.audit.Operator;
import dev.tongfu.crypto.Tokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Personal accounts of those who run the gateway. */
@Command(name = "operator", description = "Operators. 操作员。", mixinStandardHelpOptions = true)
final class OperatorCommand {
    private final Terminal terminal;
    private final CommandRun runs;

    OperatorCommand(Terminal terminal) {
        this.terminal = terminal;
        this.runs = new CommandRun(terminal);
    }

    @Command(
            name = "add",
            description = "Adds an account; its token and second factor are shown once. 新增操作员。",
            mixinStandardHelpOptions = true)
    void add(
            @Mixin ChangeOptions options,
            @Parameters(paramLabel = "NAME", description = "A name of a-z 0-9 . _ -") String name,
            @Option(names = "--role", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
                    Operator.Role role) {
        var operator = new Operator(name, role);
        var credentials = Credentials.generate(new Tokens());
        boolean added = runs.on(
                options.config(),
                session -> session.operators().add(session.actor(), options.why(), operator, credentials));
        if (!added) {
            throw new CommandFailure("there is an operator " + name + " already");
        }
        terminal.out().println("Operator " + name + " added. Shown once, keep it safe. 操作员已新增，以下仅显示一次。");
        var table = new TextTable("for 用途", "secret 密钥");
        table.row("API token 令牌", credentials.token());
        table.row("TOTP 动态口令", credentials.totp().enrolmentUri(name));
        table.print(terminal.out());
    }

    @Command(name = "list", description = "Lists accounts. 操作员列表。", mixinStandardHelpOptions = true)
    void list(@Mixin CommandOptions options) {
        var table = new TextTable("operator 操作员", "role 角色", "created 创建时间", "state 状态");
        runs.on(options.config(), session -> session.operators().list())
                .forEach(listing -> table.row(
                        listing.operator().name(),
                        Words.of(listing.operator().role()),
                        listing.createdAt().toString(),
                        listing.disabled() ? "disabled 停用" : "active 正常"));
        table.print(terminal.out());
    }

    @Command(name = "disable", description = "Ends an account, for ever. 停用操作员。", mixinStandardHelpOptions = true)
    void disable(
            @Mixin ChangeOptions options,
            @Parameters(paramLabel = "NAME", description = "The operator's name.") String name) {
        boolean disabled =
                runs.on(options.config(), session -> session.operators().disable(session.actor(), options.why(), name));
        if (!disabled) {
            throw new CommandFailure("there is no operator " + name + ", or the account was disabled before");
        }
        terminal.out().println("Operator " + name + " disabled; the tokens stop within 5 s. 操作员已停用。");
    }
}
