package dev.tongfu.simulator.unionpay;

import java.util.Map;

/** The published answer codes, with their published words. */
final class UnionPayCode {
    static final String SUCCESS = "00";
    static final String FAILED = "01";
    static final String PROCESSING = "05";
    static final String MALFORMED = "10";
    static final String NOT_SIGNED = "11";
    static final String DUPLICATE = "12";
    static final String MISSING = "13";
    static final String NOT_FOUND = "34";
    static final String ORIGINAL_STATE = "35";
    static final String ORIGINAL_DIFFERS = "36";
    static final String OUT_OF_TIME = "39";
    static final String NO_PERMISSION = "32";
    static final String WAITING = "70";
    static final String NO_FILE = "98";
    static final String GENERAL = "99";

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("00", "交易成功"),
            Map.entry("A6", "有缺陷的成功"),
            Map.entry("01", "交易失败"),
            Map.entry("02", "系统未开放或暂时关闭"),
            Map.entry("03", "交易通讯超时，请发起查询交易"),
            Map.entry("04", "交易状态未明，请查询对账结果"),
            Map.entry("05", "交易已受理，请稍后查询交易结果"),
            Map.entry("06", "系统繁忙"),
            Map.entry("10", "报文格式错误"),
            Map.entry("11", "验证签名失败"),
            Map.entry("12", "重复交易"),
            Map.entry("13", "报文交易要素缺失"),
            Map.entry("14", "批量文件格式错误"),
            Map.entry("30", "交易未通过"),
            Map.entry("31", "商户状态不正确"),
            Map.entry("32", "无此交易权限"),
            Map.entry("33", "交易金额超限"),
            Map.entry("34", "查无此交易"),
            Map.entry("35", "原交易不存在或状态不正确"),
            Map.entry("36", "与原交易信息不符"),
            Map.entry("37", "已超过最大查询次数或操作过于频繁"),
            Map.entry("38", "银联风险受限"),
            Map.entry("39", "交易不在受理时间范围内"),
            Map.entry("42", "扣款成功但交易超过规定支付时间"),
            Map.entry("60", "交易失败，详情请咨询发卡行"),
            Map.entry("61", "输入的卡号无效"),
            Map.entry("62", "发卡行不支持该商户"),
            Map.entry("63", "卡状态不正确"),
            Map.entry("64", "卡上的余额不足"),
            Map.entry("69", "输入超时"),
            Map.entry("70", "交易已跳转，等待持卡人输入"),
            Map.entry("98", "文件不存在"),
            Map.entry("99", "通用错误"));

    private UnionPayCode() {}

    static String words(String code) {
        return WORDS.getOrDefault(code, "交易失败");
    }
}
