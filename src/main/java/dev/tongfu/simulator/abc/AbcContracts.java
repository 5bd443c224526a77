package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.Contract;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 授权支付: signing on the bank's page or with a code, ending, asking. The answers never repeat a certificate's number. */
final class AbcContracts {
    private final AbcDesk desk;

    AbcContracts(AbcDesk desk) {
        this.desk = desk;
    }

    Map<String, AbcDesk.Handler> handlers() {
        return Map.of(
                "AgentSign", this::signOnPage,
                "InterfaceAgentSignReq", this::signWithCode,
                "InterfaceAgentSignResend", this::resend,
                "InterfaceAgentSignSubmit", this::submit,
                "AgentUnSign", this::terminate,
                "QueryAgentSign", this::query);
    }

    private Future<AbcResult> signOnPage(AbcRequest request) {
        var complaint = signing(request, either(request, "RequestDate"), either(request, "RequestTime"))
                .that("NotifyType", request.field("NotifyType").matches("[01]"))
                .that("ResultNotifyURL", AbcForms.isUrl(request.field("ResultNotifyURL")))
                .complaint();
        if (complaint.isPresent()) {
            return AbcDesk.malformed(complaint);
        }
        var contract = contract(request, "0018", AbcContract.PAGE);
        return desk.books().contracts().open(contract).map(opened -> opened ? page(contract) : AbcResult.taken());
    }

    private AbcResult page(Contract contract) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("OrderNo", contract.orderNo());
        fields.put("B2CAgentSignContractURL", desk.payerUrl("sign", contract.token()));
        return AbcResult.success(fields);
    }

    private Future<AbcResult> signWithCode(AbcRequest request) {
        var complaint = signing(request, request.field("OrderDate"), request.field("OrderTime"))
                .that("CardNo", request.field("CardNo").matches("[0-9]{6,20}"))
                .that("MobileNo", request.field("MobileNo").matches("[0-9]{4,11}"))
                .that("AccName", !request.field("AccName").isEmpty())
                .complaint();
        if (complaint.isPresent()) {
            return AbcDesk.malformed(complaint);
        }
        if (AbcCards.refused(request.field("CardNo"))) {
            return AbcDesk.refused(AbcResult.CARD_REFUSED, "此卡不支持");
        }
        var contract = contract(request, AbcCards.lastFour(request.field("CardNo")), AbcContract.CODE);
        return desk.books()
                .contracts()
                .open(contract)
                .map(opened -> opened ? codeSent(request, contract) : AbcResult.taken());
    }

    private Future<AbcResult> resend(AbcRequest request) {
        var card = AbcCards.lastFour(request.field("CardNo"));
        return open(request)
                .map(found -> found.filter(contract -> contract.card().equals(card))
                        .map(contract -> codeSent(request, contract))
                        .orElseGet(AbcContracts::over));
    }

    private AbcResult codeSent(AbcRequest request, Contract contract) {
        desk.codes().send(desk.codeKey(request, contract.orderNo()), "sign");
        var fields = new LinkedHashMap<String, Object>();
        fields.put("OrderNo", contract.orderNo());
        return AbcResult.success(fields);
    }

    private Future<AbcResult> submit(AbcRequest request) {
        return open(request)
                .compose(found -> found.isPresent() ? submit(request, found.get()) : Future.succeededFuture(over()));
    }

    private Future<AbcResult> submit(AbcRequest request, Contract contract) {
        var contracts = desk.books().contracts();
        var verdict = desk.codes().check(desk.codeKey(request, contract.orderNo()), request.field("VerifyCode"));
        return switch (verdict) {
            case WRONG -> AbcDesk.refused(AbcResult.WRONG_CODE, "验证码错误");
            case ENDED ->
                contracts
                        .fail(desk.bank(), contract.token())
                        .map(failed -> AbcResult.refused(AbcResult.CODE_ENDED, "验证码错误次数超限"));
            case NONE -> AbcDesk.refused(AbcResult.WRONG_STATE, "请重新获取验证码");
            case RIGHT ->
                contracts
                        .sign(desk.bank(), contract.token())
                        .map(signed -> signed.map(AbcContracts::signed).orElseGet(AbcContracts::over));
        };
    }

    private static AbcResult signed(Contract contract) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("OrderNo", contract.orderNo());
        fields.put("AgentSignNo", contract.signNo());
        return AbcResult.success(fields);
    }

    private Future<AbcResult> terminate(AbcRequest request) {
        var contracts = desk.books().contracts();
        return named(request.merchantNo(), request.field("OrderNo"), request.field("AgentSignNo"))
                .compose(found -> found.isPresent()
                        ? contracts
                                .terminate(desk.bank(), found.get().token())
                                .map(ended -> ended.isPresent() ? terminated(request) : over())
                        : Future.succeededFuture(unknown()));
    }

    private static AbcResult terminated(AbcRequest request) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("OrderNo", request.field("OrderNo"));
        return AbcResult.success(fields);
    }

    /** By the bank's number where it is given, else by the merchant's. */
    private Future<Optional<Contract>> named(String merchantNo, String orderNo, String signNo) {
        var contracts = desk.books().contracts();
        return signNo.isEmpty()
                ? contracts.byOrderNo(desk.bank(), merchantNo, orderNo)
                : contracts.bySignNo(desk.bank(), merchantNo, signNo);
    }

    private Future<AbcResult> query(AbcRequest request) {
        return named(request.merchantNo(), request.field("OrderNo"), "")
                .map(found -> found.map(this::state).orElseGet(desk::notFound));
    }

    private AbcResult state(Contract contract) {
        var detail = AbcContract.of(contract);
        boolean signed = contract.signedAt() != null;
        var fields = new LinkedHashMap<String, Object>();
        fields.put("MerchantNo", contract.merchantNo());
        fields.put("OrderNo", contract.orderNo());
        fields.put("AgentSignNo", signed ? contract.signNo() : "");
        fields.put("CertificateNo", "");
        fields.put("CertificateType", detail.certificateType());
        fields.put("Last4CardNo", contract.card());
        fields.put("SignDate", day(contract.signedAt()));
        fields.put("UnSignDate", day(contract.endedAt()));
        fields.put("AgentSignStatus", desk.settings().signStatus(contract.status()));
        fields.put("AccountType", detail.cardType());
        fields.put("PaymentLinkType", detail.paymentLinkType());
        fields.put("InvaidDate", AbcForms.day(contract.expiresOn()));
        return AbcResult.success(fields);
    }

    private static String day(@Nullable Instant instant) {
        return instant == null ? "" : AbcForms.day(instant);
    }

    private Future<Optional<Contract>> open(AbcRequest request) {
        return named(request.merchantNo(), request.field("OrderNo"), "")
                .map(found -> found.filter(contract -> contract.status() == Contract.Status.OPEN
                        && AbcContract.of(contract).mode().equals(AbcContract.CODE)));
    }

    private Contract contract(AbcRequest request, String card, String mode) {
        return Contract.open(
                desk.bank(),
                request.merchantNo(),
                request.field("OrderNo"),
                card,
                AbcForms.day(request.field("InvaidDate")).orElseThrow(),
                new Contract.Opening(desk.now(), AbcContract.of(request, mode).toJson()));
    }

    private AbcCheck signing(AbcRequest request, String day, String time) {
        var today = desk.now().atZone(AbcOrderCheck.BANK_ZONE).toLocalDate();
        return new AbcCheck()
                .that("RequestDate", AbcForms.isDay(day))
                .that("RequestTime", AbcForms.isTime(time))
                .that("OrderNo", AbcForms.isNumber(request.field("OrderNo"), 60))
                .that("PaymentLinkType", request.field("PaymentLinkType").matches("[1-5]"))
                .that("MerCustomNo", !request.field("MerCustomNo").isEmpty())
                .that("CardType", request.field("CardType").matches("[13A]"))
                .that("CertificateType", AbcForms.isCertificateType(request.field("CertificateType")))
                .that("CertificateNo", AbcForms.isNumber(request.field("CertificateNo"), 30))
                .that(
                        "InvaidDate",
                        AbcForms.day(request.field("InvaidDate"))
                                .filter(last -> !last.isBefore(today))
                                .isPresent())
                .that("IsSign", request.field("IsSign").equals("Sign"));
    }

    /** Clients name the fields RequestDate and RequestTime, or OrderDate and OrderTime. */
    private static String either(AbcRequest request, String name) {
        var value = request.field(name);
        return value.isEmpty() ? request.field(name.replace("Request", "Order")) : value;
    }

    private static AbcResult over() {
        return AbcResult.refused(AbcResult.WRONG_STATE, "签约不存在或状态不允许");
    }

    private static AbcResult unknown() {
        return AbcResult.refused(AbcResult.CONTRACT_UNKNOWN, "授权协议不存在");
    }
}
