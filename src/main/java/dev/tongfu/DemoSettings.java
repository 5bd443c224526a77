package dev.tongfu;

import java.io.IOException;

/** The demo's configuration: the defaults, with the demo world's keys, ports and merchant over them. */
final class DemoSettings {
    private static final String OVERLAY = """
            environment: demo
            addresses: {payer_url: "http://127.0.0.1:%1$d", bank_url: "http://127.0.0.1:%1$d"}
            http: {host: 127.0.0.1, port: %1$d}
            request_signature: {authorities: ["127.0.0.1:%1$d", "localhost:%1$d"], authority_required: false}
            operators:
              host: 127.0.0.1
              port: %2$d
              approval_code_required: false
              console: {demo_operators: "%11$s"}
            database: {ssl_mode: disable}
            keys:
              secrets: {current: demo, files: {demo: "%4$s"}}
              archive: {current: demo, files: {demo: "%5$s"}}
            embedded: {folder: "%7$s", program: "%8$s"}
            url_guard: {loopback_merchants: [m_demo]}
            settlement: {check_s: 5, lease_s: 60}
            calendars: {files: ["%12$s"]}
            payouts: {channel: payout-1, book: payout, road: direct, url: "http://127.0.0.1:%3$d/payouts"}
            banks:
              enabled: [abc, unionpay]
              abc:
                http: {base_url: "http://127.0.0.1:%3$d"}
                transaction_path: /abc/ebus/ReceiveMerchantTrxReqServlet
                bank_certificates: ["%6$s"]
                codes:
                  not_found: [SIM404]
                  wrong_code: [SIM005]
                  mismatch: [SIM008]
                  statement_not_ready: [SIM004]
                  statuses: {contract_signed: ["1"], contract_ended: ["3"], contract_unsigned: ["0", "2"]}
              unionpay:
                http: {base_url: "http://127.0.0.1:%3$d"}
                front_base_url: "http://127.0.0.1:%3$d"
                file_base_url: "http://127.0.0.1:%3$d"
                paths:
                  front: /unionpay/gateway/api/frontTransReq.do
                  back: /unionpay/gateway/api/backTransReq.do
                  query: /unionpay/gateway/api/queryTrans.do
                  file: /unionpay/file/
                trust: {root_certificates: ["%9$s"], middle_certificates: ["%10$s"]}
            """;

    /** Stands for secrets that the embedded server makes itself. */
    private static final String EMBEDDED = "made by the embedded server";

    private final String extra;

    /** @param extra YAML laid over the demo's own, for tests and experiments; empty for none */
    DemoSettings(String extra) {
        this.extra = extra;
    }

    GatewayConfig config(DemoWorld.Place place) throws IOException {
        var keys = new DemoKeys(place.data());
        String overlay = OVERLAY.formatted(
                place.publicPort(),
                place.operatorPort(),
                place.simulatorPort(),
                keys.file("secrets"),
                keys.file("archive"),
                place.keys().resolve("abc-bank.cer"),
                place.data(),
                place.data().resolve("bin"),
                place.keys().resolve("unionpay-root.cer"),
                place.keys().resolve("unionpay-middle.cer"),
                place.keys().resolve("operators.yaml"),
                place.keys().toAbsolutePath().resolveSibling("calendar").resolve("cn-2026.csv"));
        return GatewayConfig.loader(name -> EMBEDDED)
                .read("the demo's configuration", overlay, extra)
                .config();
    }
}
