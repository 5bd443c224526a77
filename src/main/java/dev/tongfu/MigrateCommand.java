package dev.tongfu;

import dev.tongfu.db.Migrations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Brings the database's schema to the version of this program. */
@Command(
        name = "migrate",
        description = "Applies schema migrations and exits. 升级数据库结构。",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Runnable {
    private final Terminal terminal;

    @Mixin
    private final CommandOptions options = new CommandOptions();

    MigrateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        var config = new CommandRun(terminal).config(options.config());
        int applied = Migrations.gateway(config.database()).migrate();
        terminal.out()
                .println(
                        applied == 0
                                ? "The schema is up to date. 已是最新版本。"
                                : "Migrations applied: " + applied + ". 已执行迁移 " + applied + " 个。");
        Months.ahead(config, terminal);
    }
}
