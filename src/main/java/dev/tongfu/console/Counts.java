package dev.tongfu.console;

/**
 * How things stand, in numbers of rows.
 *
 * @param open payments without an outcome yet
 * @param unclear attempts that are being asked after
 * @param waiting notifications still to be delivered
 * @param dead notifications given up
 */
public record Counts(long payments, long succeeded, long open, long unclear, long waiting, long dead, long alarms) {
    /** One line for a terminal, in both languages. */
    public String line() {
        return ("payments 支付 %d · succeeded 成功 %d · open 处理中 %d · asking 查询中 %d"
                        + " · to tell 待通知 %d · dead 失败 %d · alarms 告警 %d")
                .formatted(payments, succeeded, open, unclear, waiting, dead, alarms);
    }
}
