package dev.tongfu;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankHttpConfig;
import dev.tongfu.bank.Banks;
import dev.tongfu.bank.abc.AbcBank;
import dev.tongfu.bank.unionpay.UnionPayBank;
import dev.tongfu.crypto.CertificateChain;
import dev.tongfu.crypto.Certificates;
import dev.tongfu.crypto.PinnedCertificates;
import dev.tongfu.crypto.PublicCertificate;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.merchant.Channel;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.metrics.Metrics;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes the banks of the configuration. */
final class NodeBanks {
    private final Vertx vertx;
    private final Foundation base;
    private final MerchantDirectory merchants;
    private final Metrics metrics;

    NodeBanks(Vertx vertx, Foundation base, MerchantDirectory merchants, Metrics metrics) {
        this.metrics = metrics;
        this.vertx = vertx;
        this.base = base;
        this.merchants = merchants;
    }

    /** A new bank is one line here. */
    Banks banks() {
        var enabled = base.config().banks().enabled();
        var list = new ArrayList<Bank>();
        if (enabled.contains(AbcBank.NAME)) {
            list.add(abc());
        }
        if (enabled.contains(UnionPayBank.NAME)) {
            list.add(unionPay());
        }
        return new Banks(
                list,
                id -> merchants.channel(id).map(NodeBanks::channel),
                (bank, number) -> merchants.channelByMerchantNo(bank, number).map(Channel::id),
                base.archive(),
                metrics.banks());
    }

    private Bank abc() {
        var config = base.config().banks().abc();
        metrics.bankAddress(authority(config.http()), AbcBank.NAME);
        var pinned = new PinnedCertificates(
                base.providers(),
                SignatureAlgorithm.SHA1_WITH_RSA,
                config.bankCertificates().stream()
                        .flatMap(file -> certificates("banks.abc.bank_certificates", file).stream())
                        .toList());
        return new AbcBank(vertx, config, base.providers(), pinned, base.clock());
    }

    private Bank unionPay() {
        var config = base.config().banks().unionpay();
        metrics.bankAddress(authority(config.http()), UnionPayBank.NAME);
        var trust = config.trust();
        var chain = new CertificateChain(
                trust.middleCertificates().stream()
                        .flatMap(file -> certificates("banks.unionpay.trust.middle_certificates", file).stream())
                        .toList(),
                trust.rootCertificates().stream()
                        .flatMap(file -> certificates("banks.unionpay.trust.root_certificates", file).stream())
                        .toList());
        String encryption = config.encryption().certificate();
        var encryptionCertificate = encryption == null
                ? null
                : certificates("banks.unionpay.encryption.certificate", encryption)
                        .get(0);
        return new UnionPayBank(vertx, config, base.providers(), chain, encryptionCertificate, base.clock());
    }

    private static String authority(BankHttpConfig config) {
        var url = URI.create(config.baseUrl());
        int standard = "https".equals(url.getScheme()) ? 443 : 80;
        return url.getHost() + ":" + (url.getPort() < 0 ? standard : url.getPort());
    }

    private List<PublicCertificate> certificates(String key, String file) {
        try {
            return new Certificates(base.providers()).read(Files.readAllBytes(Path.of(file)));
        } catch (IOException failure) {
            throw new ConfigException(key + " names " + file + ", which can't be read");
        }
    }

    private static BankChannel channel(Channel channel) {
        return new BankChannel(channel.id(), channel.bank(), channel.merchantNo(), channel.settings());
    }
}
