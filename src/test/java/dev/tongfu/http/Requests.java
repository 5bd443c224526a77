package dev.tongfu.http;

import io.vertx.core.json.JsonObject;

/** Good bodies of the merchant API's calls, to be changed by tests. */
final class Requests {
    private static int numbers;

    private Requests() {}

    /** A number of the merchant's that was not used before. */
    static synchronized String number() {
        return "n-" + ++numbers;
    }

    static JsonObject payment() {
        return new JsonObject()
                .put("order_no", number())
                .put("amount", 12345)
                .put("currency", "CNY")
                .put("subject", "测试商品")
                .put("notify_url", "https://shop.example/hooks")
                .put("return_url", "https://shop.example/done");
    }

    static JsonObject codePayment() {
        var card = new JsonObject().put("card_no", "6228480000000000018").put("mobile", "13800000000");
        return payment().put("kind", "kcode").put("card", card);
    }

    static JsonObject confirmation() {
        var card = new JsonObject()
                .put("name", "张三")
                .put("certificate_type", "id_card")
                .put("certificate_no", "110101199003070011")
                .put("expiry", "1229")
                .put("cvv", "123");
        return new JsonObject().put("code", "123456").put("card", card);
    }

    static JsonObject contract(String mode) {
        return new JsonObject()
                .put("contract_no", number())
                .put("mode", mode)
                .put("customer_no", "u-1001")
                .put("name", "张三")
                .put("certificate_type", "id_card")
                .put("certificate_no", "110101199003070011")
                .put("card_no", "6228480000000000018")
                .put("mobile", "13800000000")
                .put("expires_on", "2099-12-31")
                .put("notify_url", "https://shop.example/hooks")
                .put("return_url", "https://shop.example/signed")
                .put("metadata", new JsonObject().put("a", "1"));
    }

    static JsonObject debit() {
        return new JsonObject()
                .put("order_no", number())
                .put("amount", 990)
                .put("subject", "会员月费")
                .put("notify_url", "https://shop.example/hooks");
    }

    static JsonObject identityCheck(String mode) {
        return new JsonObject()
                .put("check_no", number())
                .put("mode", mode)
                .put("name", "张三")
                .put("certificate_type", "id_card")
                .put("certificate_no", "110101199003070011")
                .put("card_no", "6228480000000000018")
                .put("mobile", "13800000000")
                .put("notify_url", "https://shop.example/hooks")
                .put("return_url", "https://shop.example/checked");
    }

    static JsonObject refund(String paymentId) {
        return new JsonObject()
                .put("refund_no", number())
                .put("payment_id", paymentId)
                .put("amount", 100)
                .put("reason", "退货");
    }

    static JsonObject capture() {
        return new JsonObject().put("capture_no", number()).put("amount", 100);
    }

    static JsonObject cancel() {
        return new JsonObject().put("cancel_no", number());
    }
}
