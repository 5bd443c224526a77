package dev.tongfu.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What forms about proposals and payout accounts bring, and what their pages show. */
class ProposalFormsIT extends ConsoleGuests {
    private static final String PATH = "/console/breaks/brk_002/proposals";

    private static Map<String, String> writeOff(Guest guest) {
        var form = new TreeMap<>(Map.of("csrf", guest.csrf(), "template", "T10", "variant", "shortage"));
        form.put("reason", "nobody asks for it");
        return form;
    }

    @Test
    void aProposalBringsItsFile() {
        // Given
        var maker = logIn("maker");
        byte[] file = "银行回单".getBytes(StandardCharsets.UTF_8);

        // When
        var answer = send(upload(PATH, maker.cookie(), writeOff(maker), "回单 1.pdf", file));
        send(upload(PATH, maker.cookie(), writeOff(maker), "", new byte[0]));

        // Then
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(world.acts.lines())
                .containsExactly(
                        "maker proposes T10 shortage {} for brk_002: nobody asks for it, with 回单 1.pdf of 12",
                        "maker proposes T10 shortage {} for brk_002: nobody asks for it");
    }

    @ParameterizedTest
    @CsvSource({"C:\\dir\\a.pdf, a.pdf", "../../a.pdf, a.pdf", "' a.pdf ', a.pdf", "dir/, ''"})
    void ofAPathOnlyTheNameIsKept(String sent, String kept) {
        assertThat(FormWithFile.name(sent)).isEqualTo(kept);
        assertThat(FormWithFile.name("x".repeat(80) + ".pdf")).hasSize(50).endsWith(".pdf");
    }

    @Test
    void aFileThatIsTooLongComesCutOneByteBeyondTheLimitAndAFarLongerOneNotAtAll() {
        // Given
        var maker = logIn("maker");
        byte[] longer = new byte[ConsoleWorld.EVIDENCE_MAX + 5_000];
        byte[] endless = new byte[10 * ConsoleWorld.EVIDENCE_MAX];

        // When
        send(upload(PATH, maker.cookie(), writeOff(maker), "a.pdf", longer));
        var refused = send(upload(PATH, maker.cookie(), writeOff(maker), "b.pdf", endless));

        // Then
        assertThat(world.acts.lines())
                .containsExactly("maker proposes T10 shortage {} for brk_002: nobody asks for it, with a.pdf of "
                        + (ConsoleWorld.EVIDENCE_MAX + 1));
        assertThat(refused.statusCode()).isEqualTo(413);
    }

    @Test
    void aFileCountsOnlyFromAFormOfOnesOwnAndAMakers() {
        // Given
        var maker = logIn("maker");
        var viewer = logIn("viewer");
        var forged = writeOff(maker);
        forged.put("csrf", "0".repeat(64));

        // When
        var foreign = send(upload(PATH, maker.cookie(), forged, "a.pdf", new byte[9]));
        var role = send(upload(PATH, viewer.cookie(), writeOff(viewer), "a.pdf", new byte[9]));
        var elsewhere =
                send(upload("/console/payouts/export", maker.cookie(), writeOff(maker), "a.pdf", new byte[70_000]));

        // Then
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(role.statusCode()).isEqualTo(403);
        assertThat(elsewhere.statusCode()).isEqualTo(413);
        assertThat(world.acts.lines()).isEmpty();
    }

    @Test
    void theAccountOfAPayerIsNoParameter() {
        // Given
        var maker = logIn("maker");
        var form = new TreeMap<>(Map.of("csrf", maker.csrf(), "template", "T2", "variant", "surplus_payout"));
        form.putAll(Map.of("merchant_id", "m_demo", "reason", "paid twice", "bank_name", "农行北京分行"));
        form.putAll(Map.of("account_no", "6228480402564890018", "holder", "张三"));

        // When
        post("/console/breaks/brk_001/proposals", maker.cookie(), form);
        form.remove("holder");
        post("/console/breaks/brk_001/proposals", maker.cookie(), form);

        // Then
        assertThat(world.acts.lines())
                .containsExactly(
                        "maker proposes T2 surplus_payout {\"merchant_id\":\"m_demo\"} for brk_001: paid twice,"
                                + " to 张三 6228480402564890018");
    }

    @Test
    void aSecondReceiptIsPaidOutByAFormThatStandsWithoutABreak() {
        // Given
        var maker = logIn("maker");
        var form = new TreeMap<>(Map.of("csrf", maker.csrf(), "template", "T2", "variant", "duplicate_payout"));
        form.putAll(Map.of("merchant_id", "m_demo", "payment_id", "pay_1", "bank_ref", "SECOND-1"));
        form.putAll(Map.of("reason", "paid twice", "bank_name", "农行北京分行", "account_no", "6228480402564890018"));
        form.put("holder", "张三");

        // When
        post("/console/proposals", maker.cookie(), form);
        String page = get("/console/proposals", maker.cookie()).body();

        // Then
        assertThat(world.acts.lines())
                .containsExactly("maker proposes T2 duplicate_payout {\"merchant_id\":\"m_demo\","
                        + "\"payment_id\":\"pay_1\",\"bank_ref\":\"SECOND-1\"} for null: paid twice,"
                        + " to 张三 6228480402564890018");
        assertThat(page).contains("迟到款，出款退还", "重复款，出款退还");
    }

    @Test
    void thePageOfAPaymentShowsItsSecondReceiptsAndWhatIsPaidOutToItsPayer() {
        // Given
        world.sql("""
                insert into extra_receipt values ('m_demo', 'pay_01M8B74YNR0000000000000TEA', 'ECEP20261126000044',
                    '20261126TEA00000000000002', 'abc-1', 26800, 'CNY', '2026-11-26', 'refunding', now())
                """);
        world.sql("""
                insert into payout (id, proposal_id, merchant_id, channel_id, book, amount, currency, source, status,
                    created_at, changed_at, source_channel, payer_account, payment_id, bank_ref)
                values ('pyo_3', 'prp_3', 'm_demo', 'payout-1', 'payout', 26800, 'CNY', 'duplicate', 'submitted', now(),
                    now(), 'abc-1', 'pya_1', 'pay_01M8B74YNR0000000000000TEA', 'ECEP20261126000044')
                """);
        world.sql("""
                insert into payout_attempt (payout_id, attempt, bank_reference, status, road, account_version,
                    account_masked, changed_at)
                values ('pyo_3', 1, 'PYO20261126000000003A', 'submitted', 'file', 0, '农行 ****0018 张三', now())
                """);

        // When
        String page = get(
                        "/console/payments/m_demo/pay_01M8B74YNR0000000000000TEA",
                        logIn("viewer").cookie())
                .body();

        // Then
        assertThat(page).contains("重复收款", "ECEP20261126000044", "退还中", "出款退还付款人", "****0018 张三");
    }

    @Test
    void whoApprovesSeesWhatWouldBePostedWithTheNamesOfTheAccounts() {
        // Given
        world.sql("""
                update proposal set preview = '[{"debit":"2301/abc-1/CNY","credit":"2202/payout-1/CNY","amount":1337,
                    "paid_to":"农行 ****0018 <b>张三"}]' where id = 'prp_1'
                """);
        var checker = logIn("checker");

        // When
        String chinese = get("/console/proposals", checker.cookie()).body();
        String english =
                get("/console/breaks/brk_001?lang=en", checker.cookie()).body();

        // Then
        assertThat(chinese).contains("长款挂账", "出款在途", "2301/abc-1/CNY", "13.37", "****0018 &lt;b&gt;张三");
        assertThat(english).contains("What it posts", "surplus <span", "2202/payout-1/CNY");
    }

    @Test
    void theFileIsThereForWhoeverIsLoggedIn() {
        // Given
        world.sql("update proposal set evidence_name = '回单.pdf', evidence = 'abc', evidence_sha256 = repeat('a', 64)"
                + " where id = 'prp_1'");
        var viewer = logIn("viewer");

        // When
        var file = get("/console/proposals/prp_1/evidence", viewer.cookie());
        var none = get("/console/proposals/prp_2/evidence", viewer.cookie());
        var stranger = get("/console/proposals/prp_1/evidence", "");

        // Then
        assertThat(file.body()).isEqualTo("abc");
        assertThat(file.headers().firstValue("content-disposition").orElseThrow())
                .startsWith("attachment;")
                .contains("filename*=UTF-8''%E5%9B%9E%E5%8D%95.pdf");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(stranger.statusCode()).isEqualTo(303);
    }

    @Test
    void aCheckerRejectsAPayoutAccountAndAMakerDoesNot() {
        // Given
        var maker = logIn("maker");
        var checker = logIn("checker");
        String path = "/console/payout-accounts/m_demo/1/reject";

        // When
        var allowed = post(path, checker.cookie(), Map.of("csrf", checker.csrf(), "reason", "not theirs"));
        var role = post(path, maker.cookie(), Map.of("csrf", maker.csrf(), "reason", "x"));
        var forged = post(path, checker.cookie(), Map.of("csrf", maker.csrf(), "reason", "x"));

        // Then
        assertThat(allowed.statusCode()).isEqualTo(303);
        assertThat(role.statusCode()).isEqualTo(403);
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(world.acts.lines()).containsExactly("checker rejects account m_demo 1: not theirs");
    }
}
