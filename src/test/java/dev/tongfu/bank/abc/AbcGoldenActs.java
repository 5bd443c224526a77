package dev.tongfu.bank.abc;

import static dev.tongfu.bank.abc.AbcTestActs.ACT_NO;
import static dev.tongfu.bank.abc.AbcTestActs.SERIAL_NO;
import static dev.tongfu.bank.abc.AbcTestActs.SIGN_NO;
import static dev.tongfu.bank.abc.AbcTestActs.fields;
import static dev.tongfu.bank.abc.AbcTestBank.MERCHANT_NO;
import static dev.tongfu.bank.abc.AbcTestBank.ORDER_NO;

import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankIdentityCheck;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankQuery;
import java.util.ArrayList;
import java.util.List;

/** One exchange of every transaction beside orders: what we ask, and how the bank answers. */
final class AbcGoldenActs {
    /** The records of one day, packed; kept as text because packing differs between machines. */
    static final String ZIPPED =
            "H4sIAAAAAAAC/zVOPU8CQRD9PxZkZnb3drdEpDIQEAsrEgs7f8L8HUMs1FB4JCwELLgIJwl+3GmoMLE2dhgr9zZ3U8"
                    + "y8ee/Nx/LJDcYLnrqX9/lus+b4+v5quCuZ1XDyFcD0J/7mpbdmqZcKEN9laWBn65LNUjcIKwrZfbzGq3zzO3oO7ShP"
                    + "tmXrPifJY5ZsOd+7v4d9eutHLaAs4dtN8cF40e8jCGOgCuTe+eUFAx7Xu+q0qxv2SLbx7JBaoiNPVC9iAooQiTD4GU"
                    + "nUpC86EkiAVgZemUqIiIw0B1X4C5qlPwM1PxxStZAFoSGrNHDdNBvNDiAKQGFJodGC/wEAf+nXQwEAAA==";

    private AbcGoldenActs() {}

    /** @param fields those of the bank's answer, behind its code */
    record Exchange<T>(String name, AbcCall<T> call, String fields) {}

    static List<Exchange<?>> all() {
        return all(AbcTestBank.config());
    }

    static List<Exchange<?>> all(AbcConfig config) {
        var exchanges = new ArrayList<Exchange<?>>();
        exchanges.addAll(money(config));
        exchanges.addAll(contracts(config));
        exchanges.addAll(batches(config));
        exchanges.addAll(books(config));
        return exchanges;
    }

    private static List<Exchange<?>> money(AbcConfig config) {
        var verdicts = AbcTestBank.verdicts(config);
        var refunds = new AbcRefunds(config, verdicts);
        var holds = new AbcHolds(config, verdicts);
        var codes = new AbcCodePayments(config, verdicts);
        return List.of(
                new Exchange<>(
                        "refund",
                        refunds.call(AbcTestActs.refund(), MERCHANT_NO),
                        fields("Refund", "OrderNo", ORDER_NO, "NewOrderNo", ACT_NO, "TrxAmount", "0.50") + hosted()),
                new Exchange<>("capture", holds.call(AbcTestActs.hold(BankHoldAct.Kind.CAPTURE), MERCHANT_NO), held()),
                new Exchange<>("cancel", holds.call(AbcTestActs.hold(BankHoldAct.Kind.CANCEL), MERCHANT_NO), held()),
                new Exchange<>(
                        "code-order",
                        codes.order(AbcTestActs.codeOrder(), MERCHANT_NO),
                        ordered("KPayVerifyReq") + ",\"VerifyDate\":\"2026/11/23\",\"VerifyTime\":\"04:20:01\""),
                new Exchange<>(
                        "code-resend",
                        codes.resend(AbcTestActs.codeResend(), MERCHANT_NO),
                        ordered("KPayResendReq") + hosted()),
                new Exchange<>(
                        "code-pay", codes.pay(AbcTestActs.codePay(), MERCHANT_NO), ordered("KPayReq") + hosted()));
    }

    private static List<Exchange<?>> contracts(AbcConfig config) {
        var mandates = new AbcMandates(config, AbcTestBank.verdicts(config));
        return List.of(
                new Exchange<>(
                        "sign-page",
                        mandates.sign(AbcTestActs.sign(BankMandate.Mode.PAGE), MERCHANT_NO),
                        fields(
                                "AgentSign",
                                "OrderNo",
                                ORDER_NO,
                                "B2CAgentSignContractURL",
                                "https://bank.test/sign?TOKEN=1")),
                new Exchange<>(
                        "sign-code",
                        mandates.sign(AbcTestActs.sign(BankMandate.Mode.SMS), MERCHANT_NO),
                        fields("InterfaceAgentSignReq", "OrderNo", ORDER_NO)),
                new Exchange<>(
                        "sign-resend",
                        mandates.resend(AbcTestActs.signResend(), MERCHANT_NO),
                        fields("InterfaceAgentSignResend")),
                new Exchange<>(
                        "sign-submit",
                        mandates.submit(AbcTestActs.signSubmit(), MERCHANT_NO),
                        fields("InterfaceAgentSignSubmit", "OrderNo", ORDER_NO, "AgentSignNo", SIGN_NO)),
                new Exchange<>(
                        "terminate",
                        mandates.terminate(AbcTestActs.terminate(), MERCHANT_NO),
                        fields("AgentUnSign", "OrderNo", ORDER_NO)),
                new Exchange<>(
                        "contract",
                        mandates.query(AbcTestActs.contractQuery(), MERCHANT_NO),
                        contract("A word the profile must list")),
                new Exchange<>(
                        "debit",
                        mandates.debit(AbcTestActs.debit(), MERCHANT_NO),
                        fields("AgentPay", "OrderNo", ACT_NO)));
    }

    private static List<Exchange<?>> batches(AbcConfig config) {
        var batches = new AbcBatches(config, AbcTestBank.verdicts(config));
        return List.of(
                new Exchange<>(
                        "refund-batch",
                        batches.send(AbcTestActs.refunds(), MERCHANT_NO),
                        fields("BatchRefund", "TotalCount", "2", "TotalAmount", "2.00", "SerialNumber", SERIAL_NO)),
                new Exchange<>(
                        "refund-batch-query",
                        batches.query(AbcTestActs.refundsQuery(), MERCHANT_NO),
                        refundState("8", "0", "1")),
                new Exchange<>(
                        "debit-batch",
                        batches.send(AbcTestActs.debits(), MERCHANT_NO),
                        fields("AgentBatch", "MerchantNo", MERCHANT_NO, "SendTime", "20261123042001")),
                new Exchange<>(
                        "debit-batch-query",
                        batches.query(AbcTestActs.debitsQuery(), MERCHANT_NO),
                        debitState("6", "0")));
    }

    private static List<Exchange<?>> books(AbcConfig config) {
        var verdicts = AbcTestBank.verdicts(config);
        var identity = new AbcIdentity(config, verdicts);
        var statements = new AbcStatements(config);
        var replies = new AbcReplies(config, verdicts);
        var refund = AbcTestActs.query(BankQuery.Kind.REFUND);
        return List.of(
                new Exchange<>(
                        "identity-page",
                        identity.call(AbcTestActs.identity(BankIdentityCheck.Mode.PAGE), MERCHANT_NO),
                        fields("IdentityVerifyReq", "VerifyURL", "https://bank.test/verify?TOKEN=1")),
                new Exchange<>(
                        "identity-direct",
                        identity.call(AbcTestActs.identity(BankIdentityCheck.Mode.DIRECT), MERCHANT_NO),
                        fields("StaticIdentifyVerifyReq")),
                new Exchange<>(
                        "statement",
                        statements.call(AbcTestActs.statement(), MERCHANT_NO),
                        fields("Settle", "SettleDate", "2026/11/22", "ZIPDetailRecords", ZIPPED)),
                new Exchange<>(
                        "flow",
                        statements.call(AbcTestActs.flow(), MERCHANT_NO),
                        fields("QueryTrnxRecords", "SettleDate", "2026/11/22", "DetailRecords", "商户号|交易类型")),
                new Exchange<>(
                        "query-refund",
                        AbcCall.question(
                                "query",
                                ORDER_NO,
                                () -> new AbcMessages(config).query(refund),
                                answer -> replies.query(answer, refund, MERCHANT_NO)),
                        state("Refund", "04", ",\"RefundAmount\":\"0.50\"")));
    }

    static String state(String payType, String status, String more) {
        return AbcTestBank.orderOf("{\"PayTypeID\":\"" + payType + "\",\"OrderNo\":\"" + ORDER_NO
                + "\",\"OrderAmount\":\"123.40\",\"Status\":\"" + status + "\"" + more + "}");
    }

    static String contract(String status) {
        return fields(
                "QueryAgentSign",
                "OrderNo",
                ORDER_NO,
                "AgentSignNo",
                SIGN_NO,
                "CertificateNo",
                AbcTestActs.CERTIFICATE_NO,
                "Last4CardNo",
                "7899",
                "AgentSignStatus",
                status);
    }

    static String refundState(String batch, String first, String second) {
        return fields("QueryBatchRefund", "SerialNumber", SERIAL_NO, "BatchStatus", batch)
                + ",\"RefundAmount\":\"2.00\",\"RefundCount\":\"2\",\"Order\":["
                + "{\"OriginalOrderNo\":\"ON1\",\"RefundOrderNo\":\"RF1\",\"CurrencyCode\":\"156\",\"RefundAmountCell\""
                + ":\"0.50\",\"OrderStatus\":\"" + first + "\",\"Remark\":\"\"},"
                + "{\"OriginalOrderNo\":\"ON2\",\"RefundOrderNo\":\"RF2\",\"CurrencyCode\":\"156\",\"RefundAmountCell\""
                + ":\"1.50\",\"OrderStatus\":\"" + second + "\",\"Remark\":\"\"}]";
    }

    static String debitState(String batch, String item) {
        return fields("AgentBatchQuery", "BatchNo", "B1", "BatchStatus", batch)
                + ",\"AgentAmount\":\"1.00\",\"AgentCount\":\"1\",\"AgentBatchDetail\":[{\"OrderNo\":\"AB1\","
                + "\"OrderAmount\":\"1.00\",\"AgentSignNo\":\"S1\",\"OrderStatus\":\"" + item + "\"}]";
    }

    private static String ordered(String transaction) {
        return fields(transaction, "OrderNo", ORDER_NO, "OrderAmount", "123.40");
    }

    private static String held() {
        return fields(
                        "PreAuthCancelConfirm",
                        "OrderNo",
                        ACT_NO,
                        "OrderAmount",
                        "123.40",
                        "OriginalOrderNo",
                        ORDER_NO,
                        "VouchNo",
                        "000042")
                + hosted();
    }

    private static String hosted() {
        return ",\"HostDate\":\"2026/11/23\",\"HostTime\":\"04:20:09\",\"iRspRef\":\"A8ECEP01130139251873\"";
    }
}
