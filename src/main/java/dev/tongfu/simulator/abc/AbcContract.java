package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.Contract;

/** What this bank keeps of a contract beside its numbers, written as JSON into the contract's row. */
record AbcContract(
        String mode,
        String customerNo,
        String cardType,
        String certificateType,
        String paymentLinkType,
        String notifyType,
        String notifyUrl) {
    static final String PAGE = "page";
    static final String CODE = "code";

    static AbcContract of(AbcRequest request, String mode) {
        return new AbcContract(
                mode,
                request.field("MerCustomNo"),
                request.field("CardType"),
                request.field("CertificateType"),
                request.field("PaymentLinkType"),
                request.field("NotifyType"),
                request.field("ResultNotifyURL"));
    }

    static AbcContract of(Contract contract) {
        return AbcJson.read(contract.detail(), AbcContract.class);
    }

    String toJson() {
        return AbcJson.write(this);
    }

    boolean toldByServer() {
        return notifyType.equals("1");
    }
}
